/** What is known to fail, and what is only believed to. */
import { generationFaults } from '../../../../../nodes/TencentCloudVod/actions/shared/generationRules';
import { MODELS } from '../../../../../nodes/TencentCloudVod/actions/shared/models';

const KLING = { ModelName: 'Kling', ModelVersion: '3.0-Omni', Prompt: 'A fox' };
const of = (ModelName: string, ModelVersion: string, rest: object = {}) => ({
	...KLING,
	ModelName,
	ModelVersion,
	...rest,
});

const times = <T>(count: number, one: T) => Array<T>(count).fill(one);
const elements = (count: number) => ({ SubjectInfos: times(count, { Id: '7' }) });
const images = (count: number, Usage = 'Reference') => times(count, { Category: 'Image', Usage });
const CLIP = { Category: 'Video', Usage: 'Reference', ReferenceType: 'feature' };
const FIRST = { Category: 'Image', Usage: 'FirstFrame' };
const LAST = { Category: 'Image', Usage: 'LastFrame' };
const files = (...FileInfos: object[]) => ({ FileInfos });
const seconds = (Duration: number) => ({ OutputConfig: { Duration } });

const fault = (request: object) =>
	generationFaults('video', { ...request })
		.map(({ text }) => text)
		.join(' ');

test.each<[string, object, string]>([
	['no words and no images', { ...KLING, Prompt: ' ' }, "'Prompt' is empty."],
	[
		'no words beside elements',
		{ ...KLING, Prompt: undefined, ...elements(1) },
		"'Prompt' is empty. It may be so only where there are images.",
	],
	[
		'a third element that is not there',
		{ ...KLING, ...elements(2), Prompt: '<<<element_1>>> and <<<element_3>>>' },
		"'Prompt' names <<<element_3>>>, but there are 2 elements.",
	],
	[
		'an image that is not there',
		{ ...KLING, ...files(...images(1), CLIP), Prompt: '<<<image_2>>>' },
		"'Prompt' names <<<image_2>>>, but there is 1 image.",
	],
	[
		'an element before the first',
		{ ...KLING, ...elements(1), Prompt: '<<<element_0>>>' },
		"'Prompt' names <<<element_0>>>, but there is 1 element.",
	],
	...['Hailuo 2.3', 'GV 3.1', 'OS 2.0', 'PixVerse v6', 'Hunyuan 1.5', 'Mingmou 1.0'].map(
		(model): [string, object, string] => {
			const [name = '', version = ''] = model.split(' ');
			return [
				`elements with ${model}`,
				of(name, version, elements(1)),
				"'Element IDs' cannot be used with this model. Choose one that takes elements: Kling 3.0-Omni, 3.0, O1.",
			];
		},
	),
	['elements without a name with Vidu', of('Vidu', 'q3', elements(1)), 'give SubjectInfos'],
	[
		'more than 7 images and elements',
		{ ...KLING, ...elements(3), ...files(...images(5)) },
		"'Images' and elements are 8 together, but this model takes at most 7.",
	],
	[
		'more than 4 of them beside a video',
		{ ...KLING, ...elements(2), ...files(...images(3), CLIP) },
		"'Images' and elements are 5 together, but this model takes at most 4 beside a reference video.",
	],
	[
		'a third image beside a last frame',
		{ ...KLING, ...files(FIRST, LAST, ...images(1)) },
		"'Images' are 3, but with a last frame this model takes at most 2: the first frame and the last.",
	],
	[
		'a last frame alone',
		{ ...KLING, ...files(LAST, ...images(1)) },
		"'Images' have a last frame, which needs a first frame as well.",
	],
	[
		'a last frame in the older way alone',
		{ ...KLING, LastFrameUrl: 'https://example.com/a.png' },
		"'Images' have a last frame, which needs a first frame as well.",
	],
	[
		'no references with q3-mix',
		of('Vidu', 'q3-mix'),
		"'Images' must be there with Vidu q3-mix, all with the usage Reference.",
	],
	['frames with q3-drama', of('Vidu', 'q3-drama', files(FIRST)), "'Images' must be there with"],
	[
		'files with lip_sync',
		{ ...KLING, SceneType: 'lip_sync', ...files(...images(1)) },
		"'Images' must not be there with the scene type lip_sync",
	],
	['16 s of Kling', { ...KLING, ...seconds(16) }, "'Duration' must be 3 to 15 seconds with"],
	[
		'11 s of Vidu',
		of('Vidu', 'q2', seconds(11)),
		"'Duration' must be 1 to 10 seconds with Vidu q2.",
	],
	['8 s of Hailuo', of('Hailuo', '2.3', seconds(8)), "'Duration' must be 6 or 10 seconds"],
	['3 s of Hailuo H3', of('Hailuo', 'H3', seconds(3)), "'Duration' must be 4 to 15 seconds"],
	[
		'6 s of Veo',
		of('GV', '3.1-fast', seconds(6)),
		"'Duration' must be 8 seconds with GV 3.1-fast.",
	],
	['5 s of Sora', of('OS', '2.0', seconds(5)), "'Duration' must be 4, 8 or 12 seconds"],
])('refuses %s', (_title, request, text) => {
	expect(fault(request)).toContain(text);
});

test.each<[string, object]>([
	['a prompt', KLING],
	['images without words', { ...KLING, Prompt: '', ...files(...images(1)) }],
	['a scene without words', { ...KLING, Prompt: '', SceneType: 'lip_sync' }],
	['shots in the parameters of the model', { ...KLING, Prompt: '', ExtInfo: '{}' }],
	[
		'elements in the parameters of the model',
		{ ...KLING, Prompt: '<<<element_1>>>', ExtInfo: '{"element_list": []}' },
	],
	['7 images and elements', { ...KLING, ...elements(3), ...files(...images(4)) }],
	['4 beside a video', { ...KLING, ...elements(1), ...files(...images(3), CLIP) }],
	['two frames', { ...KLING, ...files(FIRST, LAST) }],
	['a frame that is none by name', { ...KLING, ...files({}, LAST) }],
	['a frame in the older way', { ...KLING, ...files({}), LastFrameFileId: '7' }],
	['references with q3-mix', of('Vidu', 'q3-mix', files(...images(1)))],
	['subjects with names', of('Vidu', 'q3', { SubjectInfos: [{ Name: 'Mira', ImageUrls: [] }] })],
	['a duration beside a video', { ...KLING, ...seconds(20), ...files(CLIP) }],
	// Nobody says so of these.
	['elements with Kling 2.6', of('Kling', '2.6', elements(1))],
	['elements with Kling 3.0-turbo', of('Kling', '3.0-turbo', elements(1))],
	['a duration of a new version', of('GV', '3.1-lite', seconds(5))],
	['many images of an old version', of('Kling', '2.1', files(...images(9)))],
])('takes %s', (_title, request) => {
	expect(fault(request)).toBe('');
});

test.each<[string, string]>([
	['Kling', '4.0'],
	['GV', '4'],
	['Newcomer', '1.0'],
])('refuses nothing of %s %s, which the lists do not have', (name, version) => {
	const all = { ...elements(9), ...seconds(60), ...files(FIRST, LAST, ...images(9)) };
	expect(fault(of(name, version, all))).toBe('');
});

test('an image has as many images as its model takes', () => {
	const faults = (FileInfos: object[]) =>
		generationFaults('image', of('GG', '2.5', { FileInfos })).map(({ text }) => text);
	expect(faults(times(3, {}))).toEqual([]);
	expect(faults(times(4, {}))).toEqual(["'Images' are 4, but GG 2.5 takes at most 3."]);
});

test.each(['video', 'image'] as const)('no model and no version of %s is there twice', (kind) => {
	const names = MODELS[kind].flatMap(({ name, versions }) =>
		versions.map((version) => `${name} ${version.name}`),
	);
	expect(new Set(names).size).toBe(names.length);
});
