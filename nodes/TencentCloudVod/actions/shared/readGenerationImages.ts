/** Reads the rows of images: each gives one image, or several from an expression. */
import { isRecord, readId } from '../../client/answer';
import type { ItemReader } from '../../execution/itemReader';
import { readImageList } from '../../input/imageList';
import { imageFaults, type ImageLimits } from '../../input/imageRules';
import type { Checked } from '../../input/checked';
import { imageOrWebpUrlFaults } from '../../input/mediaLinks';
import { notTextFault } from '../../input/texts';
import { IMAGES, IMAGES_LABEL, type GenerationImage, type ImageSource } from './generationImages';
import { namesIn } from './pictures';

/** One image, or what is wrong with it, worded to follow its label. */
type Entered = { image: ImageSource } | { faults: string[] };

export async function readGenerationImages(
	reader: ItemReader,
	limits: ImageLimits,
): Promise<Checked<GenerationImage[]>> {
	const images: GenerationImage[] = [];
	const faults: string[] = [];
	let count = 0;
	for (const row of rowsIn(reader.read(IMAGES.field, IMAGES.displayName))) {
		const usage = typeof row.usage === 'string' ? row.usage : undefined;
		for (const entered of await sourcesIn(reader, row, limits)) {
			count++;
			if ('image' in entered) images.push({ usage, ...entered.image });
			else faults.push(...entered.faults.map((fault) => `image ${count} ${fault}`));
		}
	}
	if (faults.length === 0) return { ok: true, value: images };
	const { field } = IMAGES;
	return {
		ok: false,
		faults: faults.map((fault) => ({ field, text: `${IMAGES_LABEL}: ${fault}.` })),
	};
}

/** The form gives `{image: [{…}]}`, or `{}` without a row. */
function rowsIn(value: unknown): Array<Record<string, unknown>> {
	const rows = isRecord(value) ? value.image : value;
	return Array.isArray(rows) ? rows.filter(isRecord) : [];
}

async function sourcesIn(
	reader: ItemReader,
	row: Record<string, unknown>,
	limits: ImageLimits,
): Promise<Entered[]> {
	switch (row.source) {
		case 'binary':
			return await filesIn(reader, row.binaryPropertyName, limits);
		case 'fileId':
			return oneOrMore(namesIn(row.fileId)).map(fileIn);
		default:
			return linksIn(row.url).map((url) => linkIn(url, reader.allowsPrivateHosts));
	}
}

/** A row that is there but empty is a fault, unlike a list that is empty. */
function linksIn(value: unknown): unknown[] {
	if (Array.isArray(value) && value.length === 0) return [];
	const list = readImageList(value);
	return oneOrMore(list.ok ? list.images : [value]);
}

function oneOrMore(entries: unknown[]): unknown[] {
	return entries.length === 0 ? [''] : entries;
}

function linkIn(url: unknown, allowsPrivateHosts: boolean): Entered {
	if (typeof url !== 'string') return { faults: [notTextFault(url)] };
	const faults = imageOrWebpUrlFaults(url, allowsPrivateHosts);
	return faults.length === 0 ? { image: { source: 'url', url } } : { faults };
}

function fileIn(entry: unknown): Entered {
	if (entry === '') return { faults: ['has no File ID'] };
	const fileId = readId(entry);
	return fileId === undefined || /\s/.test(fileId)
		? { faults: ['must be a FileId, given as text'] }
		: { image: { source: 'fileId', fileId } };
}

/** What cannot be read is known to the reader already. */
async function filesIn(
	reader: ItemReader,
	names: unknown,
	limits: ImageLimits,
): Promise<Entered[]> {
	const entered: Entered[] = [];
	for (const name of oneOrMore(namesIn(names))) {
		const file = await reader.inspect(IMAGES.field, IMAGES.displayName, name);
		if (!file) continue;
		const faults = imageFaults(file.header, file.size, limits);
		entered.push(faults.length === 0 ? { image: { source: 'binary', file } } : { faults });
	}
	return entered;
}
