import { startEmulator, type Emulator } from '../emulator/emulator';
import type { Execution } from '../workflow/engine';
import { faultsByName, LOST, QUOTA_USED_UP } from '../support/faultPlans';
import { LedgerByName } from '../support/ledgerByName';
import { notSent, unclear } from '../support/messages';
import { agentOn, workflowOn } from '../support/node';
import { CONTINUE, RETRY, SESSION_TOKEN, type Setup } from '../support/nodeSetup';
import { createElement, manyRows, type Row, rows } from '../support/operations';
import { errorOf, forbiddenIn, elementIdsOf, inInputOrder } from '../support/whatIsSeen';

const BROKE = unclear('connectionLost', createElement);
const NOT_REACHED = notSent('unreachable', createElement);

const NODE = 'Tencent Cloud VOD';
const CREATE_AGAIN = { whenOutcomeUnknown: 'createAgain' };

let emulator: Emulator;
let byName: LedgerByName;

beforeAll(async () => {
	emulator = await startEmulator({ token: SESSION_TOKEN });
	byName = new LedgerByName(emulator);
});
afterEach(() => emulator.reset());
afterAll(() => emulator.close());

const saved = (setup: Setup = {}) =>
	workflowOn(emulator, {
		...setup,
		credential: { sessionToken: SESSION_TOKEN, ...setup.credential },
	});

function journalOf(execution: Execution): unknown {
	return execution.contextOf(NODE).journal;
}

const FOUR = ['Row 0', 'Row 1', 'Row 2', 'Row 3'];

function containing(text = 'an ElementId that is not there'): unknown {
	return expect.stringContaining(text);
}

describe('Retry On Fail', () => {
	test('calls again only for what failed', async () => {
		emulator.setFaults(faultsByName({ 'Row 1': [QUOTA_USED_UP], 'Row 2': [QUOTA_USED_UP] }));
		const execution = await saved({ settings: RETRY }).execute(manyRows(4));
		expect(execution.status).toBe('success');
		expect(elementIdsOf(execution)).toEqual(byName.ids(...FOUR));
		expect(byName.counts(...FOUR)).toBe('1/1 2/1 2/1 1/1');
	});

	test('after an unknown creates the rest, then fails naming it, and does not call for it', async () => {
		emulator.setFaults(faultsByName({ 'Row 1': [LOST] }));
		// Two start at once; the others would start a second later, and wait for the second try.
		const execution = await saved({
			settings: RETRY,
			options: { requestsPerSecond: 2 },
		}).execute(manyRows(4));
		const [first, , third, fourth] = byName.ids(...FOUR);
		expect(errorOf(execution).message).toBe(
			`Item 1: ${BROKE} Created, with ElementId: item 0 = ${first}, item 2 = ${third}, item 3 = ${fourth}.`,
		);
		expect(byName.counts(...FOUR)).toBe('1/1 1/1 1/1 1/1');
	});

	test.each(['continueRegularOutput', 'continueErrorOutput'] as const)(
		'with %s: an error in the first item repeats nothing, not even a refusal',
		async (onError) => {
			emulator.setFaults(
				faultsByName({
					'Row 0': [QUOTA_USED_UP, QUOTA_USED_UP, QUOTA_USED_UP],
					'Row 2': [LOST],
				}),
			);
			const execution = await saved({ settings: { ...RETRY, onError } }).execute(manyRows(4));
			expect(byName.counts(...FOUR)).toBe('1/0 1/1 1/1 1/1');
			expect(inInputOrder(execution)).toMatchObject([
				{ pairedItem: { item: 0 }, json: { error: containing('quota') } },
				{ pairedItem: { item: 1 }, json: { ElementId: byName.id('Row 1') } },
				{ pairedItem: { item: 2 }, json: { error: `Item 2: ${BROKE}` } },
				{ pairedItem: { item: 3 }, json: { ElementId: byName.id('Row 3') } },
			]);
		},
	);
});

describe('Retry execution', () => {
	test('creates only the rest, and leaves no journal behind', async () => {
		emulator.setFaults(faultsByName({ 'Row 2': [QUOTA_USED_UP] }));
		const workflow = saved();
		const failed = await workflow.execute(manyRows(4));
		expect(failed.status).toBe('error');
		const execution = await workflow.retry(failed);
		expect(elementIdsOf(execution)).toEqual(byName.ids(...FOUR));
		expect(byName.counts(...FOUR)).toBe('1/1 1/1 2/1 1/1');
		expect(journalOf(execution)).toEqual({ firstExecution: failed.id, runs: {} });
	});

	test('goes on after a network that was down', async () => {
		const before = await startEmulator();
		before.setFaults(faultsByName({ 'Row 2': [QUOTA_USED_UP] }));
		const workflow = workflowOn(before);
		const failed = await workflow.execute(manyRows(4));
		await before.close();
		const unplugged = await workflow.retry(failed);
		expect(errorOf(unplugged).message).toContain(`Item 2: ${NOT_REACHED}`);
		const { port } = before;
		const after = await startEmulator({ port, seed: 2 });
		const execution = await workflow.retry(unplugged);
		await after.close();
		const [first, second, fourth] = before.ledger.made.map(({ id }) => id);
		const [third] = after.ledger.made.map(({ id }) => id);
		expect(elementIdsOf(execution)).toEqual([first, second, third, fourth]);
		expect(after.ledger.calls).toHaveLength(1);
	});

	test('never calls for what is unknown, however often', async () => {
		emulator.setFaults(faultsByName({ 'Row 0': [LOST], 'Row 3': [LOST] }));
		const workflow = saved({ settings: RETRY });
		let execution = await workflow.execute(manyRows(4));
		for (let retries = 0; retries < 2; retries++) {
			execution = await workflow.retry(execution);
			expect(errorOf(execution).message).toMatch(
				/^Item 0: It is unknown .* Also unknown: item 3\. /,
			);
		}
		expect(byName.counts(...FOUR)).toBe('1/1 1/1 1/1 1/1');
	});
});

describe('the same row again', () => {
	test('in one batch: two elements, and no third on a retry', async () => {
		emulator.setFaults(faultsByName({ b: [QUOTA_USED_UP] }));
		const execution = await saved({ settings: RETRY }).execute(rows('a', 'b', 'a'));
		expect(byName.counts('a', 'b')).toBe('2/2 2/1');
		const ids = elementIdsOf(execution);
		expect(ids).toHaveLength(3);
		expect([...ids].sort()).toEqual(byName.ids('a', 'b').sort());
	});

	test('in the batches of a loop: an element for each, whatever failed in the batch before', async () => {
		emulator.setFaults(faultsByName({ b: [QUOTA_USED_UP] }));
		const execution = await saved({ batchSize: 2, settings: CONTINUE }).execute(
			rows('a', 'b', 'a', 'b'),
		);
		expect(byName.counts('a', 'b')).toBe('2/2 2/1');
		expect(new Set(elementIdsOf(execution)).size).toBe(4);
	});

	test('in the batches of a loop, also on a retry in the middle', async () => {
		emulator.setFaults(faultsByName({ b: [undefined, QUOTA_USED_UP] }));
		const workflow = saved({ batchSize: 2 });
		const failed = await workflow.execute(rows('a', 'b', 'a', 'b', 'a', 'b'));
		expect(failed.runs.map(({ status }) => status)).toEqual(['success', 'error']);
		const execution = await workflow.retry(failed);
		expect(byName.counts('a', 'b')).toBe('3/3 4/3');
		expect(execution.runs).toHaveLength(3);
		expect(elementIdsOf(execution).sort()).toEqual(byName.ids('a', 'b').sort());
	});
});

describe.each(['engine', 'langchain'] as const)('a tool, called by %s', (calling) => {
	async function answersTo(...names: string[]): Promise<unknown> {
		return await answersToRounds(rows(...names).map((call) => [call]));
	}

	async function answersToRounds(calls: Row[][]): Promise<unknown> {
		const agent = agentOn(emulator, calls, calling, {
			credential: { sessionToken: SESSION_TOKEN },
		});
		const execution = await agent.execute();
		expect(forbiddenIn(execution)).toEqual([]);
		return execution.json('Agent')[0]?.answers;
	}

	test('gives the same ElementId for the same input, without a call', async () => {
		const answers = await answersTo('a', 'b', 'a');
		const [a, b] = byName.ids('a', 'b');
		expect(byName.counts('a', 'b')).toBe('1/1 1/1');
		expect(answers).toMatchObject([a, b, a].map(containing));
	});

	test('makes one element for the same calls of one answer', async () => {
		const answers = await answersToRounds([rows('a', 'a', 'a', 'b')]);
		const [a, b] = byName.ids('a', 'b');
		expect(byName.counts('a', 'b')).toBe('1/1 1/1');
		expect(answers).toMatchObject([a, a, a, b].map(containing));
	});

	test('sends again what was refused', async () => {
		emulator.setFaults(faultsByName({ a: [QUOTA_USED_UP] }));
		const answers = await answersTo('a', 'a');
		expect(byName.counts('a')).toBe('2/1');
		expect(answers).toEqual([containing('quota'), containing(byName.id('a'))]);
	});

	test('tells the model not to call again after an unknown, and does not call if it does', async () => {
		emulator.setFaults(faultsByName({ a: [LOST] }));
		const unknown = `Item 0: ${BROKE} Do not call this tool again for this element.`;
		const answers = await answersTo('a', 'a', 'b');
		expect(answers).toEqual([containing(unknown), containing(unknown), containing(byName.id('b'))]);
		expect(byName.counts('a', 'b')).toBe('1/1 1/1');
	});
});

describe('Create Again', () => {
	test('sends twice more, then says so; a retry sends no more', async () => {
		emulator.setFaults(() => LOST);
		const workflow = saved({ options: CREATE_AGAIN, settings: RETRY });
		const failed = await workflow.execute(rows('a'));
		expect(byName.counts('a')).toBe('3/3');
		expect(errorOf(failed).message).toBe(`Item 0: ${BROKE}`);
		expect(errorOf(failed).description).toMatch(
			/^It was sent again .* up to three elements may exist/,
		);
		await workflow.retry(failed);
		expect(byName.counts('a')).toBe('3/3');
	});

	test('chosen for a retry counts what was sent before', async () => {
		emulator.setFaults(faultsByName({ a: [LOST, LOST, LOST, LOST] }));
		const failed = await saved().execute(rows('a', 'b'));
		const again = await saved({ options: CREATE_AGAIN }).retry(failed);
		expect(byName.counts('a', 'b')).toBe('3/3 1/1');
		expect(errorOf(again).message).toBe(
			`Item 0: ${BROKE} Created, with ElementId: item 1 = ${byName.id('b')}.`,
		);
	});

	test('puts out the ElementId that came through', async () => {
		emulator.setFaults(faultsByName({ a: [LOST, LOST] }));
		const execution = await saved({ options: CREATE_AGAIN }).execute(rows('a'));
		expect(elementIdsOf(execution)).toEqual(byName.ids('a').slice(-1));
		expect(byName.counts('a')).toBe('3/3');
	});

	test('keeps the doubt when the next call is refused', async () => {
		emulator.setFaults(faultsByName({ a: [LOST, QUOTA_USED_UP] }));
		const execution = await saved({ options: CREATE_AGAIN, settings: CONTINUE }).execute(rows('a'));
		expect(execution.output).toMatchObject([{ json: { details: { outcome: 'unknown' } } }]);
		expect(byName.counts('a')).toBe('2/1');
	});
});

test('the journal holds neither names nor links nor secrets', async () => {
	emulator.setFaults(
		faultsByName({
			'Row 1': [QUOTA_USED_UP],
			'Row 2': [LOST],
			'Row 3': [{ kind: 'tencentError', stage: 'before', code: 'InternalError' }],
		}),
	);
	const execution = await saved({ settings: CONTINUE }).execute(manyRows(4));
	expect(forbiddenIn(execution)).toEqual([]);
	const journal = JSON.stringify(journalOf(execution));
	expect(journal).toContain(byName.id('Row 0'));
	expect(journal).not.toMatch(/http|Row \d|looks like|emulator/i);
});
