/** A sheet of what came out: one line a row, with its two pictures and frames of its clip. */
import sharp, { type OverlayOptions } from 'sharp';

import { picturesOf } from './clip';
import { escaped, isDrawable } from './drawable';

/** The files of a row as they were downloaded, with what stands beside them. */
export interface SheetRow {
	row: number;
	name: string;
	/** Smaller, below the name. */
	notes: readonly string[];
	front: Buffer;
	left: Buffer;
	clip: Buffer;
}

export interface ContactSheet {
	/** PNG. */
	picture: Buffer;
	/** Names that are not on it, as this machine has no font for them. */
	undrawn: string[];
}

const MARGIN = 32;
const GAP = 12;
const TITLE_HEIGHT = 84;
const CAPTION_WIDTH = 300;
const HEIGHT = 168;
const VIEW_WIDTH = 126;
const FRAME_WIDTH = 299;
/** Where in the clip the frames are, from 0 to 1. */
const MOMENTS = [0.05, 0.3, 0.47, 0.86];

const COLUMNS = [
	{ title: 'Front View', x: CAPTION_WIDTH, width: VIEW_WIDTH },
	{ title: 'Left View', x: CAPTION_WIDTH + VIEW_WIDTH + GAP, width: VIEW_WIDTH },
	...MOMENTS.map((_, n) => ({
		title: n === 0 ? 'Make Videos' : '',
		x: CAPTION_WIDTH + 2 * (VIEW_WIDTH + GAP) + GAP + n * (FRAME_WIDTH + GAP),
		width: FRAME_WIDTH,
	})),
];

const WIDTH = 2 * MARGIN + (COLUMNS.at(-1)?.x ?? 0) + FRAME_WIDTH;

export async function contactSheetOf(
	title: string,
	rows: readonly SheetRow[],
): Promise<ContactSheet> {
	const drawable = await Promise.all(rows.map(({ name }) => isDrawable(name)));
	const height = TITLE_HEIGHT + rows.length * (HEIGHT + GAP) + MARGIN - GAP;
	const tiles = await Promise.all(rows.map(tilesOf));
	const captions = rows.map((row, n) => caption(row, topOf(n), drawable[n] ?? false));
	const words = `
		<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" font-family="sans-serif">
			<text x="${MARGIN}" y="44" font-size="25" font-weight="bold" fill="#24262d">${escaped(title)}</text>
			${COLUMNS.map(({ title: text, x }) => `<text x="${MARGIN + x}" y="70" font-size="13" fill="#7d7f88">${text}</text>`).join('')}
			${captions.join('')}
		</svg>`;
	const picture = await sharp({
		create: { width: WIDTH, height, channels: 3, background: '#f3f1ed' },
	})
		.composite([...tiles.flat(), { input: Buffer.from(words), left: 0, top: 0 }])
		.png({ compressionLevel: 9 })
		.toBuffer();
	return { picture, undrawn: rows.filter((_, n) => !drawable[n]).map(({ name }) => name) };
}

function topOf(n: number): number {
	return TITLE_HEIGHT + n * (HEIGHT + GAP);
}

/** @param n which line it is, from 0 */
async function tilesOf({ front, left, clip }: SheetRow, n: number): Promise<OverlayOptions[]> {
	const frames = picturesOf(clip);
	const moments = MOMENTS.map((moment) => frames[Math.round(moment * (frames.length - 1))]);
	const pictures = [front, left, ...moments];
	const tiles = COLUMNS.map(async ({ x, width }, column) => ({
		input: await tile(pictures[column], width),
		left: MARGIN + x,
		top: topOf(n),
	}));
	return await Promise.all(tiles);
}

/** A picture cut to size, with round corners. */
async function tile(picture: Buffer | undefined, width: number): Promise<Buffer> {
	if (picture === undefined) throw new Error('The clip has no frames');
	const corners = `<svg><rect width="${width}" height="${HEIGHT}" rx="8"/></svg>`;
	return await sharp(picture)
		.resize(width, HEIGHT, { fit: 'cover' })
		.composite([{ input: Buffer.from(corners), blend: 'dest-in' }])
		.png()
		.toBuffer();
}

function caption({ row, name, notes }: SheetRow, top: number, isNameDrawn: boolean): string {
	const lines = notes.map(
		(note, n) =>
			`<text x="${MARGIN}" y="${top + 100 + n * 20}" font-size="13" fill="#7d7f88">${escaped(note)}</text>`,
	);
	const number = `<text x="${MARGIN}" y="${top + 44}" font-size="13" fill="#7d7f88">Row ${row}</text>`;
	const shown = isNameDrawn ? name : `Row ${row}`;
	return `
		${isNameDrawn ? number : ''}
		<text x="${MARGIN}" y="${top + 72}" font-size="21" font-weight="bold" fill="#24262d">${escaped(shown)}</text>
		${lines.join('')}`;
}
