/**
 * The models that generate videos and images, with what each takes. New ones come every month: the lists
 * are there to choose from, and whatever is not in them is sent as it is.
 *
 * Sources: the comments of CreateAigcVideoTask and CreateAigcImageTask in tencentcloud-sdk-nodejs 4.1.313
 * (vod, 2018-07-17) of 2026-09-15; who takes elements, and how many, from Tencent Cloud's guide to AIGC in
 * VOD of 2026-04-30. https://www.npmjs.com/package/tencentcloud-sdk-nodejs
 */

export interface Model {
	/** As the API has it. */
	name: string;
	/** By which people know it, where that differs. */
	knownAs?: string;
	/** The newest first. */
	versions: ModelVersion[];
}

/** What is not documented of a version is not there. */
export interface ModelVersion extends Takes {
	name: string;
}

interface Takes {
	/** In seconds. */
	durations?: Durations;
	resolutions?: readonly string[];
	aspectRatios?: readonly string[];
	elements?: 'taken' | 'byName' | 'notTaken';
	/** How many images and elements together: by themselves, and beside a reference video. */
	references?: { alone: number; withVideo: number };
	/** How many images there may be beside a last frame, that one included. */
	imagesWithLastFrame?: number;
	/** Whether it makes videos of nothing but reference images. */
	needsReferences?: true;
	maxImages?: number;
}

export type Durations = { from: number; to: number } | { oneOf: readonly number[] };

/** @param names separated by blanks */
function versions(names: string, takes: Takes = {}): ModelVersion[] {
	return names.split(' ').map((name) => ({ name, ...takes }));
}

const list = (names: string) => names.split(' ');

const HD = list('720P 1080P');
const WIDE_AND_HIGH = list('16:9 9:16');
const NO_ELEMENTS = { elements: 'notTaken' } as const;

const KLING: Takes = {
	durations: { from: 3, to: 15 },
	resolutions: HD,
	aspectRatios: [...WIDE_AND_HIGH, '1:1'],
};
/** Tencent Cloud gives 4K to accounts that ask for it. */
const KLING_4K: Takes = { ...KLING, resolutions: [...HD, '4K'] };
const KLING_WITH_ELEMENTS: Takes = {
	...KLING_4K,
	elements: 'taken',
	references: { alone: 7, withVideo: 4 },
	imagesWithLastFrame: 2,
};
const VIDU: Takes = {
	durations: { from: 1, to: 10 },
	resolutions: HD,
	aspectRatios: [...WIDE_AND_HIGH, '1:1'],
	elements: 'byName',
};
const VIDU_Q2: Takes = { ...VIDU, aspectRatios: list('16:9 9:16 4:3 3:4 1:1') };
const NEW_VIDU: Takes = { resolutions: HD, elements: 'byName' };
const HAILUO: Takes = {
	...NO_ELEMENTS,
	durations: { oneOf: [6, 10] },
	resolutions: list('768P 1080P'),
};
const HAILUO_H3: Takes = {
	...NO_ELEMENTS,
	durations: { from: 4, to: 15 },
	resolutions: list('768P 1080P 2K 4K'),
	aspectRatios: list('21:9 16:9 4:3 1:1 3:4 9:16'),
};
const GV: Takes = { ...NO_ELEMENTS, resolutions: HD, aspectRatios: WIDE_AND_HIGH };

const VIDEO_MODELS: readonly Model[] = [
	{
		name: 'Kling',
		versions: [
			...versions('3.0-Omni 3.0', KLING_WITH_ELEMENTS),
			...versions('O1', KLING_WITH_ELEMENTS),
			...versions('3.0-turbo', { resolutions: HD }),
			...versions('2.6 2.5 2.1', KLING_4K),
			...versions('2.0 1.6', KLING),
			...versions('scene'),
		],
	},
	{
		name: 'Vidu',
		versions: [
			...versions('q3-pro q3-turbo q3', VIDU),
			...versions('q3-drama', { ...NEW_VIDU, needsReferences: true }),
			...versions('q3-mix', { ...NEW_VIDU, ...NO_ELEMENTS, needsReferences: true }),
			...versions('q3-ad', NEW_VIDU),
			...versions('q2-pro q2-turbo q2', VIDU_Q2),
			...versions('avatar-q2-pro avatar-q2-turbo lip-sync scene'),
		],
	},
	{
		name: 'Hailuo',
		versions: [
			...versions('H3', HAILUO_H3),
			...versions('H3-Max H3_regen', NO_ELEMENTS),
			...versions('2.3 2.3-fast 02', HAILUO),
		],
	},
	{
		name: 'GV',
		knownAs: 'Veo',
		versions: [
			...versions('3.1 3.1-fast', { ...GV, durations: { oneOf: [8] } }),
			...versions('3.1-lite omni', GV),
		],
	},
	{
		name: 'OS',
		knownAs: 'Sora',
		versions: versions('2.0', {
			...NO_ELEMENTS,
			durations: { oneOf: [4, 8, 12] },
			resolutions: ['720P'],
			aspectRatios: WIDE_AND_HIGH,
		}),
	},
	{
		name: 'PixVerse',
		versions: versions('v6 v5.6 c1', {
			...NO_ELEMENTS,
			durations: { from: 1, to: 15 },
			resolutions: list('540p 720p 1080p 2k 4k'),
			aspectRatios: list('16:9 4:3 1:1 3:4 9:16 2:3 3:2 21:9'),
		}),
	},
	{ name: 'Hunyuan', versions: versions('1.5 3d_2.0', NO_ELEMENTS) },
	{ name: 'Mingmou', versions: versions('1.0', NO_ELEMENTS) },
	// Tencent Cloud's guide has these; the comments of the SDK do not.
	{ name: 'Seedance', versions: versions('1.5-pro 1.0-pro 1.0-pro-fast 1.0-lite-i2v') },
	{ name: 'Jimeng', versions: versions('3.0pro') },
	{ name: 'H2', versions: versions('1.0') },
];

const PICTURES = list('1:1 2:3 3:2 3:4 4:3 4:5 5:4 9:16 16:9 21:9');
const KLING_PICTURES = list('16:9 9:16 1:1 4:3 3:4 3:2 2:3 21:9');
const UP_TO_4K = list('1K 2K 4K');

const GG_3_1: Takes = {
	maxImages: 14,
	resolutions: ['720P', ...UP_TO_4K],
	aspectRatios: [...PICTURES, ...list('1:4 1:8 4:1 8:1')],
};
const KLING_OMNI_PICTURES: Takes = {
	maxImages: 10,
	resolutions: list('1k 2k 4k'),
	aspectRatios: [...KLING_PICTURES, 'auto'],
};

const IMAGE_MODELS: readonly Model[] = [
	{
		name: 'GG',
		knownAs: 'Gemini',
		versions: [
			...versions('3.1 3.1-lite', GG_3_1),
			...versions('3.0', { maxImages: 14, resolutions: UP_TO_4K, aspectRatios: PICTURES }),
			...versions('2.5', { maxImages: 3, resolutions: UP_TO_4K, aspectRatios: PICTURES }),
		],
	},
	{
		name: 'Kling',
		versions: [
			...versions('3.0-Omni O1', KLING_OMNI_PICTURES),
			...versions('3.0', {
				maxImages: 1,
				resolutions: list('1k 2k'),
				aspectRatios: KLING_PICTURES,
			}),
			...versions('2.1', {
				maxImages: 4,
				resolutions: list('1k 2k'),
				aspectRatios: KLING_PICTURES,
			}),
			...versions('scene'),
		],
	},
	{
		name: 'OG',
		versions: versions('image2_high image2_medium image2_low', {
			resolutions: UP_TO_4K,
			aspectRatios: list('1:1 3:2 2:3 3:4 4:3 16:9 9:16 21:9 9:21'),
		}),
	},
	{
		name: 'Vidu',
		versions: versions('q2', {
			maxImages: 7,
			resolutions: list('1080p 2K 4K'),
			aspectRatios: list('16:9 9:16 1:1 3:4 4:3 21:9 2:3 3:2'),
		}),
	},
	{
		name: 'Hunyuan',
		versions: [...versions('3.0', { maxImages: 3 }), ...versions('3.5-preview 3d_2.0')],
	},
	{
		name: 'SI',
		knownAs: 'Seedream',
		versions: [
			...versions('5.0-lite', { resolutions: list('2K 3K') }),
			...versions('4.5', { resolutions: list('2K 4K') }),
			...versions('4.0', { resolutions: UP_TO_4K }),
		],
	},
	{ name: 'Qwen', versions: versions('0925') },
	{ name: 'Mingmou', versions: versions('1.0') },
];

/** By the resource whose operation generates with them. */
export const MODELS = { video: VIDEO_MODELS, image: IMAGE_MODELS } as const;

export type Generated = keyof typeof MODELS;

/** @returns undefined where the lists do not have it: nothing is known of it then */
export function versionOf(
	generated: Generated,
	modelName: unknown,
	modelVersion: unknown,
): ModelVersion | undefined {
	return MODELS[generated]
		.find(({ name }) => name === modelName)
		?.versions.find(({ name }) => name === modelVersion);
}

/** "3 to 15", "4, 8 or 12". */
export function durationText(durations: Durations): string {
	if ('from' in durations) return `${durations.from} to ${durations.to}`;
	return durations.oneOf.join(', ').replace(/, (\d+)$/, ' or $1');
}
