import type {
	AigcVideoTaskInputFileInfo,
	CreateAigcVideoTaskRequest,
} from 'tencentcloud-sdk-nodejs-vod/tencentcloud/services/vod/v20180717/vod_models';

/** A model that is known, and what of a valid request its tasks fail for. */
interface Model {
	name: string;
	version: RegExp;
	/** In seconds. */
	durations?: readonly number[] | { from: number; to: number };
	/** Where nobody has said that it takes none, it takes them. */
	elements: boolean;
}

/**
 * The comments of CreateAigcVideoTaskRequest in the official SDK, and Tencent's guide to its models. What neither
 * says of a version is taken as allowed.
 *
 * Source: npm tencentcloud-sdk-nodejs-vod 4.1.287, tencentcloud-sdk-nodejs 4.1.313
 */
const MODELS: readonly Model[] = [
	{ name: 'Kling', version: /^(3\.0.*|O1)$/, durations: { from: 3, to: 15 }, elements: true },
	{ name: 'Kling', version: /^(1\.6|2\.\d)$/, durations: [5, 10], elements: true },
	{ name: 'Vidu', version: /^q3-mix$/, durations: { from: 1, to: 10 }, elements: false },
	{ name: 'Vidu', version: /^q[23]/, durations: { from: 1, to: 10 }, elements: true },
	{ name: 'Hailuo', version: /^(02|2\.3|2\.3-fast)$/, durations: [6, 10], elements: false },
	{ name: 'Hailuo', version: /^H3/, durations: { from: 4, to: 15 }, elements: false },
	{ name: 'GV', version: /^3\.1/, durations: [8], elements: false },
	{ name: 'OS', version: /^2\.0$/, durations: [4, 8, 12], elements: false },
	{ name: 'PixVerse', version: /./, durations: { from: 1, to: 15 }, elements: false },
	...['Hailuo', 'GV', 'OS', 'Hunyuan', 'Mingmou', 'Jimeng', 'Seedance', 'H2'].map((name) => ({
		...{ name, version: /./, elements: false },
	})),
];

type Rule = (request: CreateAigcVideoTaskRequest) => string | undefined;

/** What the task fails for; undefined: nothing. */
export function mistakeInVideo(request: CreateAigcVideoTaskRequest): string | undefined {
	for (const rule of RULES) {
		const mistake = rule(request);
		if (mistake !== undefined) return mistake;
	}
	return undefined;
}

const RULES: readonly Rule[] = [
	(request) => {
		const { OutputConfig: { Duration } = {}, SceneType } = request;
		const { durations } = modelOf(request) ?? {};
		if (Duration === undefined || !durations || SceneType || isEdited(request)) return undefined;
		return includes(durations, Duration) ? undefined : `duration ${Duration} is invalid`;
	},
	(request) => {
		const hasElements = (request.SubjectInfos ?? []).length > 0;
		const takesNone = modelOf(request)?.elements === false;
		return hasElements && takesNone ? 'the model takes no subjects' : undefined;
	},
	({ ModelName, SubjectInfos = [] }) =>
		ModelName === 'Vidu' && SubjectInfos.some(({ Name }) => !Name)
			? 'a subject has no name'
			: undefined,
	(request) =>
		hasLastFrame(request) && framesOf(request, 'FirstFrame').length === 0
			? 'the last frame needs a first frame'
			: undefined,
	(request) => {
		if (request.ModelName !== 'Kling' || !hasLastFrame(request)) return undefined;
		const { Resolution, AudioGeneration } = request.OutputConfig ?? {};
		if (picturesIn(request) > 2) return 'more than 2 images take no last frame';
		if (request.ModelVersion === '2.1' && Resolution !== '1080P') return 'invalid params';
		return request.ModelVersion === '2.6' && AudioGeneration === 'Enabled'
			? 'invalid params'
			: undefined;
	},
	(request) => {
		if (request.ModelName !== 'Kling') return undefined;
		const most = categoryIn(request, 'Video').length > 0 ? 4 : 7;
		return picturesIn(request) + (request.SubjectInfos ?? []).length > most
			? `images and elements are more than ${most}`
			: undefined;
	},
	({ ModelName, ModelVersion, FileInfos = [] }) => {
		if (ModelName !== 'Vidu' || !/^q3-(mix|drama)$/.test(ModelVersion)) return undefined;
		return FileInfos.length > 0 && FileInfos.every(({ Usage }) => Usage === 'Reference')
			? undefined
			: 'only supports reference generation, all FileInfos must have Usage=Reference';
	},
	unknownInPrompt,
];

/** Kling's prompts name what they are given by its position, from 1. */
function unknownInPrompt(request: CreateAigcVideoTaskRequest): string | undefined {
	if (request.ModelName !== 'Kling') return undefined;
	const counts: Readonly<Record<string, number>> = {
		element: (request.SubjectInfos ?? []).length,
		image: categoryIn(request, 'Image').length,
		video: categoryIn(request, 'Video').length,
	};
	const named = (request.Prompt ?? '').matchAll(/<<<(element|image|video)_(\d+)>>>/g);
	for (const [marker, kind = '', position] of named) {
		const number = Number(position);
		if (number < 1 || number > (counts[kind] ?? 0)) return `${marker} is not given`;
	}
	return undefined;
}

function modelOf(request: CreateAigcVideoTaskRequest): Model | undefined {
	const { ModelName, ModelVersion } = request;
	return MODELS.find(({ name, version }) => name === ModelName && version.test(ModelVersion));
}

function includes(durations: NonNullable<Model['durations']>, duration: number): boolean {
	if ('from' in durations) return duration >= durations.from && duration <= durations.to;
	return durations.includes(duration);
}

/** A video that is edited sets the duration. */
function isEdited(request: CreateAigcVideoTaskRequest): boolean {
	return categoryIn(request, 'Video').some(({ ReferenceType }) => ReferenceType === 'base');
}

function hasLastFrame(request: CreateAigcVideoTaskRequest): boolean {
	return lastFrameFields(request) > 0 || framesOf(request, 'LastFrame').length > 0;
}

function lastFrameFields({ LastFrameFileId, LastFrameUrl }: CreateAigcVideoTaskRequest): number {
	return [LastFrameFileId, LastFrameUrl].filter(Boolean).length;
}

/** The last frame is one of them. */
function picturesIn(request: CreateAigcVideoTaskRequest): number {
	return categoryIn(request, 'Image').length + lastFrameFields(request);
}

function framesOf(
	request: CreateAigcVideoTaskRequest,
	usage: string,
): AigcVideoTaskInputFileInfo[] {
	return categoryIn(request, 'Image').filter(({ Usage = 'FirstFrame' }) => Usage === usage);
}

function categoryIn(
	{ FileInfos = [] }: CreateAigcVideoTaskRequest,
	category: string,
): AigcVideoTaskInputFileInfo[] {
	return FileInfos.filter(({ Category = 'Image' }) => Category === category);
}
