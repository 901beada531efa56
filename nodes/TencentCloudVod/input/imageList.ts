/**
 * Reads the reference images in every form in which a field, an expression, a model or a sheet gives
 * them: an array of links or of `{ImageUrl}` / `{imageUrl}`, the same as JSON text, one link, or links
 * separated by commas or line breaks.
 */

/** A link, or whatever stands in its place: the rules say what is wrong with it. */
export type ImageList = { ok: true; images: unknown[] } | { ok: false; fault: string };

const BAD_JSON: ImageList = {
	ok: false,
	fault: 'starts like JSON but cannot be read as JSON (check quotes and commas)',
};

/** @param value of the form's rows, of the JSON field, or of an expression in either. Never throws. */
export function readImageList(value: unknown): ImageList {
	if (value === undefined || value === null) return { ok: true, images: [] };
	if (typeof value === 'string') return readText(value);
	if (Array.isArray(value)) return joined(Array.from(value, readEntry));
	return { ok: true, images: [imageUrlOf(value)] };
}

/** @param rows the fixedCollection's rows, each with one link or, from an expression, with several. */
export function readImageRows(rows: unknown): ImageList {
	if (!Array.isArray(rows)) return readImageList(imageUrlOf(rows));
	return joined(Array.from(rows, (row: unknown) => readRow(imageUrlOf(row))));
}

/** A row that is there but empty is a fault of its own, unlike a list that is empty. */
function readRow(value: unknown): ImageList {
	if (value === undefined || value === null) return { ok: true, images: [''] };
	return readImageList(typeof value === 'string' && value.trim() === '' ? [value] : value);
}

function readEntry(entry: unknown): ImageList {
	return { ok: true, images: [imageUrlOf(entry)] };
}

function readText(text: string): ImageList {
	const trimmed = text.trim();
	if (trimmed === '') return { ok: true, images: [] };
	if (!/^[[{"]/.test(trimmed)) return { ok: true, images: splitLinks(text) };
	try {
		const parsed: unknown = JSON.parse(trimmed);
		if (typeof parsed === 'string') return { ok: true, images: splitLinks(parsed) };
		return readImageList(parsed);
	} catch {
		return BAD_JSON;
	}
}

/** A link may itself contain commas: only a comma with another link behind it, or at the end of a line, separates. */
function splitLinks(text: string): string[] {
	return text
		.split(/[\r\n]+|,(?=\s*https?:\/\/)/i)
		.map((link) => link.trim())
		.map((link) => (link.endsWith(',') ? link.slice(0, -1).trimEnd() : link))
		.filter((link) => link !== '');
}

function imageUrlOf(entry: unknown): unknown {
	if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) return entry;
	if ('ImageUrl' in entry) return entry.ImageUrl;
	if ('imageUrl' in entry) return entry.imageUrl;
	return entry;
}

function joined(lists: ImageList[]): ImageList {
	const images: unknown[] = [];
	for (const list of lists) {
		if (!list.ok) return list;
		for (const image of list.images) images.push(image);
	}
	return { ok: true, images };
}
