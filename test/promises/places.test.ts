/** A place of an execution that has its element keeps it, whatever happens around it. */
import type { IDataObject } from 'n8n-workflow';

import { startEmulator, type Emulator } from '../emulator/emulator';
import type { Execution } from '../workflow/engine';
import { faultsByName, LOST, QUOTA_USED_UP } from '../support/faultPlans';
import { LedgerByName } from '../support/ledgerByName';
import { workflowOn } from '../support/node';
import { CONTINUE, RETRY, type Setup } from '../support/nodeSetup';
import { manyRows } from '../support/operations';
import { errorOf, elementIdsOf, inInputOrder } from '../support/whatIsSeen';

let emulator: Emulator;
let byName: LedgerByName;

beforeEach(async () => {
	emulator = await startEmulator({ answerMs: [20, 20] });
	byName = new LedgerByName(emulator);
});
afterEach(() => emulator.close());

const saved = (setup: Setup = {}) => workflowOn(emulator, setup);
const hintsOf = ({ hints }: Execution) => hints.map(({ message }) => message).join('\n');

const THREE = ['Row 0', 'Row 1', 'Row 2'];

/** Other text each time that n8n asks for it. */
const DIFFERS = {
	'the time': '={{ "Seen at " + $now.toMillis() + Math.random() }}',
	'the execution': '={{ "Seen by " + $execution.id + ", try " + Math.random() }}',
};

describe.each(Object.entries(DIFFERS))('an expression with %s', (_title, elementDescription) => {
	const fields = { elementDescription };

	test('makes no second element when n8n tries again after a refusal', async () => {
		emulator.setFaults(faultsByName({ 'Row 1': [QUOTA_USED_UP] }));
		const execution = await saved({ fields, settings: RETRY }).execute(manyRows(3));
		expect(byName.counts(...THREE)).toBe('1/1 2/1 1/1');
		expect(elementIdsOf(execution)).toEqual(byName.ids(...THREE));
		expect(hintsOf(execution)).toMatch(/Items 0, 2: .* from other input than now/);
	});

	test('makes no second element when the first row of "Continue" is in error', async () => {
		emulator.setFaults(faultsByName({ 'Row 0': [LOST] }));
		const settings = { ...RETRY, ...CONTINUE };
		const [, ...others] = manyRows(3);
		const rows = [...manyRows(1), ...others, { name: '' }];
		const execution = await saved({ fields, settings }).execute(rows);
		expect(byName.counts(...THREE)).toBe('1/1 1/1 1/1');
		expect(inInputOrder(execution)).toMatchObject([
			{ json: { details: { outcome: 'unknown' } } },
			{ json: { ElementId: byName.id('Row 1') } },
			{ json: { ElementId: byName.id('Row 2') } },
			{ json: { details: { outcome: 'invalid' } } },
		]);
	});

	test('makes no second element on "Retry execution", which says so', async () => {
		emulator.setFaults(faultsByName({ 'Row 1': [LOST] }));
		const workflow = saved({ fields });
		const retried = await workflow.retry(await workflow.execute(manyRows(3)));
		expect(byName.counts(...THREE)).toBe('1/1 1/1 1/1');
		expect(errorOf(retried).message).toMatch(/^Item 1: It is unknown/);
	});
});

test('an edit counts for what is still to be made, and a hint says for what it does not', async () => {
	emulator.setFaults(faultsByName({ 'Row 1': [QUOTA_USED_UP] }));
	const failed = await saved().execute(manyRows(3));
	const retried = await saved({ fields: { elementDescription: 'Edited' } }).retry(failed);
	expect(elementIdsOf(retried)).toEqual(byName.ids(...THREE));
	expect(byName.counts(...THREE)).toBe('1/1 2/1 1/1');
	expect(emulator.ledger.find(byName.id('Row 1'))?.request).toMatchObject({
		ElementDescription: 'Edited',
	});
	expect(hintsOf(retried)).toMatch(/^Items 0, 2: .* from other input than now/m);
});

test('a second retry of the same failed execution finds what the first one made', async () => {
	emulator.setFaults(faultsByName({ 'Row 1': [QUOTA_USED_UP] }));
	const workflow = saved();
	const failed = await workflow.execute(manyRows(3));
	const first = await workflow.retry(failed);
	const second = await workflow.retry(failed);
	expect(elementIdsOf(second)).toEqual(elementIdsOf(first));
	expect(byName.counts(...THREE)).toBe('1/1 2/1 1/1');
});

test('also where a loop had gone on in the first retry', async () => {
	emulator.setFaults(faultsByName({ 'Row 1': [QUOTA_USED_UP] }));
	const workflow = saved({ batchSize: 1 });
	const failed = await workflow.execute(manyRows(3));
	const first = await workflow.retry(failed);
	const second = await workflow.retry(failed);
	expect(elementIdsOf(second)).toEqual(elementIdsOf(first));
	expect(byName.counts(...THREE)).toBe('1/1 2/1 1/1');
});

test('two retries at the same time make one element', async () => {
	emulator.setFaults(faultsByName({ 'Row 1': [QUOTA_USED_UP] }));
	const workflow = saved();
	const failed = await workflow.execute(manyRows(3));
	const retries = await Promise.all([workflow.retry(failed), workflow.retry(failed)]);
	expect(retries.map(elementIdsOf)).toEqual([byName.ids(...THREE), byName.ids(...THREE)]);
	expect(byName.counts(...THREE)).toBe('1/1 2/1 1/1');
});

test('what was made at another site is not what is asked for here', async () => {
	emulator.setFaults(faultsByName({ 'Row 1': [QUOTA_USED_UP] }));
	const failed = await saved().execute(manyRows(3));
	const other = await startEmulator({ seed: 2 });
	const retried = await workflowOn(other).retry(failed);
	await other.close();
	expect(elementIdsOf(retried)).toEqual(other.ledger.made.map(({ id }) => id));
	expect(other.ledger.summary()).toMatchObject({ calls: 3, made: 3 });
});

test('a loop keeps no journal of its earlier runs', async () => {
	emulator.setFaults(() => QUOTA_USED_UP);
	const workflow = saved({ batchSize: 1, settings: CONTINUE });
	const execution = await workflow.execute(manyRows(4));
	expect(execution.runs).toHaveLength(4);
	const { journal } = execution.contextOf('Tencent Cloud VOD') as {
		journal?: { runs: object };
	};
	expect(Object.keys(journal?.runs ?? {})).toEqual(['run 3']);
});

test.each<[string, (journal: { runs: Record<string, object> }) => unknown]>([
	['a journal', () => 'a text'],
	['a journal in part', (journal) => ({ ...journal, runs: 7 })],
	[
		'an entry',
		({ runs, ...journal }) => {
			const [[run = '', entries = {}] = []] = Object.entries(runs);
			const damaged = Object.keys(entries).map((key) => [key, { outcome: 'made' }] as const);
			return { ...journal, runs: { [run]: Object.fromEntries(damaged) as object } };
		},
	],
])('%s that is damaged is ignored, loudly, and fails nothing', async (_title, damage) => {
	emulator.setFaults(faultsByName({ 'Row 1': [QUOTA_USED_UP] }));
	const failed = await saved().execute(manyRows(3));
	const retried = await saved().retry(failed, ({ journal }) => ({
		journal: damage(journal as { runs: Record<string, object> }) as IDataObject,
	}));
	expect(retried.status).toBe('success');
	expect(retried.logs.map(({ message }) => message).join('\n')).toMatch(
		/journal of node .* is damaged and ignored/,
	);
});
