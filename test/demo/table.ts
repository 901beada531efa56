import stringWidth from 'string-width';

const GAP = '  ';
const PROBLEM_WIDTH = 76;

/** A row of the sheet, and what there is to show of it, or what is wrong with it. */
export type Line = { row: number; name: string } & (
	| { cells: readonly string[] }
	| { problem: string }
);

/** Row and name, then these columns. */
export function tableOf(columns: readonly string[], lines: readonly Line[]): string {
	const rows = lines.map((line) => ('cells' in line ? line.cells : []));
	const widths = columns.map((_, n) => widest([columns, ...rows].map((cells) => cells[n] ?? '')));
	const nameWidth = widest(['Name', ...lines.map(({ name }) => name)]);
	const start = (row: string, name: string) => `${row.padStart(3)}${GAP}${fill(name, nameWidth)}`;
	const side = (cells: readonly string[]) =>
		cells.map((cell, n) => fill(cell, widths[n] ?? 0)).join(GAP);
	const indent = ' '.repeat(stringWidth(start('', '')));
	const printed = lines.flatMap((line) => {
		const [first = '', ...more] = 'cells' in line ? [side(line.cells)] : wrap(line.problem);
		return [
			`${start(String(line.row), line.name)}${GAP}${first}`,
			...more.map((text) => `${indent}${GAP}${text}`),
		];
	});
	const head = `${start('Row', 'Name')}${GAP}${side(columns)}`;
	return [head, ...printed].map((line) => line.trimEnd()).join('\n');
}

function widest(texts: readonly string[]): number {
	return Math.max(...texts.map((text) => stringWidth(text)));
}

/** Chinese characters take two columns of a terminal, and combining marks none. */
function fill(text: string, width: number): string {
	return text + ' '.repeat(Math.max(0, width - stringWidth(text)));
}

function wrap(text: string): string[] {
	return text.split(' ').reduce<string[]>((lines, word) => {
		const line = lines.at(-1);
		if (line === undefined) return [word];
		const longer = `${line} ${word}`;
		if (stringWidth(longer) > PROBLEM_WIDTH) return [...lines, word];
		return [...lines.slice(0, -1), longer];
	}, []);
}
