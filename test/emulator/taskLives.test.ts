import { EMULATOR_SUB_APP_ID, startEmulator, type Emulator } from './emulator';
import { ADVANCED_ELEMENT, VIDEO } from './rawClient';
import { sdkClient } from './sdkClient';
import {
	DOCUMENTED_ERR_CODE_EXTS,
	type PlannedTask,
	type TaskEnding,
	type TaskLife,
} from './taskLives';

const SUCCESS: TaskEnding = { kind: 'success' };
const START = Date.now();

let emulator: Emulator;
let now: number;

beforeEach(async () => {
	now = START;
	emulator = await startEmulator({ now: () => now });
});

afterEach(async () => {
	await emulator.close();
});

async function startVideo(Prompt = VIDEO.Prompt): Promise<string> {
	const { TaskId = '' } = await sdkClient(emulator).CreateAigcVideoTask({ ...VIDEO, Prompt });
	return TaskId;
}

async function startElement(ElementName = ADVANCED_ELEMENT.ElementName): Promise<string> {
	const request = { ...ADVANCED_ELEMENT, ElementName };
	const { TaskId = '' } = await sdkClient(emulator).CreateAigcAdvancedCustomElement(request);
	return TaskId;
}

const poll = (TaskId: string) =>
	sdkClient(emulator).DescribeTaskDetail({ TaskId, SubAppId: EMULATOR_SUB_APP_ID });

test.each([
	[{ waitsMs: 4_000, runsMs: 6_000 }, 'WAITING WAITING PROCESSING PROCESSING FINISH'],
	[{ runsMs: 4_001 }, 'PROCESSING PROCESSING PROCESSING FINISH FINISH'],
	[{ waitsMs: 9_999, runsMs: 1 }, 'WAITING WAITING WAITING PROCESSING FINISH'],
	[{ runsMs: 0 }, 'FINISH FINISH FINISH FINISH FINISH'],
])('a task of %j is by the clock %s, however often it is asked', async (life, statuses) => {
	emulator.setTaskLives(() => ({ ...life, end: SUCCESS }));
	const task = await startVideo();
	const seen = [];
	for (const after of [0, 3_999, 4_000, 9_999, 10_000]) {
		now = START + after;
		const { Status } = await poll(task);
		expect(await poll(task)).toMatchObject({ Status });
		expect(emulator.tasks).toMatchObject([{ taskId: task, status: Status }]);
		seen.push(Status);
	}
	expect(seen.join(' ')).toBe(statuses);
	const { waitsMs = 0, runsMs } = { waitsMs: undefined, ...life };
	const seconds = (ms: number) => new Date(ms).toISOString().replace(/\.\d+Z/, 'Z');
	expect(await poll(task)).toMatchObject({
		BeginProcessTime: seconds(START + waitsMs),
		FinishTime: seconds(START + waitsMs + runsMs),
		AigcVideoTask: { ErrCode: 0, Output: { FileInfos: [{}] } },
	});
});

test('a plan sees each task, and leaves to the polls those that it gives no life', async () => {
	const seen: PlannedTask[] = [];
	emulator.setTaskLives((task) => {
		seen.push(task);
		return task.taskType === 'AigcVideoTask' ? { runsMs: 0, end: SUCCESS } : undefined;
	});
	const video = await startVideo('fox');
	const element = await startElement('Fox');
	expect(seen).toEqual([
		{
			...{ action: 'CreateAigcVideoTask', taskType: 'AigcVideoTask', name: 'fox', index: 0 },
			request: { ...VIDEO, Prompt: 'fox' },
		},
		{
			...{ action: 'CreateAigcAdvancedCustomElement', name: 'Fox', index: 1 },
			taskType: 'CreateAigcAdvancedCustomElement',
			request: { ...ADVANCED_ELEMENT, ElementName: 'Fox' },
		},
	]);
	now += 60_000;
	expect([(await poll(video)).Status, (await poll(element)).Status]).toEqual(['FINISH', 'WAITING']);
});

describe.each<[string, () => Promise<string>, object]>([
	['AigcVideoTask', startVideo, { FileInfos: [] }],
	['CreateAigcAdvancedCustomElementTask', startElement, { InfoList: [] }],
])('%s ends', (member, start, empty) => {
	const failures = DOCUMENTED_ERR_CODE_EXTS.map((errCodeExt): [TaskEnding, string, object] => [
		{ kind: 'failure', errCodeExt, message: 'why' },
		'FINISH',
		{ Status: 'FINISH', ErrCode: 70_000, ErrCodeExt: errCodeExt, Message: 'why', Output: null },
	]);

	test.each<[TaskEnding, string, object | null]>([
		...failures,
		[
			{ kind: 'failure', errCode: 40_000, errCodeExt: '', message: 'a' },
			'FINISH',
			{ ErrCode: 40_000, ErrCodeExt: '', Message: 'a' },
		],
		[
			{ kind: 'noResult' },
			'FINISH',
			{
				Status: 'FINISH',
				ErrCode: 0,
				ErrCodeExt: '',
				Message: '',
				Output: expect.objectContaining(empty) as object,
			},
		],
		[
			{ kind: 'innerFail', message: 'b' },
			'FINISH',
			{ Status: 'FAIL', ErrCode: 0, ErrCodeExt: '', Message: 'b', Output: null },
		],
		[{ kind: 'nullMembers' }, 'FINISH', null],
		[{ kind: 'aborted' }, 'ABORTED', null],
	])('with %j', async (end, Status, told) => {
		emulator.setTaskLives(() => ({ runsMs: 7_000, end }));
		const task = await start();
		expect(await poll(task)).toMatchObject({ Status: 'PROCESSING' });
		now += 7_000;
		const answer = await poll(task);
		expect(answer).toMatchObject({ Status });
		expect(answer).toMatchObject({ [member]: told });
		const others = Object.entries(answer).filter(
			([name, value]) => name.endsWith('Task') && name !== member && value !== null,
		);
		expect(others).toEqual([]);
		expect(emulator.tasks).toMatchObject([{ ending: end, finishedAt: now }]);
		expect(emulator.ledger.ofKind('element')).toEqual([]);
	});
});

describe('the element of a task exists', () => {
	const life: TaskLife = { runsMs: 7_000, end: SUCCESS };

	test('from its end by the clock on, asked or not', async () => {
		emulator.setTaskLives(({ name }) => ({ ...life, runsMs: name === 'slow' ? 9_000 : 7_000 }));
		await startElement('slow');
		await startElement('quick');
		now += 6_999;
		expect(emulator.ledger.ofKind('element')).toEqual([]);
		now += 2_000;
		expect(emulator.tasks.map(({ status }) => status)).toEqual(['PROCESSING', 'FINISH']);
		now += 60_000;
		expect(emulator.ledger.ofKind('element')).toMatchObject([
			{ name: 'quick', createdAt: START + 7_000, action: 'CreateAigcAdvancedCustomElement' },
			{ name: 'slow', createdAt: START + 9_000, callIndex: 0 },
		]);
	});

	test('in the list, before anybody has looked at the ledger or the task', async () => {
		emulator.setTaskLives(() => life);
		await startElement();
		const list = () =>
			sdkClient(emulator).DescribeAigcAdvancedCustomElements({ SubAppId: EMULATOR_SUB_APP_ID });
		expect(await list()).toMatchObject({ TotalCount: 0, ElementSet: [] });
		now += 7_000;
		expect(await list()).toMatchObject({ TotalCount: 1 });
	});

	test('when the poll that says FINISH has come, without a plan', async () => {
		const task = await startElement();
		for (const elements of [0, 0, 1, 1]) {
			await poll(task);
			expect(emulator.ledger.ofKind('element')).toHaveLength(elements);
		}
	});
});

test('a call that the server takes for a later one ends no task', async () => {
	emulator.setTaskLives(() => ({ runsMs: 60_000, end: SUCCESS }));
	await startVideo();
	emulator.setFaults(() => ({ kind: 'skewedClock', minutes: 10 }));
	await expect(startVideo()).rejects.toMatchObject({ code: 'AuthFailure.SignatureExpire' });
	expect(emulator.tasks).toMatchObject([{ status: 'PROCESSING' }]);
});

test('reset ends lives', async () => {
	emulator.setTaskLives(() => ({ runsMs: 0, end: SUCCESS }));
	await startElement();
	emulator.reset();
	expect([emulator.tasks, emulator.ledger.made]).toEqual([[], []]);
	expect(await poll(await startVideo())).toMatchObject({ Status: 'WAITING' });
});
