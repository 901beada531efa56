import { EMULATOR_SUB_APP_ID, startEmulator, type Emulator } from './emulator';
import { pngOf } from './png';
import { call, ELEMENT, VIDEO } from './rawClient';
import { sdkClient } from './sdkClient';

const STARTED = Date.UTC(2026, 7, 5, 2, 9, 6, 500);
const NO_TIME = '0000-00-00T00:00:00Z';
const OTHER_SUB_APP = { id: 1500000002, name: 'other', status: 'Off' } as const;

let emulator: Emulator;
let now: number;

beforeEach(async () => {
	now = Date.now();
	emulator = await startEmulator({
		now: () => now,
		subApps: [{ id: EMULATOR_SUB_APP_ID, name: 'emulator', status: 'On' }, OTHER_SUB_APP],
	});
});

afterEach(async () => {
	await emulator.close();
});

test("the official SDK's client starts a video task with ElementIds that exist, and sees it finish", async () => {
	const client = sdkClient(emulator);
	const { ElementId } = await client.CreateAigcCustomElement(ELEMENT);
	const task = { ...VIDEO, Prompt: '<<<element_1>>> at night', SubjectInfos: [{ Id: ElementId }] };
	const unknown = { ...task, SubjectInfos: [{ Id: '123456789012345678' }] };
	await expect(client.CreateAigcVideoTask(unknown)).rejects.toMatchObject({
		code: 'InvalidParameterValue',
	});

	const { TaskId = '' } = await client.CreateAigcVideoTask(task);
	const noElement = { ...task, SubjectInfos: [{ Id: TaskId }] };
	await expect(client.CreateAigcVideoTask(noElement)).rejects.toMatchObject({
		code: 'InvalidParameterValue',
	});
	const poll = () => client.DescribeTaskDetail({ TaskId, SubAppId: EMULATOR_SUB_APP_ID });
	expect(await poll()).toMatchObject({ TaskType: 'AigcVideoTask', Status: 'WAITING' });
	expect(await poll()).toMatchObject({ Status: 'PROCESSING', AigcVideoTask: { Progress: 50 } });
	expect(await poll()).toMatchObject({
		Status: 'FINISH',
		AigcVideoTask: { TaskId, ErrCode: 0, Input: { SubjectInfos: [{ Id: ElementId }] } },
	});
});

describe('a task', () => {
	const THREE_DAYS_MS = 3 * 24 * 60 * 60 * 1000;
	const SIGNED_THEN = { timestamp: Math.floor(STARTED / 1000) };
	let taskId: string;

	async function start(request: object): Promise<void> {
		now = STARTED;
		const action = 'CreateAigcVideoTask';
		const { TaskId } = await call(emulator, {
			...SIGNED_THEN,
			action,
			body: { ...VIDEO, ...request },
		});
		taskId = String(TaskId);
	}

	/** What is answered, without the members that are null. */
	async function poll(SubAppId = EMULATOR_SUB_APP_ID): Promise<Record<string, unknown>> {
		const body = { TaskId: taskId, SubAppId };
		const answer = await call(emulator, { ...SIGNED_THEN, action: 'DescribeTaskDetail', body });
		return Object.fromEntries(Object.entries(answer).filter(([, value]) => value !== null));
	}

	/** The video's member of a finished task. */
	async function finished(request: object): Promise<object> {
		await start(request);
		await poll();
		await poll();
		now = STARTED + 63_000;
		const { AigcVideoTask } = await poll();
		return AigcVideoTask as object;
	}

	test('is named by its sub-application and type, and found in its sub-application only', async () => {
		await start({});
		expect(taskId).toMatch(new RegExp(`^${EMULATOR_SUB_APP_ID}-AigcVideoTask-[0-9a-f]{32}t$`));
		expect(await poll(OTHER_SUB_APP.id)).toMatchObject({ Error: { Code: 'ResourceNotFound' } });
		expect(await poll()).toMatchObject({ Status: 'WAITING' });
	});

	test('can be asked for within three days', async () => {
		await start({});
		const askedAfter = async (ms: number) => {
			now = STARTED + ms;
			const body = { TaskId: taskId };
			const timestamp = Math.floor(now / 1000);
			return call(emulator, { timestamp, action: 'DescribeTaskDetail', body });
		};
		expect(await askedAfter(THREE_DAYS_MS - 1)).toMatchObject({ Status: 'WAITING' });
		expect(await askedAfter(THREE_DAYS_MS)).toMatchObject({ Error: { Code: 'ResourceNotFound' } });
	});

	test('answers every member, null but for its own, and times that are not set in the way of the service', async () => {
		await start({});
		const { Status, RequestId, ...waiting } = await poll();
		expect([Status, typeof RequestId]).toEqual(['WAITING', 'string']);
		expect(waiting).toEqual({
			TaskType: 'AigcVideoTask',
			CreateTime: '2026-08-05T02:09:06Z',
			BeginProcessTime: NO_TIME,
			FinishTime: NO_TIME,
		});
		expect(await poll()).toMatchObject({
			Status: 'PROCESSING',
			BeginProcessTime: '2026-08-05T02:09:06Z',
			FinishTime: NO_TIME,
			AigcVideoTask: { TaskId: taskId, Status: 'PROCESSING', Progress: 50, Output: null },
		});
		now = STARTED + 63_000;
		const end = await poll();
		expect(end).toMatchObject({ Status: 'FINISH', FinishTime: '2026-08-05T02:10:09Z' });
		now += 60_000;
		expect({ ...(await poll()), RequestId: end.RequestId }).toEqual(end);
		const body = { TaskId: taskId };
		const answer = await call(emulator, { ...SIGNED_THEN, action: 'DescribeTaskDetail', body });
		expect(answer).toMatchObject({ AigcImageTask: null, CreateAigcMaterialTask: null });
	});

	test('repeats what it was asked for, and what was left out as blanks', async () => {
		const Base64 = pngOf(300, 300, 0).toString('base64');
		const image = { Type: 'Base64', Category: 'Image', Base64, Usage: 'Reference' };
		const task = await finished({
			FileInfos: [image],
			OutputConfig: { Duration: 7, AspectRatio: '16:9' },
			SessionContext: 'row 1',
			Procedure: 'none',
		});
		const blankConfig = Object.fromEntries(
			`StorageMode MediaName Resolution AudioGeneration PersonGeneration InputComplianceCheck
			OutputComplianceCheck EnhanceSwitch OffPeak FrameInterpolate LogoAdd EnableBGM`
				.split(/\s+/)
				.map((field) => [field, '']),
		);
		expect(task).toMatchObject({ SessionId: '', SessionContext: 'row 1' });
		expect((task as { Input: object }).Input).toEqual({
			ModelName: 'Kling',
			ModelVersion: '3.0-Omni',
			FileInfos: [
				{
					...{ Type: 'Base64', Category: 'Image', Usage: 'Reference', FileId: '', Url: '' },
					...{ ReferenceType: '', ObjectId: '', VoiceId: '', KeepOriginalSound: '', Text: '' },
				},
			],
			SubjectInfos: [],
			LastFrameFileId: '',
			LastFrameUrl: '',
			Prompt: VIDEO.Prompt,
			NegativePrompt: '',
			EnhancePrompt: '',
			GenerationMode: '',
			OutputConfig: {
				...blankConfig,
				ClassId: 0,
				ExpireTime: NO_TIME,
				Duration: 7,
				AspectRatio: '16:9',
			},
			InputRegion: '',
			SceneType: '',
			Seed: 0,
		});
	});

	test.each([
		['Temporary', { FileId: '', FileType: '', MediaName: '', ExpireTime: '2026-08-12T02:10:09Z' }],
		['Permanent', { FileType: 'mp4', MediaName: 'fox', ExpireTime: '9999-12-31T23:59:59Z' }],
	])('has one file, %s', async (StorageMode, file) => {
		const task = await finished({ OutputConfig: { StorageMode, MediaName: 'fox', Duration: 7 } });
		const FileUrl: unknown = expect.stringMatching(/^http:\/\/.*\/aigcVideoGenFile\.mp4$/);
		expect(task).toMatchObject({
			Status: 'FINISH',
			Progress: 100,
			ErrCode: 0,
			ErrCodeExt: '',
			Message: '',
			Output: { FileInfos: [{ ...file, StorageMode, FileUrl, MetaData: { Duration: 7 } }] },
		});
	});
});
