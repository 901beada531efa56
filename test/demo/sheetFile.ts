import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, relative, resolve } from 'node:path';

import type { ClipResult } from './clipRows';
import { contactSheetOf, type SheetRow } from './contactSheet';

const FILE = resolve(__dirname, '../../demo-output/contact-sheet.png');

/** Puts what the rows have become on a sheet, and says where it is. */
export async function writeSheet(results: readonly ClipResult[]): Promise<string> {
	const made = results.flatMap((result) => (result.kind === 'made' ? result : []));
	const rows = await Promise.all(
		made.map(async ({ row, name, elementId, frontUrl, leftUrl, clip }): Promise<SheetRow> => {
			const [front, left] = await Promise.all([download(frontUrl), download(leftUrl)]);
			return {
				row,
				name,
				notes: [`Element ${elementId}`, `Clip of ${kilobytes(clip)}`],
				front,
				left,
				clip,
			};
		}),
	);
	const title = `From rows to clips: ${rows.length} of ${results.length} rows`;
	const { picture, undrawn } = await contactSheetOf(title, rows);
	await mkdir(dirname(FILE), { recursive: true });
	await writeFile(FILE, picture);
	const path = relative(process.cwd(), FILE);
	if (undrawn.length === 0) return `What came out, as a picture: ${path}`;
	return `What came out, as a picture: ${path} (this machine has no font for ${undrawn.join(', ')}: there, the number of the row stands)`;
}

/** E.g. "353 kB". */
export function kilobytes({ length }: Buffer): string {
	return `${Math.round(length / 1_000)} kB`;
}

async function download(url: string): Promise<Buffer> {
	const answer = await fetch(url);
	if (!answer.ok) throw new Error(`${url} answers ${answer.status}`);
	return Buffer.from(await answer.arrayBuffer());
}
