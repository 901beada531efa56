/** `npm run demo`: an example workflow in n8n's real engine, from rows to ElementIds. */
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { setTimeout as sleep } from 'node:timers/promises';
import n8nCore from 'n8n-core/package.json';

import { loadBuiltPackage } from './builtPackage';
import { parseCommandLine, USAGE, type DemoOptions, type LiveAccount } from './commandLine';
import { showProgress } from './progress';
import { areGoodRowsCreated, nameOf, resultsOf, type RowResult } from './results';
import { EXAMPLE, readRowsWorkflow, WRONG_SAMPLE_ROWS, type RowsWorkflow } from './rowsWorkflow';
import { tableOf } from './table';

const SECONDS_TO_THINK = 5;

async function demo({ live, rowsFile }: DemoOptions): Promise<void> {
	const example = readRowsWorkflow(rowsFile);
	const results = live
		? await runLive(example, live, rowsFile === undefined)
		: await runLocally(example);
	console.log(`\n${tableOf(results)}\n\n${summaryOf(results, live !== undefined)}`);
	const mostWrongRows = rowsFile === undefined ? WRONG_SAMPLE_ROWS : results.length;
	process.exitCode = areGoodRowsCreated(results, mostWrongRows) ? 0 : 1;
}

async function runLocally(example: RowsWorkflow): Promise<RowResult[]> {
	const { startEmulator, EMULATOR_SECRET_ID, EMULATOR_SECRET_KEY } = await import(
		'../emulator/emulator'
	);
	const emulator = await startEmulator({
		quota: { kind: 'fixedWindow', perSecond: 20 },
		answerMs: [300, 900],
	});
	console.log(`A local Tencent Cloud VOD listens on ${emulator.url}: nothing leaves this machine.`);
	try {
		return await run(example, {
			site: 'custom',
			endpoint: emulator.url,
			secretId: EMULATOR_SECRET_ID,
			secretKey: EMULATOR_SECRET_KEY,
		});
	} finally {
		await emulator.close();
	}
}

async function runLive(
	example: RowsWorkflow,
	account: LiveAccount,
	isSample: boolean,
): Promise<RowResult[]> {
	console.log(
		`This creates up to ${example.rows.length} elements in the real Tencent Cloud account whose key is in ` +
			`TENCENTCLOUD_SECRET_ID (site: ${account.site}). Nobody can delete them afterwards.`,
	);
	if (isSample) {
		console.log(
			'The pictures of the sample rows do not exist, so Tencent Cloud should refuse every row: that shows ' +
				'whether the key works. Give rows of your own with --rows <file>.',
		);
	}
	console.log(`It begins in ${SECONDS_TO_THINK} seconds. Press Ctrl-C to stop.`);
	await sleep(SECONDS_TO_THINK * 1000);
	return await run(example, { ...account });
}

async function run(
	{ workflow, rows }: RowsWorkflow,
	credential: ICredentialDataDecryptedObject,
): Promise<RowResult[]> {
	console.log(`Loading n8n's engine (n8n-core ${n8nCore.version}) and the built node …`);
	const { Engine } = await import('../workflow/engine');
	const { recordLogs } = await import('../workflow/logs');
	const { node, credential: credentialType } = loadBuiltPackage();
	const engine = new Engine(node, [credentialType]);
	const saved = engine.load(workflow, { [credentialType.name]: credential });

	console.log(`Running ${EXAMPLE}: ${rows.length} rows, one element each …`);
	const logs = recordLogs();
	const stopProgress = showProgress(logs.lines, (index) => nameOf(rows[index]));
	// "manual" is what a click on "Execute workflow" starts: n8n then uses the pinned rows.
	const execution = await saved.execute([{}], { mode: 'manual' }).finally(() => {
		stopProgress();
		logs.stop();
	});
	if (execution.error) {
		throw new Error(`${execution.error.message} ${execution.error.description ?? ''}`);
	}
	return resultsOf(rows, execution);
}

function summaryOf(results: readonly RowResult[], isLive: boolean): string {
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
		`This was the built node in n8n's own engine, ${isLive ? 'with the real Tencent Cloud VOD' : 'with a local Tencent Cloud VOD that checks every signature'}.`,
	].join(' ');
}

function optionsOrExit(): DemoOptions {
	try {
		return parseCommandLine(process.argv.slice(2), process.env);
	} catch (error) {
		console.error(error instanceof Error ? error.message : error);
		console.error(USAGE);
		process.exit(2);
	}
}

demo(optionsOrExit()).catch((error: Error) => {
	console.error(`The demo failed: ${error.message}`);
	process.exitCode = 1;
});
