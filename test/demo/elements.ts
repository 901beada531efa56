/** The demo with a real account: an example in n8n's real engine, from rows to ElementIds. */
import { setTimeout as sleep } from 'node:timers/promises';

import type { LiveAccount } from './commandLine';
import { showProgress } from './callProgress';
import { areGoodRowsCreated, lineOf, nameOf, resultsOf, type RowResult } from './elementResults';
import { EXAMPLE, readRowsWorkflow, WRONG_SAMPLE_ROWS, type RowsWorkflow } from './elementRows';
import { loadEngine } from './engine';
import { tableOf } from './table';

const SECONDS_TO_THINK = 5;

/**
 * @param rowsFile a JSON list of rows that takes the place of the sample rows
 * @returns whether every good row has its element
 */
export async function demoWithAccount(
	account: LiveAccount,
	rowsFile: string | undefined,
): Promise<boolean> {
	const example = readRowsWorkflow(rowsFile);
	const isSample = rowsFile === undefined;
	await announce(example, account, isSample);
	const results = await run(example, account);
	console.log(
		`\n${tableOf(['ElementId', 'RequestId'], results.map(lineOf))}\n\n${summaryOf(results)}`,
	);
	return areGoodRowsCreated(results, isSample ? WRONG_SAMPLE_ROWS : results.length);
}

async function announce(
	{ rows }: RowsWorkflow,
	{ site }: LiveAccount,
	isSample: boolean,
): Promise<void> {
	console.log(
		`This creates up to ${rows.length} elements in the real Tencent Cloud account whose key is in ` +
			`TENCENTCLOUD_SECRET_ID (site: ${site}). Nobody can delete them afterwards. Pictures and videos, ` +
			'which are billed, are made only in the demo without an account.',
	);
	if (isSample) {
		console.log(
			'The pictures of the sample rows do not exist, so Tencent Cloud should refuse every row: that shows ' +
				'whether the key works. Give rows of your own with --rows <file>.',
		);
	}
	console.log(`It begins in ${SECONDS_TO_THINK} seconds. Press Ctrl-C to stop.`);
	await sleep(SECONDS_TO_THINK * 1000);
}

async function run({ workflow, rows }: RowsWorkflow, account: LiveAccount): Promise<RowResult[]> {
	const { recordLogs, save } = await loadEngine();
	const saved = save(workflow, { ...account });
	console.log(`Running ${EXAMPLE}: ${rows.length} rows, one element each …`);
	const logs = recordLogs();
	const stopProgress = showProgress(logs.lines, (index) => nameOf(rows[index]));
	const execution = await saved.execute().finally(() => {
		stopProgress();
		logs.stop();
	});
	return resultsOf(rows, execution);
}

function summaryOf(results: readonly RowResult[]): string {
	const created = results.filter(({ kind }) => kind === 'created').length;
	const invalid = results.filter(({ kind }) => kind === 'invalid');
	const rest = results.length - created - invalid.length;
	return [
		`${created} of ${results.length} rows have their ElementId.`,
		...invalid.map(
			// n8n counts items from 0, and so does the error.
			({ row }) =>
				`Row ${row} (n8n's item ${row - 1}) is wrong: nothing was sent for it, and the others went on.`,
		),
		...(rest === 0 ? [] : [`${rest} have none: see above.`]),
		"This was the built node in n8n's own engine, with the real Tencent Cloud VOD.",
	].join(' ');
}
