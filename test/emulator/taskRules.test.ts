import type {
	CreateAigcImageTaskRequest,
	CreateAigcVideoTaskRequest,
} from 'tencentcloud-sdk-nodejs-vod/tencentcloud/services/vod/v20180717/vod_models';
import { startEmulator, type Emulator } from './emulator';
import { mistakeInImage } from './imageRules';
import { pngOf } from './png';
import { call, ELEMENT, IMAGE, VIDEO } from './rawClient';
import { fileOfTask, runTask } from './taskClient';
import { mistakeInVideo } from './videoRules';

const URL = 'https://images.example.com/fox.png';
const PNG = pngOf(300, 300, 0);

let emulator: Emulator;

beforeAll(async () => {
	emulator = await startEmulator();
});

afterEach(() => emulator.reset());

afterAll(async () => {
	await emulator.close();
});

/** A file as Base64, of a picture and as many bytes more as are wanted. */
function base64(bytes: number): object {
	const padding = Buffer.alloc(bytes - PNG.length);
	return { Type: 'Base64', Base64: Buffer.concat([PNG, padding]).toString('base64') };
}

const SEVEN_MB = 7 * 1024 * 1024;
const BASES = { CreateAigcVideoTask: VIDEO, CreateAigcImageTask: IMAGE };
const BOTH = ['CreateAigcVideoTask', 'CreateAigcImageTask'] as const;

describe.each(BOTH)('%s', (action) => {
	async function codeOf(changes: object): Promise<string | undefined> {
		return (await call(emulator, { action, body: { ...BASES[action], ...changes } })).Error?.Code;
	}
	const files = (...FileInfos: object[]) => ({ FileInfos });

	test.each<[string, object, string | undefined]>([
		['no model', { ModelName: undefined }, 'MissingParameter'],
		['no version', { ModelVersion: undefined }, 'MissingParameter'],
		['an empty model', { ModelName: '' }, 'InvalidParameterValue'],
		['a model that nobody knows', { ModelName: 'X', ModelVersion: 'y' }, undefined],
		['no prompt', { Prompt: undefined }, 'MissingParameter'],
		['no prompt, but a file', { Prompt: '', ...files({ Type: 'Url', Url: URL }) }, undefined],
		['a prompt of 2500', { Prompt: '🦊'.repeat(2500) }, undefined],
		['a prompt of 2501', { Prompt: 'a'.repeat(2501) }, 'InvalidParameterValue'],
		['on and off', { EnhancePrompt: 'On' }, 'InvalidParameterValue'],
		['a field that is not known', { Image: URL }, 'UnknownParameter'],
		['a seed of text', { Seed: '1' }, 'InvalidParameter'],
		['a file without Type', files({ Url: URL }), 'MissingParameter'],
		['a file of another Type', files({ Type: 'Path', Url: URL }), 'InvalidParameterValue'],
		['a file without its field', files({ Type: 'Url', FileId: '1' }), 'MissingParameter'],
		['a URL that is none', files({ Type: 'Url', Url: 'fox.png' }), 'InvalidParameterValue'],
		['no such file', files({ Type: 'File', FileId: '1' }), 'InvalidParameterValue.FileId'],
		['a field of a file', files({ Type: 'Url', Url: URL, Name: 'a' }), 'UnknownParameter'],
		['Base64', files(base64(PNG.length)), undefined],
		[
			'Base64 with a prefix',
			files({ Type: 'Base64', Base64: `data:image/png;base64,${PNG.toString('base64')}` }),
			'InvalidParameterValue',
		],
		['Base64 of no picture', files({ Type: 'Base64', Base64: 'AAAA' }), 'InvalidParameterValue'],
		['7 MB', files(base64(SEVEN_MB - PNG.length), base64(PNG.length)), undefined],
		[
			'7 MB and a byte',
			files(base64(SEVEN_MB - PNG.length), base64(PNG.length + 1)),
			'InvalidParameterValue',
		],
		['a name of 64', { OutputConfig: { MediaName: '狐'.repeat(64) } }, undefined],
		['a name of 65', { OutputConfig: { MediaName: 'a'.repeat(65) } }, 'InvalidParameterValue'],
		['a day', { OutputConfig: { ExpireTime: '2030-01-01' } }, 'InvalidParameterValue'],
	])('%s', async (_case, changes, code) => {
		expect(await codeOf(changes)).toBe(code);
		expect(emulator.tasks).toHaveLength(code === undefined ? 1 : 0);
	});
});

test.each<[string, object, string | undefined]>([
	['SubjectInfos', { SubjectInfos: [] }, 'UnknownParameter'],
	['Procedure', { Procedure: 'a' }, 'UnknownParameter'],
	['Usage', { FileInfos: [{ Type: 'Url', Url: URL, Usage: 'Reference' }] }, 'UnknownParameter'],
	['a format', { OutputConfig: { OutputFormat: 'jpeg' } }, undefined],
	['half a picture', { OutputConfig: { OutputImageCount: 0.5 } }, 'InvalidParameter'],
])('an image task takes no %s', async (_case, changes, code) => {
	const details = { action: 'CreateAigcImageTask', body: { ...IMAGE, ...changes } };
	expect((await call(emulator, details)).Error?.Code).toBe(code);
});

/** Some files of a category. */
function files(count: number, details: object = {}): object[] {
	return Array.from({ length: count }, () => ({ Type: 'Url', Url: URL, ...details }));
}

const reference = { Usage: 'Reference' };
const video = { Category: 'Video', ReferenceType: 'feature' };
const first = { Usage: 'FirstFrame' };
const last = { Usage: 'LastFrame' };
const subjects = (count: number, details: object = { Id: '1' }) =>
	Array.from({ length: count }, () => details);

test.each<[string, string, object, RegExp | undefined]>([
	['Kling', '3.0-Omni', { OutputConfig: { Duration: 15 } }, undefined],
	['Kling', '3.0', { OutputConfig: { Duration: 16 } }, /duration 16/],
	['Kling', '2.6', { OutputConfig: { Duration: 7 } }, /duration 7/],
	['Hailuo', '2.3', { OutputConfig: { Duration: 5 } }, /duration 5/],
	['Hailuo', 'H3-Max', { OutputConfig: { Duration: 5 } }, undefined],
	['GV', '3.1-fast', { OutputConfig: { Duration: 5 } }, /duration 5/],
	['GV', 'omni', { OutputConfig: { Duration: 5 } }, undefined],
	['OS', '2.0', { OutputConfig: { Duration: 12 } }, undefined],
	['PixVerse', 'v6', { OutputConfig: { Duration: 16 } }, /duration 16/],
	['Sora', '9', { OutputConfig: { Duration: 99 }, SubjectInfos: subjects(1) }, undefined],
	['Kling', '2.6', { OutputConfig: { Duration: 7 }, SceneType: 'motion_control' }, undefined],
	[
		'Kling',
		'O1',
		{ OutputConfig: { Duration: 30 }, FileInfos: files(1, { ...video, ReferenceType: 'base' }) },
		undefined,
	],
	['Hailuo', 'H3', { SubjectInfos: subjects(1) }, /no subjects/],
	['Vidu', 'q3-mix', { SubjectInfos: subjects(1) }, /no subjects/],
	['Kling', '2.6', { SubjectInfos: subjects(1) }, undefined],
	['Vidu', 'q2', { SubjectInfos: subjects(1) }, /no name/],
	['Vidu', 'q2', { SubjectInfos: subjects(1, { Name: 'fox' }) }, undefined],
	['Hailuo', '02', { LastFrameUrl: URL }, /needs a first frame/],
	['Hailuo', '02', { FileInfos: files(1, last) }, /needs a first frame/],
	['Hailuo', '02', { FileInfos: files(1, reference), LastFrameUrl: URL }, /needs a first frame/],
	['Hailuo', '02', { FileInfos: files(1), LastFrameUrl: URL }, undefined],
	['Hailuo', '02', { FileInfos: [...files(1, first), ...files(1, last)] }, undefined],
	['Kling', '3.0', { FileInfos: files(2), LastFrameUrl: URL }, /take no last frame/],
	['Kling', '2.1', { FileInfos: files(1), LastFrameUrl: URL }, /invalid params/],
	[
		'Kling',
		'2.1',
		{ FileInfos: files(1), LastFrameUrl: URL, OutputConfig: { Resolution: '1080P' } },
		undefined,
	],
	[
		'Kling',
		'2.6',
		{ FileInfos: files(1), LastFrameUrl: URL, OutputConfig: { AudioGeneration: 'Enabled' } },
		/invalid params/,
	],
	['Kling', 'O1', { FileInfos: files(5, reference), SubjectInfos: subjects(2) }, undefined],
	['Kling', 'O1', { FileInfos: files(5, reference), SubjectInfos: subjects(3) }, /more than 7/],
	[
		'Kling',
		'O1',
		{ FileInfos: [...files(3, reference), ...files(1, video)], SubjectInfos: subjects(1) },
		undefined,
	],
	[
		'Kling',
		'O1',
		{ FileInfos: [...files(3, reference), ...files(1, video)], SubjectInfos: subjects(2) },
		/more than 4/,
	],
	['Vidu', 'q3-drama', {}, /only supports reference/],
	['Vidu', 'q3-mix', { FileInfos: [...files(1, reference), ...files(1)] }, /only supports/],
	['Vidu', 'q3-mix', { FileInfos: files(2, reference) }, undefined],
	['Kling', 'O1', { Prompt: '<<<element_2>>>', SubjectInfos: subjects(2) }, undefined],
	['Kling', 'O1', { Prompt: '<<<element_3>>>', SubjectInfos: subjects(2) }, /<<<element_3>>>/],
	['Kling', 'O1', { Prompt: '<<<element_0>>>', SubjectInfos: subjects(2) }, /<<<element_0>>>/],
	['Kling', 'O1', { Prompt: '<<<image_1>>>', FileInfos: files(1, video) }, /<<<image_1>>>/],
	['Kling', 'O1', { Prompt: '<<<video_1>>>', FileInfos: files(1, video) }, undefined],
	['Vidu', 'q2', { Prompt: '<<<element_3>>>' }, undefined],
])('what a video of %s %s fails for: %j', (ModelName, ModelVersion, changes, mistake) => {
	const request: CreateAigcVideoTaskRequest = { ...VIDEO, ModelName, ModelVersion, ...changes };
	expect(mistakeInVideo(request) ?? '').toMatch(mistake ?? /^$/);
});

test.each<[string, string, number, number, RegExp | undefined]>([
	['GG', '2.5', 3, 1, undefined],
	['GEM', '2.5', 4, 1, /at most 3/],
	['GG', '3.1', 15, 1, /at most 14/],
	['Kling', '3.0', 2, 1, /at most 1 images/],
	['Kling', 'O1', 10, 9, undefined],
	['Kling', 'scene', 11, 10, /makes at most 9/],
	['OG', 'image2_high', 20, 9, /makes at most 8/],
	['OG', 'image2_high', 0, 0, /makes at most 8/],
	['Vidu', 'q2', 8, 99, /at most 7/],
	['Nobody knows', 'it', 99, 99, undefined],
])('what an image of %s %s of %i makes, %i times, fails for', (name, version, given, made, why) => {
	const request: CreateAigcImageTaskRequest = {
		...{ ...IMAGE, ModelName: name, ModelVersion: version },
		...{ FileInfos: files(given), OutputConfig: { OutputImageCount: made } },
	};
	expect(mistakeInImage(request) ?? '').toMatch(why ?? /^$/);
});

describe('a task of a request that is taken and cannot be done', () => {
	const body = { ...VIDEO, Prompt: '<<<element_1>>> at night' };

	test('ends in the way of a fault of the service, and makes nothing', async () => {
		expect(await runTask(emulator, { body })).toMatchObject({
			...{ Status: 'FINISH', ErrCode: 70_000, ErrCodeExt: 'InternalError', Output: null },
			Message: 'task failed, message: <<<element_1>>> is not given',
		});
		expect([emulator.files, emulator.ledger.ofKind('file')]).toEqual([[], []]);
		const { ElementId } = await call(emulator, { body: ELEMENT });
		const mended = { ...body, SubjectInfos: [{ Id: ElementId }] };
		expect(await runTask(emulator, { body: mended })).toMatchObject({ ErrCode: 0 });
	});

	test('ends in another way, where that is planned', async () => {
		const end = { kind: 'failure', errCodeExt: 'TaskTimeout', message: '' } as const;
		emulator.setTaskLives(() => ({ runsMs: 0, end }));
		expect(await runTask(emulator, { body })).toMatchObject({ ErrCodeExt: 'TaskTimeout' });
	});

	test.each(BOTH)('%s: files of the emulator that it cannot use', async (action) => {
		const { FileUrl } = await fileOfTask(emulator);
		const failureOf = async (Url: string) => {
			const FileInfos = [
				{ Type: 'Url', Url: URL },
				{ Type: 'Url', Url },
			];
			return (await runTask(emulator, { action, body: { ...BASES[action], FileInfos } })).Message;
		};
		expect(await failureOf(FileUrl)).toMatch(/FileInfos\.1 is no picture/);
		expect(await failureOf(`${emulator.url}/none.png`)).toMatch(/FileInfos\.1 cannot be fetched/);
	});
});
