/** The demo without an account: an example in n8n's real engine, from rows to clips. */
import { EMULATOR_SUB_APP_ID } from '../emulator/emulator';
import type { Execution } from '../workflow/engine';
import { booksOf, type Books } from './books';
import {
	CLIPS_EXAMPLE,
	clipResultsOf,
	readClipWorkflow,
	withRows,
	type ClipResult,
	type ClipRow,
	type ClipWorkflow,
} from './clipRows';
import { loadEngine } from './engine';
import { openScene, type Scene } from './scene';
import { kilobytes, writeSheet } from './sheetFile';
import { showSteps } from './stepProgress';
import { tableOf, type Line } from './table';

interface Run {
	execution: Execution;
	results: ClipResult[];
}

/** @returns whether every row has its clip in the end, with nothing lost and nothing made twice */
export async function demoOnThisMachine(): Promise<boolean> {
	const example = readClipWorkflow(EMULATOR_SUB_APP_ID);
	const scene = await openScene(example.rows);
	try {
		const { url } = scene.emulator;
		console.log(`A local Tencent Cloud VOD listens on ${url}: nothing leaves this machine.`);
		return await demo(scene, example);
	} finally {
		await scene.emulator.close();
	}
}

async function demo({ emulator, account }: Scene, example: ClipWorkflow): Promise<boolean> {
	const { save } = await loadEngine();
	const run = async ({ workflow, rows }: ClipWorkflow): Promise<Run> => {
		const stopProgress = showSteps(emulator, rows, console.log);
		const execution = await save(workflow, account).execute().finally(stopProgress);
		const results = clipResultsOf(rows, execution);
		console.log(`\n${tableOf(['ElementId', 'Clip'], results.map(lineOf))}\n`);
		return { execution, results };
	};
	const { rows } = example;
	console.log(`Running ${CLIPS_EXAMPLE}: ${rows.length} rows, from a description to a clip …`);
	const first = await run(example);
	const before = booksOf(emulator, [first.execution]);
	console.log(
		'In the sheet, the name that is too long is made shorter, and the workflow runs again with all rows. Reuse is on …',
	);
	const second = await run(withRows(example, rows.map(corrected)));
	const after = booksOf(emulator, [first.execution, second.execution]);
	console.log(summaryOf(second.results, before, after));
	console.log(await writeSheet(second.results));
	return isAsPromised(second.results, after);
}

/** What a person does in the sheet with the row that is wrong. */
function corrected(row: ClipRow): ClipRow {
	return { ...row, name: row.name.replace('Bartholomew ', '') };
}

function lineOf(result: ClipResult): Line {
	const { row, name } = result;
	switch (result.kind) {
		case 'made':
			return { row, name, cells: [result.elementId, kilobytes(result.clip)] };
		case 'failed':
			return { row, name, problem: `${result.step}: ${result.problem}` };
	}
}

function summaryOf(results: readonly ClipResult[], before: Books, after: Books): string {
	const made = results.filter(({ kind }) => kind === 'made').length;
	const { pictures, elements, clips } = after.made;
	const more = (kind: keyof Books['made']) => after.made[kind] - before.made[kind];
	return [
		`${made} of ${results.length} rows have their clip.`,
		`The second run made ${more('pictures')} pictures, ${more('elements')} element and ${more('clips')} clip; the rest was there.`,
		`In all: ${pictures} pictures, ${elements} elements, ${clips} clips.`,
		`${after.lost.length} lost, ${after.twice.length} made twice, by the ledger of the local Tencent Cloud VOD,`,
		`although ${after.faults.length} calls met a fault (${after.faults.join(', ')}): the answer to the start of a clip was lost, and a download was cut in half.`,
	].join(' ');
}

export function isAsPromised(results: readonly ClipResult[], { lost, twice }: Books): boolean {
	const areMade = results.length > 0 && results.every(({ kind }) => kind === 'made');
	return areMade && lost.length === 0 && twice.length === 0;
}
