import type { Exchange } from '../../../../nodes/TencentCloudVod/client/exchange';
import {
	created,
	inWords,
	itemsOf,
	lost,
	noConnection,
	playBatch,
	refusal,
	throttle,
	type Sent,
	journalOf,
	type Entries,
} from '../../../support/playBatch';
import { VirtualClock } from '../../../support/virtualClock';

const indicesOf = (sent: readonly Sent[]) => sent.map(({ index }) => index);

const untrusted: Exchange = { kind: 'notConnected', code: 'CERT_HAS_EXPIRED' };

/** One of each kind of outcome that ends an item at once, and what is said of it. */
const FAILURES: Array<[string, Exchange]> = [
	['refused: code', refusal],
	['notSent: untrusted', untrusted],
	['unknown: connectionLost', lost],
];

it('with "stop", what has left and had no clear answer is not said to have never started', async () => {
	const { results, sent } = await playBatch({
		items: itemsOf(0, 1),
		answers: { 0: [lost], 1: [refusal] },
		// The second one fails while the first waits for another try.
		answerMs: (index) => 100 + index * 10,
		options: { repeat: 'safe', onFailure: 'stop' },
	});
	expect(indicesOf(sent)).toEqual([0, 1]);
	expect(results.map(inWords)).toEqual(['failed: connectionLost', 'refused: code']);
});

describe.each(FAILURES)('%s', (words, exchange) => {
	const script = {
		items: itemsOf(0, 1, 2, 3, 4, 5),
		answers: { 1: [exchange] },
		// Item 0 is under way until long after item 1 has failed.
		answerMs: (index: number) => (index === 0 ? 5_000 : 100),
	};

	it('with "stop": nothing new starts, what is in flight is awaited and journalled', async () => {
		const entries: Entries = {};
		const { results, sent, clock } = await playBatch({
			...script,
			options: { onFailure: 'stop', requestsPerSecond: 3, memories: [journalOf(entries)] },
		});

		expect(indicesOf(sent)).toEqual([0, 1, 2]);
		expect(results.map(inWords)).toEqual([
			'id 0',
			words,
			'id 2',
			'not started',
			'not started',
			'not started',
		]);
		expect(clock.now()).toBe(5_000);
		expect(entries['key 0']?.outcome).toEqual({ kind: 'done', value: 'id 0', requestId: 'r' });
		expect(entries['key 2']?.outcome).toEqual({ kind: 'done', value: 'id 2', requestId: 'r' });
		expect(entries['key 1']?.outcome.kind).toBe(
			words.startsWith('notSent') ? undefined : words.split(':')[0],
		);
	});

	it('with "continue": the rest goes on, and the call is not made again', async () => {
		const { results, sent } = await playBatch({ ...script, options: { requestsPerSecond: 3 } });

		expect(indicesOf(sent)).toEqual([0, 1, 2, 3, 4, 5]);
		expect(results.map(inWords)).toEqual(['id 0', words, 'id 2', 'id 3', 'id 4', 'id 5']);
	});
});

describe('a throttled call', () => {
	it('goes to the front, in the order of the items, and is no failure', async () => {
		const { results, sent } = await playBatch({
			items: itemsOf(0, 1, 2, 3, 4, 5),
			answers: { 1: [throttle, created('late 1')], 2: [throttle, created('late 2')] },
			// The second is told before the first.
			answerMs: (index) => (index === 1 ? 200 : 100),
			options: { onFailure: 'stop', requestsPerSecond: 3 },
		});

		expect(indicesOf(sent)).toEqual([0, 1, 2, 1, 2, 3, 4, 5]);
		expect(results.map(inWords)).toEqual(['id 0', 'late 1', 'late 2', 'id 3', 'id 4', 'id 5']);
	});

	it.each(['stop', 'continue'] as const)(
		'is given up a minute after its first throttle (%s)',
		async (onFailure) => {
			const { results, sent } = await playBatch({
				items: itemsOf(0, 1),
				answers: { 0: [throttle] },
				answerMs: (index, send) => (index === 1 ? 70_000 : 1_000 + send),
				options: { onFailure },
			});
			const tries = sent.filter(({ index }) => index === 0);
			const firstTold = tries[0]?.answeredAt ?? NaN;
			const lastTold = tries.at(-1)?.answeredAt ?? NaN;

			expect(results.map(inWords)).toEqual(['refused: throttled', 'id 1']);
			expect(lastTold - firstTold).toBeGreaterThanOrEqual(60_000);
			expect(tries.at(-2)?.answeredAt).toBeLessThan(firstTold + 60_000);
		},
	);

	it('that waits its turn when the batch stops was refused, so it did not start', async () => {
		const { results, sent } = await playBatch({
			items: itemsOf(0, 1),
			answers: { 0: [throttle], 1: [refusal] },
			answerMs: (index) => (index === 0 ? 100 : 200),
			options: { onFailure: 'stop', requestsPerSecond: 2 },
		});

		expect(indicesOf(sent)).toEqual([0, 1]);
		expect(results.map(inWords)).toEqual(['not started', 'refused: code']);
	});

	it('counts its minute by itself: another call and another reason do not use it up', async () => {
		const answers = {
			0: [throttle],
			// Throttled only when the first one's minute is nearly over, and for less than a minute.
			1: [noConnection, throttle, created('late')],
		};
		const { results } = await playBatch({
			items: itemsOf(0, 1),
			answers,
			answerMs: (index, send) => (index === 1 && send < 2 ? 40_000 : 1_000),
		});

		expect(results.map(inWords)).toEqual(['refused: throttled', 'late']);
	});
});

describe('a call that found no connection', () => {
	it.each([
		[1, 'late'],
		[2, 'late'],
		[3, 'notSent: unreachable'],
		[9, 'notSent: unreachable'],
	])('%i times in a row: %s, after at most 3 sends', async (failures, words) => {
		const exchanges = [...Array<Exchange>(failures).fill(noConnection), created('late')];
		const { results, sent } = await playBatch({ items: itemsOf(0), answers: { 0: exchanges } });

		expect(results.map(inWords)).toEqual([words]);
		expect(sent).toHaveLength(Math.min(failures + 1, 3));
	});

	it.each([
		[0, 0, 0],
		[0.5, 50, 100],
		[0.999, 99.9, 199.8],
	])('waits with full jitter, doubled each time: drawn %d', async (drawn, first, second) => {
		const clock = new VirtualClock([drawn]);
		const { sent } = await playBatch({ items: itemsOf(0), answers: { 0: [noConnection] }, clock });
		const waits = sent.slice(1).map(({ at }, n) => at - (sent[n]?.answeredAt ?? NaN));

		expect(waits).toEqual([expect.closeTo(first, 6), expect.closeTo(second, 6)]);
	});

	it('goes to the front, and does not keep the others waiting', async () => {
		const { results, sent } = await playBatch({
			items: itemsOf(0, 1, 2, 3, 4, 5),
			answers: { 0: [noConnection, created('late')] },
			answerMs: () => 100,
			options: { onFailure: 'stop', requestsPerSecond: 3 },
		});

		expect(indicesOf(sent)).toEqual([0, 1, 2, 0, 3, 4, 5]);
		expect(results.map(inWords)).toEqual(['late', 'id 1', 'id 2', 'id 3', 'id 4', 'id 5']);
	});

	it('has its tries counted over throttles in between', async () => {
		const { results, sent } = await playBatch({
			items: itemsOf(0),
			answers: {
				0: [noConnection, throttle, noConnection, throttle, noConnection, created('late')],
			},
		});

		expect(sent).toHaveLength(5);
		expect(results.map(inWords)).toEqual(['notSent: unreachable']);
	});

	it('is not journalled: there is nothing to remember', async () => {
		const entries: Entries = {};
		await playBatch({
			items: itemsOf(0),
			answers: { 0: [noConnection] },
			options: { memories: [journalOf(entries)] },
		});

		expect(entries).toEqual({});
	});
});
