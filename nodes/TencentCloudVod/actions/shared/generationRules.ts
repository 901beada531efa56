/**
 * What is known to fail, said before it costs: Tencent Cloud often takes such a request, and its task fails.
 * Pure; it goes by the request as it would be sent. What is only believed is not refused.
 */
import { isRecord, recordsIn } from '../../client/answer';
import type { InputFault } from '../../input/inputError';
import { ELEMENT_IDS_LABEL } from './elementIds';
import type { Fields } from './extraParameters';
import { IMAGES_LABEL } from './generationImages';
import {
	durationText,
	MODELS,
	versionOf,
	type Durations,
	type Generated,
	type ModelVersion,
} from './models';
import { PROMPT_LABEL } from './prompt';

/** What the rules go by. */
interface Seen {
	request: Fields;
	elements: Fields[];
	images: Fields[];
	/** Clips that are given along, to be changed or to take something from. */
	clips: Fields[];
	hasFirstFrame: boolean;
	hasLastFrame: boolean;
	/** Empty where the lists do not have the version. */
	version: Omit<ModelVersion, 'name'>;
	/** E.g. `Kling 3.0`. */
	model: string;
}

type Rule = (seen: Seen) => InputFault | undefined;

const VIDEO_RULES: Rule[] = [
	noPrompt,
	missingElement,
	missingImage,
	elementsNotTaken,
	elementsWithoutName,
	tooManyReferences,
	tooManyWithLastFrame,
	lastFrameAlone,
	notReferences,
	filesOfLipSync,
	wrongDuration,
];

const IMAGE_RULES: Rule[] = [noPrompt, missingImage, tooManyImages];

const RULES: Record<Generated, Rule[]> = { video: VIDEO_RULES, image: IMAGE_RULES };

/** @param request with everything laid over it */
export function generationFaults(generated: Generated, request: Fields): InputFault[] {
	const seen = seenIn(generated, request);
	return RULES[generated].flatMap((rule) => rule(seen) ?? []);
}

function seenIn(generated: Generated, request: Fields): Seen {
	const { ModelName, ModelVersion } = request;
	const files = recordsIn(request.FileInfos);
	const clips = files.filter(({ Category }) => Category === 'Video');
	const images = files.filter(({ Category }) => (Category ?? 'Image') === 'Image');
	// An image that is for nothing in particular is a first frame.
	const isFor = (usage: string) => images.some(({ Usage }) => (Usage ?? 'FirstFrame') === usage);
	return {
		request,
		elements: recordsIn(request.SubjectInfos),
		images,
		clips,
		hasFirstFrame: isFor('FirstFrame'),
		hasLastFrame: isFor('LastFrame') || isGiven(request.LastFrameUrl ?? request.LastFrameFileId),
		version: versionOf(generated, ModelName, ModelVersion) ?? {},
		model: `${String(ModelName)} ${String(ModelVersion)}`,
	};
}

function isGiven(value: unknown): boolean {
	return value !== undefined && value !== null && value !== '';
}

function fault(field: string, text: string): InputFault {
	return { field, text: `${text}.` };
}

const ofPrompt = (text: string) => fault('prompt', `${PROMPT_LABEL} ${text}`);
const ofElements = (text: string) => fault('elementIds', `${ELEMENT_IDS_LABEL} ${text}`);
const ofImages = (text: string) => fault('images', `${IMAGES_LABEL} ${text}`);

/** A scene, or parameters of the model itself, may do without. */
function noPrompt({ request }: Seen): InputFault | undefined {
	const { ExtInfo, Prompt, SceneType } = request;
	const hasWords = typeof Prompt === 'string' && Prompt.trim() !== '';
	if (hasWords || recordsIn(request.FileInfos).length > 0) return undefined;
	if (isGiven(SceneType) || isGiven(ExtInfo)) return undefined;
	return ofPrompt('is empty. It may be so only where there are images');
}

function missingElement(seen: Seen): InputFault | undefined {
	return missing(seen, 'element', seen.elements.length);
}

function missingImage(seen: Seen): InputFault | undefined {
	return missing(seen, 'image', seen.images.length);
}

/** In the prompt, things are named by their number, from 1. */
function missing(
	{ request: { ExtInfo, Prompt } }: Seen,
	thing: 'element' | 'image',
	count: number,
): InputFault | undefined {
	// The model's own parameters may bring some along.
	if (String(ExtInfo).includes(`${thing}_list`)) return undefined;
	const words = typeof Prompt === 'string' ? Prompt : '';
	const named = words.matchAll(new RegExp(`<<<${thing}_(\\d{1,9})>>>`, 'g'));
	const numbers = [...named].map(([, number]) => Number(number));
	const wrong = numbers.find((number) => number < 1 || number > count);
	if (wrong === undefined) return undefined;
	const there = count === 1 ? `is 1 ${thing}` : `are ${count === 0 ? 'no' : count} ${thing}s`;
	return ofPrompt(`names <<<${thing}_${wrong}>>>, but there ${there}`);
}

/** E.g. "Kling 3.0, O1". */
const TAKING_ELEMENTS = MODELS.video
	.map(({ name, versions }) => {
		const taking = versions.filter(({ elements }) => elements === 'taken');
		return taking.length === 0 ? '' : `${name} ${taking.map((one) => one.name).join(', ')}`;
	})
	.filter((text) => text !== '')
	.join('; ');

function elementsNotTaken({ elements, version }: Seen): InputFault | undefined {
	if (elements.length === 0 || version.elements !== 'notTaken') return undefined;
	return ofElements(
		`cannot be used with this model. Choose one that takes elements: ${TAKING_ELEMENTS}`,
	);
}

function elementsWithoutName({ elements, request }: Seen): InputFault | undefined {
	if (request.ModelName !== 'Vidu' || elements.every(({ Name }) => isGiven(Name))) {
		return undefined;
	}
	return ofElements(
		"cannot be used with Vidu, which takes subjects by name: give SubjectInfos, each with a Name, in 'Extra Parameters', and leave this field empty",
	);
}

function tooManyReferences({ clips, elements, images, version }: Seen): InputFault | undefined {
	if (!version.references) return undefined;
	const { alone, withVideo } = version.references;
	const most = clips.length > 0 ? withVideo : alone;
	const count = images.length + elements.length;
	if (count <= most) return undefined;
	const beside = clips.length > 0 ? ' beside a reference video' : '';
	const text = `and elements are ${count} together, but this model takes at most ${most}${beside}`;
	return ofImages(text);
}

function tooManyWithLastFrame({ hasLastFrame, images, version }: Seen): InputFault | undefined {
	const most = version.imagesWithLastFrame ?? Number.POSITIVE_INFINITY;
	if (!hasLastFrame || images.length <= most) return undefined;
	return ofImages(
		`are ${images.length}, but with a last frame this model takes at most ${most}: the first frame and the last`,
	);
}

function lastFrameAlone({ hasFirstFrame, hasLastFrame }: Seen): InputFault | undefined {
	return hasLastFrame && !hasFirstFrame
		? ofImages('have a last frame, which needs a first frame as well')
		: undefined;
}

function notReferences({ request, version, model }: Seen): InputFault | undefined {
	if (!version.needsReferences) return undefined;
	const files = recordsIn(request.FileInfos);
	const areReferences = files.every(({ Usage }) => Usage === 'Reference');
	if (files.length > 0 && areReferences) return undefined;
	return ofImages(`must be there with ${model}, all with the usage Reference`);
}

function filesOfLipSync({ request }: Seen): InputFault | undefined {
	if (request.SceneType !== 'lip_sync' || recordsIn(request.FileInfos).length === 0) {
		return undefined;
	}
	return ofImages(
		"must not be there with the scene type lip_sync: the video and the face are named in 'Ext Info'",
	);
}

function wrongDuration({ clips, model, request, version }: Seen): InputFault | undefined {
	const { Duration } = isRecord(request.OutputConfig) ? request.OutputConfig : {};
	const { durations } = version;
	// A video that is given along may decide how long the new one is.
	if (!durations || typeof Duration !== 'number' || clips.length > 0) return undefined;
	if (isAmong(Duration, durations)) return undefined;
	const allowed = durationText(durations);
	return fault('duration', `'Duration' must be ${allowed} seconds with ${model}`);
}

function isAmong(duration: number, durations: Durations): boolean {
	if ('oneOf' in durations) return durations.oneOf.includes(duration);
	return duration >= durations.from && duration <= durations.to;
}

function tooManyImages({ images, model, version }: Seen): InputFault | undefined {
	const most = version.maxImages ?? Number.POSITIVE_INFINITY;
	return images.length <= most
		? undefined
		: ofImages(`are ${images.length}, but ${model} takes at most ${most}`);
}
