import { imageSize } from 'image-size';
import { EMULATOR_SUB_APP_ID, startEmulator, type Emulator } from './emulator';
import { frameOf } from './frame';
import { ADVANCED_ELEMENT, call, ELEMENT, IMAGE, VIDEO } from './rawClient';
import { sdkClient } from './sdkClient';
import { fileOfTask, runTask, startTask } from './taskClient';
import { read } from './uploadClient';

const action = 'CreateAigcImageTask';
const OTHER_SUB_APP = { id: 1500000002, name: 'other', status: 'On' } as const;

let emulator: Emulator;

beforeEach(async () => {
	emulator = await startEmulator({
		subApps: [{ id: EMULATOR_SUB_APP_ID, name: 'emulator', status: 'On' }, OTHER_SUB_APP],
	});
});

afterEach(async () => {
	await emulator.close();
});

const imageWith = (changes: object) => ({ action, body: { ...IMAGE, ...changes } });

test("the official SDK's client starts an image task, and sees what it was given and has made", async () => {
	const client = sdkClient(emulator);
	const FileInfos = [{ Type: 'Url', Url: 'https://images.example.com/fox.png' }];
	const { TaskId = '' } = await client.CreateAigcImageTask({ ...IMAGE, FileInfos });
	expect(TaskId).toMatch(new RegExp(`^${EMULATOR_SUB_APP_ID}-AigcImageTask-[0-9a-f]{32}t$`));
	const poll = () => client.DescribeTaskDetail({ TaskId, SubAppId: EMULATOR_SUB_APP_ID });
	await poll();
	await poll();
	const answer = await poll();
	const [file] = emulator.files;
	expect(answer).toMatchObject({
		TaskType: 'AigcImageTask',
		Status: 'FINISH',
		AigcVideoTask: null,
		AigcImageTask: {
			...{ TaskId, Status: 'FINISH', ErrCode: 0, ErrCodeExt: '', Message: '' },
			Input: {
				...{ ModelName: 'GG', ModelVersion: '3.1', Prompt: IMAGE.Prompt, NegativePrompt: '' },
				FileInfos: [{ ...FileInfos[0], FileId: '', Text: '', ReferenceType: '' }],
				OutputConfig: { AspectRatio: '', OutputImageCount: 0 },
			},
			Output: {
				FileInfos: [
					{
						...{ FileUrl: file?.url, FileId: '', FileType: '', MediaName: '' },
						StorageMode: 'Temporary',
						MetaData: { Size: file?.size, Md5: file?.md5, Width: 1024, Height: 1024, Duration: 0 },
					},
				],
			},
		},
	});
	expect(file?.url).toMatch(/\/aigcImageGenFile\.png$/);
	expect(emulator.ledger.ofKind('task')).toMatchObject([{ id: TaskId, name: IMAGE.Prompt }]);
});

test('a SessionId tells repeats of this action alone', async () => {
	const session = { SessionId: 'one' };
	await startTask(emulator, imageWith(session));
	const repeated = await call(emulator, imageWith(session));
	expect(repeated.Error?.Code).toBe('InvalidParameterValue.SessionId');
	await startTask(emulator, { body: { ...VIDEO, ...session } });
	expect(emulator.tasks.map(({ model }) => model)).toEqual(['GG image', 'Kling']);
});

test.each([
	['Kling', '3.0', 3, 3],
	['OG', 'image2_low', 8, 8],
	['GG', '3.1', 3, 1],
	['Nobody knows', 'it', 3, 1],
])('%s %s, asked for %i pictures, makes %i that differ', async (name, version, asked, made) => {
	const OutputConfig = { OutputImageCount: asked };
	const request = imageWith({ ModelName: name, ModelVersion: version, OutputConfig });
	const { Output } = await runTask(emulator, request);
	expect(Output?.FileInfos.map(({ FileUrl }) => FileUrl)).toEqual(
		emulator.files.map(({ url }) => url),
	);
	expect(new Set(emulator.files.map(({ sha256 }) => sha256)).size).toBe(made);
});

test('pictures can be looked at, and elements are made of them', async () => {
	const urls = [];
	for (const AspectRatio of ['9:16', '21:9']) {
		const OutputConfig = { AspectRatio, Resolution: '720P' };
		const { FileUrl, MetaData } = await fileOfTask(emulator, imageWith({ OutputConfig }));
		const { headers, text } = await read(FileUrl);
		expect(headers['content-type']).toBe('image/png');
		expect(imageSize(Buffer.from(text, 'latin1'))).toMatchObject({
			...{ type: 'png', width: MetaData.Width, height: MetaData.Height },
		});
		urls.push(FileUrl);
	}
	const [front = '', side = ''] = urls;
	const simple = await call(emulator, {
		body: { ...ELEMENT, ElementFrontalImage: front, ElementReferList: [{ ImageUrl: side }] },
	});
	expect(simple).toHaveProperty('ElementId');
	const ElementImageList = JSON.stringify({
		frontal_image: front,
		refer_images: [{ image_url: side }],
	});
	await startTask(emulator, {
		action: 'CreateAigcAdvancedCustomElement',
		body: { ...ADVANCED_ELEMENT, ElementImageList },
	});
});

test('a picture that stays is known by its FileId, in its own sub-application', async () => {
	const OutputConfig = { StorageMode: 'Permanent', MediaName: 'front' };
	const { FileId, FileType, MediaName } = await fileOfTask(emulator, imageWith({ OutputConfig }));
	expect([FileType, MediaName]).toEqual(['png', 'front']);
	const FileInfos = [{ Type: 'File', FileId }];
	expect(await runTask(emulator, imageWith({ FileInfos }))).toMatchObject({ ErrCode: 0 });
	const video = { ...VIDEO, FileInfos, LastFrameFileId: FileId };
	expect(await runTask(emulator, { body: video })).toMatchObject({ ErrCode: 0 });
	const elsewhere = imageWith({ FileInfos, SubAppId: OTHER_SUB_APP.id });
	const code = 'InvalidParameterValue.FileId';
	expect((await call(emulator, elsewhere)).Error?.Code).toBe(code);
	const noFirst = { ...VIDEO, LastFrameFileId: '1' };
	const refused = await call(emulator, { action: 'CreateAigcVideoTask', body: noFirst });
	expect(refused.Error?.Code).toBe(code);
});

test.each([
	['16:9', '720P', 1280, 720],
	['9:16', '1080p', 1080, 1920],
	['1:1', '768P', 768, 768],
	['1:1', '1K', 1024, 1024],
	['1:4', '1K', 512, 2048],
	['4:1', '2k', 4096, 1024],
	['auto', '', 1024, 1024],
])('%s in %s is a frame of %i × %i', (aspectRatio, resolution, width, height) => {
	expect(frameOf(aspectRatio, resolution)).toEqual({ width, height });
});
