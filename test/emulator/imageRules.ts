import type { CreateAigcImageTaskRequest } from 'tencentcloud-sdk-nodejs-vod/tencentcloud/services/vod/v20180717/vod_models';

/** A model that is known, and what of a valid request its tasks fail for. */
interface Model {
	name: RegExp;
	version: RegExp;
	/** Most pictures that it takes. */
	pictures?: number;
	/** Most pictures that it makes. Those that make one whatever they are told have none. */
	makes?: number;
}

/**
 * The comments of CreateAigcImageTaskRequest in the official SDK, of FileInfos and OutputImageCount.
 *
 * Source: npm tencentcloud-sdk-nodejs-vod 4.1.287
 */
const MODELS: readonly Model[] = [
	{ name: /^(GG|GEM)$/, version: /^2\.5$/, pictures: 3 },
	{ name: /^(GG|GEM)$/, version: /^3\.[01]$/, pictures: 14 },
	{ name: /^Kling$/, version: /^2\.1$/, pictures: 4, makes: 9 },
	{ name: /^Kling$/, version: /^3\.0$/, pictures: 1, makes: 9 },
	{ name: /^Kling$/, version: /^(3\.0-Omni|O1)$/, pictures: 10, makes: 9 },
	{ name: /^Kling$/, version: /./, makes: 9 },
	{ name: /^OG$/, version: /./, makes: 8 },
	{ name: /^Vidu$/, version: /^q2$/, pictures: 7 },
	{ name: /^Hunyuan$/, version: /^3\.0$/, pictures: 3 },
];

/** What the task fails for; undefined: nothing. */
export function mistakeInImage(request: CreateAigcImageTaskRequest): string | undefined {
	const { FileInfos = [], OutputConfig: { OutputImageCount = 1 } = {} } = request;
	const { pictures = Infinity, makes = Infinity } = modelOf(request) ?? {};
	if (FileInfos.length > pictures) return `takes at most ${pictures} images`;
	if (OutputImageCount < 1 || OutputImageCount > makes) return `makes at most ${makes} images`;
	return undefined;
}

/** How many pictures the task makes. */
export function picturesMadeBy(request: CreateAigcImageTaskRequest): number {
	const { OutputImageCount = 1 } = request.OutputConfig ?? {};
	return modelOf(request)?.makes === undefined ? 1 : OutputImageCount;
}

function modelOf({ ModelName, ModelVersion }: CreateAigcImageTaskRequest): Model | undefined {
	return MODELS.find(({ name, version }) => name.test(ModelName) && version.test(ModelVersion));
}
