/** Pictures that lie in binary fields: read, checked, and uploaded once each. */
import type { IExecuteFunctions } from 'n8n-workflow';

import type { BinaryFile } from '../../execution/binaryFile';
import { makeCalls } from '../../execution/calls';
import { addHint, listOf } from '../../execution/hints';
import type { ItemReader } from '../../execution/itemReader';
import type { Prepared } from '../../execution/operation';
import { apiError } from '../../execution/output';
import type { ValidItem } from '../../execution/readItems';
import { reportContext, type Settings } from '../../execution/settings';
import { imageFaults, type ImageLimits } from '../../input/imageRules';
import type { InputFault } from '../../input/inputError';
import { failuresOf, reportStoppedBatch } from '../../messages/batchReport';
import { reportFailure } from '../../messages/report';
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
	const files = new Map<string, ValidItem<FileToUpload>>();
	for (const { index, input } of items) {
		for (const picture of input.pictures) {
			if (!files.has(keyOf(picture))) files.set(keyOf(picture), { index, input: picture });
		}
	}
	if (files.size === 0) return { valid: items, failed: [] };
	const doubled = items.filter(
		({ input: { pictures } }) => new Set(pictures.map(keyOf)).size < pictures.length,
	);
	if (doubled.length > 0) addHint(context, `${listOf(doubled)}: ${SAME_FILE}`);
	const { results, close } = await makeCalls(context, uploading, settings, [...files.values()]);
	// The journal keeps them until the items are done, too.
	close(false);
	const words = reportContext(uploading, settings);
	const [first, ...others] = failuresOf(results.map(({ item, result }) => ({ ...item, result })));
	if (first && settings.onError === 'stopWorkflow') {
		const made = results.flatMap(({ item: { index }, result }) =>
			result.kind === 'ended' && result.outcome.kind === 'done'
				? [{ index, id: result.outcome.value.FileId }]
				: [],
		);
		const remains = { made, notStarted: 0, total: results.length };
		throw apiError(context, reportStoppedBatch([first, ...others], remains, words));
	}
	const ends = new Map(results.map(({ item, result }) => [keyOf(item.input), result]));
	const prepared: Prepared<Input> = { valid: [], failed: [] };
	for (const { index, input } of items) {
		const uploaded: Uploaded[] = [];
		const failed: Prepared<Input>['failed'] = [];
		for (const picture of input.pictures) {
			const end = ends.get(keyOf(picture));
			if (end?.kind !== 'ended') continue;
			const { outcome, sentAt } = end;
			if (outcome.kind === 'done') uploaded.push(outcome.value);
			else {
				const failure = { index, name: picture.file.name, outcome, sentAt };
				failed.push({ index, report: reportFailure(failure, words) });
			}
		}
		if (uploaded.length === input.pictures.length) {
			prepared.valid.push({ index, input: { ...input, uploaded } });
		}
		prepared.failed.push(...failed.slice(0, 1));
	}
	return prepared;
}
