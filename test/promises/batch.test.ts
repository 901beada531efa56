import { setImmediate } from 'node:timers/promises';

import { startEmulator, type Emulator, type EmulatorOptions } from '../emulator/emulator';
import { recordLogs } from '../workflow/logs';
import { Arrivals } from '../support/arrivals';
import { linesOf } from '../support/callLog';
import { faultsByName, LOST, QUOTA_USED_UP } from '../support/faultPlans';
import { LedgerByName } from '../support/ledgerByName';
import { unclear } from '../support/messages';
import { workflowOn } from '../support/node';
import { CONTINUE, ERROR_OUTPUT, RETRY, type Setup } from '../support/nodeSetup';
import { createElement, manyRows, row, rows } from '../support/operations';
import { errorOf, forbiddenIn, elementIdsOf, inInputOrder, pairOf } from '../support/whatIsSeen';

const FAULT = unclear('serverError', createElement);

let emulator: Emulator;
let arrivals: Arrivals;
let byName: LedgerByName;

async function open(options: EmulatorOptions = {}): Promise<void> {
	arrivals = new Arrivals();
	emulator = await startEmulator({ ...options, onCall: arrivals.onCall });
	byName = new LedgerByName(emulator);
}

afterEach(() => emulator.close());

const workflow = (setup?: Setup) => workflowOn(emulator, setup);

describe('order', () => {
	test('calls start, and items come out, in the order of the input', async () => {
		await open({ answerMs: [0, 40] });
		const input = manyRows(30);
		const names = input.map(({ name }) => name);
		const failing = ['Row 3', 'Row 17', 'Row 29'];
		emulator.setFaults(({ name = '' }) => (failing.includes(name) ? QUOTA_USED_UP : undefined));
		const following = "={{ $('Trigger').item.json.name }}";
		const execution = await workflow({ settings: ERROR_OUTPUT, following }).execute(input);
		expect(linesOf(execution).sending.map(({ item }) => item)).toEqual(names.map((_, n) => n));
		expect(execution.output.map(pairOf)).toEqual(
			[...execution.output.map(pairOf)].sort((a, b) => a - b),
		);
		expect(execution.errorOutput.map(pairOf)).toEqual([3, 17, 29]);
		expect(inInputOrder(execution).map(pairOf)).toEqual(names.map((_, n) => n));
		expect(execution.json('After Error').map(({ name, value }) => [name, value])).toEqual(
			failing.map((name) => [name, name]),
		);
		for (const { ElementId, ElementName, value } of execution.json('After Success')) {
			expect([ElementId, ElementName]).toEqual([byName.id(value as string), value]);
		}
	});
});

describe('Stop on a failure', () => {
	test('nothing more starts; what is in flight is awaited, and every ElementId listed', async () => {
		await open({ travelMs: [200, 200], answerMs: [80, 120] });
		emulator.setFaults(faultsByName({ 'Row 2': [QUOTA_USED_UP] }));
		const execution = await workflow({ options: { requestsPerSecond: 5 } }).execute(manyRows(8));
		const created = [0, 1, 3, 4].map((n) => `item ${n} = ${byName.id(`Row ${n}`)}`).join(', ');
		expect(errorOf(execution).message).toBe(
			`Item 2: A quota of the Tencent Cloud account is used up, so nothing was created. Created, with ElementId: ${created}. Not started: 3 of 8 items.`,
		);
		expect(emulator.ledger.summary()).toMatchObject({ calls: 5, made: 4 });
	});

	test('an unknown leads, whatever failed before it', async () => {
		await open({ travelMs: [200, 200] });
		emulator.setFaults(
			faultsByName({
				'Row 0': [QUOTA_USED_UP],
				'Row 1': [{ kind: 'http', stage: 'after', status: 504, body: 'html' }],
				'Row 2': [LOST],
			}),
		);
		const { message } = errorOf(await workflow().execute(manyRows(4)));
		expect(message).toBe(
			`Item 1: ${FAULT} Also unknown: item 2. Also not created: item 0. Created, with ElementId: item 3 = ${byName.id('Row 3')}.`,
		);
	});
});

describe('many items', () => {
	test.each([
		[500, 499, QUOTA_USED_UP, /ElementId: item 0 = \d+, .* item 99 = \d+ and 399 more/],
		[150, 0, LOST, /Also unknown: item 1, .* item 100 and 49 more/],
	])('%i from %i on fail: the message is bounded', async (count, from, fault, listed) => {
		// Long enough for all to have started before the first is lost.
		await open({ answerMs: [2000, 2000] });
		emulator.setFaults(({ name = '' }) => (Number(name.slice(4)) >= from ? fault : undefined));
		const execution = await workflow().execute(manyRows(count));
		const { message, description } = errorOf(execution);
		expect(message).toMatch(listed);
		expect(message).toContain(
			`(n8n's log has every one, in its lines of execution ${execution.id}).`,
		);
		expect(message.length + description.length).toBeLessThan(10_000);
		expect(linesOf(execution).ended.map(({ item }) => item)).toEqual([...Array(count).keys()]);
	});
});

test('a line before each call and one after it, with what accounts for it', async () => {
	await open();
	emulator.setFaults(faultsByName({ b: [LOST], c: [QUOTA_USED_UP] }));
	const name = 'Mira "M."\n多多';
	const execution = await workflow({ settings: CONTINUE }).execute(rows(name, 'b', 'c'));
	const { sending, ended } = linesOf(execution);
	expect(sending.map(({ says }) => says)).toEqual(Array(3).fill('sending CreateAigcCustomElement'));
	expect(ended.map(({ says }) => says)).toEqual([
		`created ElementId ${byName.id(name)}, RequestId ${byName.requestId(name)}`,
		'outcome unknown (connectionLost ECONNRESET), RequestId none',
		`refused (LimitExceeded), RequestId ${byName.requestId('c')}`,
	]);
	const input = expect.any(String) as string;
	const common = [name, 'b', 'c'].map((text, item) => ({
		execution: execution.id,
		item,
		name: text,
		input,
	}));
	expect(sending).toMatchObject(common);
	expect(ended).toMatchObject(sending.map(({ says, ...rest }) => rest));
	expect(forbiddenIn(execution)).toEqual([]);
	expect(JSON.stringify(execution.logs)).not.toMatch(/https?:|looks like/);
});

describe('the Stop button', () => {
	test('what is in flight is awaited and logged; nothing more starts, nothing is tried again', async () => {
		await open({ answerMs: [100, 150] });
		emulator.setFaults(faultsByName({ 'Row 1': [LOST], 'Row 2': [QUOTA_USED_UP] }));
		const running = workflow({
			settings: { ...RETRY, ...CONTINUE },
			options: { requestsPerSecond: 3 },
		}).start(manyRows(9));
		await arrivals.reach(3);
		running.cancel();
		const execution = await running.finished;
		expect(execution.status).toBe('canceled');
		expect(byName.calls.sort()).toEqual(['Row 0', 'Row 1', 'Row 2']);
		const ended = linesOf(execution).ended.map(({ item, says }) => `item ${item} ${says}`);
		expect(ended).toEqual([
			expect.stringContaining(`item 0 created ElementId ${byName.id('Row 0')},`),
			expect.stringContaining('item 1 outcome unknown'),
			expect.stringContaining('item 2 refused'),
		]);
		expect(execution.contextOf('Tencent Cloud VOD')).toHaveProperty('journal');
		expect(execution.saved).not.toContain(byName.id('Row 0'));
	});

	test('before the node has begun, or between its tries: nothing is sent', async () => {
		await open();
		emulator.setFaults(() => QUOTA_USED_UP);
		const patient = workflow({ settings: { ...RETRY, waitBetweenTries: 300 } });
		const early = patient.start(manyRows(3));
		early.cancel();
		expect((await early.finished).logs).toEqual([]);
		const log = recordLogs();
		const between = patient.start(rows('a'));
		await arrivals.reach(1);
		while (log.lines.length < 2) await setImmediate();
		// What the node has logged last is followed by its end, without a turn in between.
		await setImmediate();
		between.cancel();
		await between.finished;
		log.stop();
		expect(byName.calls).toEqual(['a']);
	});
});

describe('two executions at once', () => {
	test('share the quota of the account', async () => {
		await open({ quota: { kind: 'tokenBucket', perSecond: 20 } });
		const options = { requestsPerSecond: 20 };
		const executions = await Promise.all(
			['a', 'b'].map((letter) =>
				workflow({ options }).execute(manyRows(20).map(({ name }) => row(`${letter} ${name}`))),
			),
		);
		expect(executions.flatMap(elementIdsOf).sort()).toEqual(
			emulator.ledger.made.map(({ id }) => id).sort(),
		);
		const { made, throttled } = emulator.ledger.summary();
		expect(made).toBe(40);
		// Each for itself would begin with 20 calls, and half of them would be throttled.
		expect(throttled).toBeLessThan(12);
	});

	test('keep each to its own limit', async () => {
		await open();
		const low = workflow({ options: { requestsPerSecond: 3 } }).start(rows('a1', 'a2', 'a3', 'a4'));
		await arrivals.reach(3);
		const high = workflow({ options: { requestsPerSecond: 8 } }).start(manyRows(6));
		await Promise.all([low.finished, high.finished]);
		const names = byName.calls;
		expect(names.slice(0, 3).sort()).toEqual(['a1', 'a2', 'a3']);
		expect(names.slice(3, 8).sort()).toEqual(['Row 0', 'Row 1', 'Row 2', 'Row 3', 'Row 4']);
		expect(names.slice(8).sort()).toEqual(['Row 5', 'a4']);
	});

	test('the one with a lower limit does not wait for the end of the other', async () => {
		await open({ answerMs: [0, 20] });
		const batch = workflow({ options: { requestsPerSecond: 20 } }).start(manyRows(100));
		await arrivals.reach(20);
		const one = workflow({ options: { requestsPerSecond: 1 } }).start(rows('one'));
		await Promise.all([batch.finished, one.finished]);
		// In the next second, or at the latest in the one after.
		expect(byName.calls.indexOf('one')).toBeLessThan(61);
		expect(byName.calls).toHaveLength(101);
	});
});

test('throttling slows the calls down', async () => {
	await open({ quota: { kind: 'leakyBucket', perSecond: 20 } });
	const execution = await workflow({ options: { requestsPerSecond: 20 } }).execute(manyRows(20));
	expect(elementIdsOf(execution)).toEqual(manyRows(20).map(({ name }) => byName.id(name)));
	// A quota without bursts takes one call of each burst: 20 calls, 19, 18, and so on.
	expect(emulator.ledger.summary().calls).toBeLessThan(100);
});
