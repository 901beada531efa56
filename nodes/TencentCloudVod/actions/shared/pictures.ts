/** Pictures that lie in binary fields: read, checked, and uploaded once each. */
import type { IExecuteFunctions } from 'n8n-workflow';

import type { BinaryFile } from '../../execution/binaryFile';
import { makeCalls, remainsOf } from '../../execution/calls';
import { addHint, listOf } from '../../execution/hints';
import type { ItemReader } from '../../execution/itemReader';
import type { Prepared } from '../../execution/operation';
import { apiError } from '../../execution/output';
import { isCancelled } from '../../execution/nodeSettings';
import type { ValidItem } from '../../execution/readItems';
import { reportContext, type Settings } from '../../execution/settings';
import { imageFaults, type ImageLimits } from '../../input/imageRules';
import type { InputFault } from '../../input/inputError';
import { failuresOf, reportBrokenBatch, reportStoppedBatch } from '../../messages/batchReport';
import { isFailure } from '../../messages/errorTexts';
import { reportFailure, reportNotStarted, type Report } from '../../messages/report';
import { mediaTypeOf, uploading, type FileToUpload, type Uploaded } from './upload';

/** An item whose pictures have to be uploaded first. */
export interface WithPictures {
	pictures: readonly FileToUpload[];
	/** As many as there are pictures, in their order, once that is done. */
	uploaded: readonly Uploaded[];
}

/** The names of binary fields, as a list, an array or, from an expression, the files themselves. */
export function namesIn(value: unknown): unknown[] {
	if (Array.isArray(value)) return value;
	if (typeof value !== 'string') return value === undefined || value === null ? [] : [value];
	return value
		.split(',')
		.map((name) => name.trim())
		.filter((name) => name !== '');
}

/**
 * @param labelOf completes a fault: the field, and which of its pictures
 * @returns the files that are there; what is wrong with them is added to the faults
 */
export async function readPictures(
	reader: ItemReader,
	field: string,
	displayName: string,
	names: readonly unknown[],
	limits: ImageLimits,
	faults: InputFault[],
): Promise<BinaryFile[]> {
	const files: BinaryFile[] = [];
	for (const [index, name] of names.entries()) {
		const file = await reader.inspect(field, displayName, name);
		if (!file) continue;
		files.push(file);
		const which = names.length > 1 ? `: image ${index + 1}` : '';
		const found = imageFaults(file.header, file.size, limits);
		faults.push(...found.map((fault) => ({ field, text: `'${displayName}'${which} ${fault}.` })));
	}
	return files;
}

export function pictureToUpload(file: BinaryFile, subAppId: number | undefined): FileToUpload {
	const MediaType = mediaTypeOf(file);
	return {
		file,
		application: subAppId === undefined ? { MediaType } : { MediaType, SubAppId: subAppId },
	};
}

const SAME_FILE =
	'Two of the pictures are the same file. Give different views of the person or thing.';

/** The same bytes in the same sub-application are one file. */
function keyOf({ application, file: { sha256 } }: FileToUpload): string {
	return `${application.SubAppId ?? ''} ${sha256}`;
}

/** Uploads each distinct picture of the batch once. A file that fails is the fault of its items. */
export async function uploadPictures<Input extends WithPictures>(
	context: IExecuteFunctions,
	settings: Settings,
	items: Array<ValidItem<Input>>,
): Promise<Prepared<Input>> {
	if (items.every(({ input }) => input.pictures.length === 0)) return { valid: items, failed: [] };
	const doubled = items.filter(
		({ input: { pictures } }) => new Set(pictures.map(keyOf)).size < pictures.length,
	);
	if (doubled.length > 0) addHint(context, `${listOf(doubled)}: ${SAME_FILE}`);
	const endOf = await uploadAll(context, settings, items);
	const prepared: Prepared<Input> = { valid: [], failed: [] };
	for (const { index, input } of items) {
		const ends = input.pictures.map((picture) => endOf(index, picture));
		const uploaded = ends.flatMap((end) => ('uploaded' in end ? [end.uploaded] : []));
		const [failed] = ends.flatMap((end) => ('report' in end ? [end] : []));
		if (failed) prepared.failed.push({ index, report: failed.report });
		else prepared.valid.push({ index, input: { ...input, uploaded } });
	}
	return prepared;
}

/** What became of a picture, for one of its items. */
type EndOf = (index: number, picture: FileToUpload) => { uploaded: Uploaded } | { report: Report };

/** @throws NodeApiError with "Stop", where a file could not be uploaded, unless the user has stopped it all */
async function uploadAll<Input extends WithPictures>(
	context: IExecuteFunctions,
	settings: Settings,
	items: Array<ValidItem<Input>>,
): Promise<EndOf> {
	const files = new Map<string, ValidItem<FileToUpload>>();
	for (const { index, input } of items) {
		for (const picture of input.pictures) {
			if (!files.has(keyOf(picture))) files.set(keyOf(picture), { index, input: picture });
		}
	}
	// Tencent Cloud counts each action by itself: the option is about the action that the files are for.
	const options = { ...settings.options, requestsPerSecond: uploading.quota };
	const calls = await makeCalls(context, uploading, { ...settings, options }, [...files.values()]);
	// The journal keeps them until the items are done, too.
	calls.close(false);
	const { fault, results } = calls;
	const words = reportContext(uploading, settings);
	const failed = failuresOf(results.map(({ item, result }) => ({ ...item, result })));
	const [first, ...others] = failed;
	if (settings.onError === 'stopWorkflow' && !isCancelled(context)) {
		const remains = remainsOf(uploading, results);
		if (fault) throw apiError(context, reportBrokenBatch(fault.error, failed, remains, words));
		if (first) throw apiError(context, reportStoppedBatch([first, ...others], remains, words));
	}
	const ends = new Map(results.map(({ item, result }) => [keyOf(item.input), result]));
	return (index, picture) => {
		const end = ends.get(keyOf(picture));
		if (end?.kind !== 'ended') return { report: reportNotStarted(index, fault?.error, words) };
		const { outcome, sentAt } = end;
		if (outcome.kind === 'done') return { uploaded: outcome.value };
		if (!isFailure(outcome)) throw new Error('An upload has started a task');
		const failure = { index, name: picture.file.name, outcome, sentAt };
		return { report: reportFailure(failure, words) };
	};
}
