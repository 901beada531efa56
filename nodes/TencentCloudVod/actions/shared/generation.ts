/** What the operations that generate have in common: one request, with images in it, starts one task. */
import { base64Of, type BinaryFile } from '../../execution/binaryFile';
import { makes } from '../../execution/memories';
import type { ItemReader } from '../../execution/itemReader';
import type { Operation } from '../../execution/operation';
import { allOf, type Checked } from '../../input/checked';
import { InputError } from '../../input/inputError';
import { downloading, readDownload, type WithDownload } from './downloads';
import { laidOver, readExtraParameters, type Fields } from './extraParameters';
import { GENERATION_ADVICE, GENERATION_TASK_ADVICE } from './generationAdvice';
import type { GenerationField } from './generationFields';
import { imageLimits, type GenerationImage, type ImageSource } from './generationImages';
import { generationFaults } from './generationRules';
import { readModel } from './modelFields';
import type { Generated } from './models';
import { pictureToUpload, uploadPictures, type WithPictures } from './pictures';
import { readPrompt } from './prompt';
import { readGenerationFields } from './readGenerationFields';
import { readGenerationImages } from './readGenerationImages';
import { readRequiredSubAppId } from './subAppId';
import { generating, outputOfFiles, taskFilesSchema, type TaskFiles } from './taskFiles';
import { readWaitForCompletion } from './waitForCompletion';

/** One thing to generate. `pictures` are its files, where they are too large to go along. */
export interface Generation extends WithPictures, WithDownload {
	subAppId: number;
	/** Without its images. */
	request: Fields;
	images: readonly GenerationImage[];
	/** Laid over the request. */
	extra: Fields;
	/** Whether to wait for the end of the task. */
	waits: boolean;
}

/** What differs from one kind of thing to the next. */
interface Kind {
	generated: Generated;
	fields: readonly GenerationField[];
	/** Of one image. */
	maxMegabytes: number;
	/** Beside what all have, under the names of the request. */
	others: (reader: ItemReader) => Checked<Fields>;
}

/**
 * Bytes of the files that may go along in one request: Base64 makes them a third longer, and Tencent Cloud
 * takes requests of 10 MB. Source: `FileInfos.Base64` of CreateAigcVideoTask.
 */
const MAX_BYTES_ALONG = 7_000_000;

/** Of a prompt, in errors and in the log. */
const MAX_NAME_LENGTH = 100;

/** All of an operation but what names the thing. */
type Unnamed = Omit<
	Extract<Operation<Generation, TaskFiles>, { repeat: 'bySession' }>,
	'action' | 'nouns'
>;

export function generation({ generated, fields, maxMegabytes, others }: Kind): Unnamed {
	return {
		quota: 20,
		repeat: 'bySession',
		isBilled: true,
		makes: makes(taskFilesSchema, ({ TaskId }) => TaskId),
		advice: GENERATION_ADVICE,
		taskAdvice: GENERATION_TASK_ADVICE,
		readItem: async (reader) => {
			const { subAppId, model, prompt, other, images, rest, extra, ...wishes } = allOf({
				subAppId: readRequiredSubAppId(reader),
				model: readModel(reader),
				prompt: readPrompt(reader),
				other: others(reader),
				images: await readGenerationImages(reader, imageLimits(maxMegabytes)),
				rest: readGenerationFields(reader, fields),
				extra: readExtraParameters(reader),
				waits: readWaitForCompletion(reader),
				download: readDownload(reader),
			});
			const words = prompt === '' ? {} : { Prompt: prompt };
			const request = { SubAppId: subAppId, ...model, ...words, ...other, ...rest };
			const item = withFiles({ subAppId, request, images, extra, ...wishes });
			// Where an expression has failed, what is missing is not missing.
			const faults = reader.hasFaults ? [] : generationFaults(generated, shown(item));
			if (faults.length > 0) throw new InputError(faults);
			return item;
		},
		prepare: uploadPictures,
		nameOf: ({ request }) => nameIn(request.Prompt),
		bodyOf: shown,
		identityOf: (item) => {
			const files = filesOf(item);
			const hashes = files.map(({ sha256 }) => ({ sha256 }));
			return files.length === 0 ? undefined : requestOf(item, hashes);
		},
		bytesAlong: (item) => (item.pictures.length > 0 ? 0 : sizeOf(filesOf(item))),
		task: {
			waits: ({ waits }) => waits,
			subAppIdOf: ({ subAppId }) => subAppId,
			requestOf: sent,
			...generating,
		},
		files: downloading,
		outputOf: (made, _item, requestId) => outputOfFiles(made, requestId),
	};
}

type Entered = Omit<Generation, 'pictures' | 'uploaded'>;

/** Files that are too large together to go along are uploaded, all of them. */
function withFiles(entered: Entered): Generation {
	const files = filesOf(entered);
	const isTooMuch = sizeOf(files) > MAX_BYTES_ALONG;
	const pictures = isTooMuch ? files.map((file) => pictureToUpload(file, entered.subAppId)) : [];
	return { ...entered, pictures, uploaded: [] };
}

function filesOf({ images }: Pick<Generation, 'images'>): BinaryFile[] {
	return images.flatMap((image) => (image.source === 'binary' ? [image.file] : []));
}

function sizeOf(files: readonly BinaryFile[]): number {
	return files.reduce((sum, { size }) => sum + size, 0);
}

/** The request as it is shown: of a file that goes along, or is not uploaded yet, which one it is. */
function shown(item: Generation): Fields {
	const parts = filesOf(item).map(({ name, sha256 }, n) => {
		const which = `file ${JSON.stringify(name)}, SHA-256 ${sha256}`;
		return item.pictures.length > 0
			? { Type: 'File', FileId: item.uploaded[n]?.FileId ?? which }
			: { Type: 'Base64', Base64: which };
	});
	return requestOf(item, parts);
}

/** The request as it is sent. Files that go along are read anew each time. */
async function sent(item: Generation): Promise<Fields> {
	if (item.pictures.length > 0) return shown(item);
	const parts: Fields[] = [];
	for (const file of filesOf(item)) parts.push({ Type: 'Base64', Base64: await base64Of(file) });
	return requestOf(item, parts);
}

/** @param parts what stands for each file */
function requestOf({ request, images, extra }: Generation, parts: readonly Fields[]): Fields {
	const left = [...parts];
	const FileInfos = images.map(({ usage, ...source }) => ({
		...placeOf(source, left),
		...(usage === undefined ? {} : { Category: 'Image', Usage: usage }),
	}));
	return laidOver(FileInfos.length === 0 ? request : { ...request, FileInfos }, extra);
}

/** @param left of the parts for files, in their order */
function placeOf(image: ImageSource, left: Fields[]): Fields {
	switch (image.source) {
		case 'url':
			return { Type: 'Url', Url: image.url };
		case 'fileId':
			return { Type: 'File', FileId: image.fileId };
		case 'binary':
			return left.shift() ?? {};
	}
}

function nameIn(prompt: unknown): string {
	const characters = typeof prompt === 'string' ? [...prompt] : [];
	if (characters.length <= MAX_NAME_LENGTH) return characters.join('');
	return `${characters.slice(0, MAX_NAME_LENGTH).join('')}…`;
}
