import stringWidth from 'string-width';

import type { RowResult } from './results';

const GAP = '  ';
const PROBLEM_WIDTH = 76;

/** Row, name, ElementId and RequestId; for a row without an element, what is wrong with it. */
export function tableOf(results: readonly RowResult[]): string {
	const names = ['Name', ...results.map(({ name }) => name)];
	const nameWidth = Math.max(...names.map((name) => stringWidth(name)));
	const start = (row: string, name: string) => `${row.padStart(3)}${GAP}${fill(name, nameWidth)}`;
	const indent = ' '.repeat(stringWidth(start('', '')));
	const lines = results.flatMap((result) => {
		const [first = '', ...more] = cellsOf(result);
		return [
			`${start(String(result.row), result.name)}${GAP}${first}`,
			...more.map((line) => `${indent}${GAP}${line}`),
		];
	});
	return [`${start('Row', 'Name')}${GAP}${fill('ElementId', 19)}${GAP}RequestId`, ...lines].join(
		'\n',
	);
}

function cellsOf(result: RowResult): string[] {
	switch (result.kind) {
		case 'created':
			return [`${fill(result.elementId, 19)}${GAP}${result.requestId}`];
		case 'invalid':
		case 'failed':
			return wrap(`No element. ${result.problem}`);
	}
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
