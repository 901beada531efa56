import { setImmediate as nextTurn } from 'node:timers/promises';
import { once } from 'node:events';
import { VirtualClock, EPOCH } from '../../../support/virtualClock';
import { created, inWords, itemsOf, playBatch, throttle } from '../../../support/playBatch';

const range = (count: number) => Array.from({ length: count }, (_, index) => index);

test('no items, no calls', async () => {
	const { results, sent } = await playBatch({ items: [] });

	expect([results, sent]).toEqual([[], []]);
});

test('calls start in the order of the items, all at once, and results keep it whatever ends first', async () => {
	const { results, sent, clock } = await playBatch({
		items: itemsOf(0, 1, 2, 3, 5),
		answerMs: (index) => 1000 - 100 * index,
	});

	expect(sent.map(({ index, at }) => [index, at])).toEqual([0, 1, 2, 3, 5].map((n) => [n, 0]));
	expect(results.map(inWords)).toEqual(['id 0', 'id 1', 'id 2', 'id 3', 'id 5']);
	expect(clock.now()).toBe(1000);
});

test('a result has the time at which its last call left, by the clock on the wall', async () => {
	const { results, sent } = await playBatch({
		items: itemsOf(0),
		answers: { 0: [throttle, created('a')] },
	});
	const [, last] = sent;

	expect(last?.at).toBeGreaterThan(0);
	expect(results).toMatchObject([
		{
			outcome: { kind: 'done', value: 'a', requestId: 'r' },
			sentAt: EPOCH + (last?.at ?? NaN),
		},
	]);
});

test.each([1, 5, 20])('no more than %i start in any second', async (requestsPerSecond) => {
	const count = requestsPerSecond * 4 + 1;
	const { sent } = await playBatch({
		items: itemsOf(...range(count)),
		answerMs: (index) => (index % 7) * 400,
		options: { requestsPerSecond },
	});

	expect(sent.map(({ index }) => index)).toEqual(range(count));
	for (const { at } of sent) {
		const within = sent.filter((other) => other.at >= at && other.at < at + 1000);
		expect(within.length).toBeLessThanOrEqual(requestsPerSecond);
	}
	// And hardly fewer: the last one starts after four seconds and a little.
	expect(sent.at(-1)?.at).toBeGreaterThanOrEqual(4000);
	expect(sent.at(-1)?.at).toBeLessThan(4400);
});

test('a line of the log stands before its call leaves', async () => {
	const events: string[] = [];
	await playBatch({
		items: itemsOf(0),
		options: {
			log: {
				sending: ({ inputHash }) => void events.push(`log: ${inputHash} leaves`),
				ended: (_item, { kind }) => void events.push(`log: ${kind}`),
			},
			send: (body) => {
				events.push(`sent: ${body}`);
				return Promise.resolve(created('a'));
			},
		},
	});

	expect(events).toEqual(['log: hash of key 0 leaves', 'sent: body of key 0', 'log: done']);
});

test('each call gets a deadline of its own', async () => {
	// The one test in which time is real: the signal comes from the runtime.
	const signals: AbortSignal[] = [];
	const { results } = await playBatch({
		items: itemsOf(0, 1),
		clock: new PatientClock(),
		options: {
			timeout: 5,
			send: async (_body, signal) => {
				signals.push(signal);
				expect(signal.aborted).toBe(false);
				await once(signal, 'abort');
				return { kind: 'deadline' };
			},
		},
	});

	expect(new Set(signals).size).toBe(2);
	expect(results.map(inWords)).toEqual(['unknown: deadline', 'unknown: deadline']);
});

/** Does not mind waiting for what the virtual time knows nothing of. */
class PatientClock extends VirtualClock {
	override async sleep(): Promise<void> {
		await nextTurn();
	}

	override finish<T>(work: Promise<T>): Promise<T> {
		return work;
	}
}

describe('thousands of items', () => {
	it('are all made, in order, with never more in flight than a process has sockets for', async () => {
		const { results, sent, mostInFlight } = await playBatch({
			items: itemsOf(...range(5_000)),
			answerMs: (index) => 1 + (index % 13) * 50,
		});

		expect(results.map(inWords)).toEqual(range(5_000).map((n) => `id ${n}`));
		expect(sent.map(({ index }) => index)).toEqual(range(5_000));
		expect(mostInFlight).toBe(600);
	});

	it('are all made where each carries bytes, as many at once as are allowed, and a larger one alone', async () => {
		const bytesAlong = ({ index }: { index: number }) => (index === 50 ? 99 : 7);
		const { results, mostInFlight } = await playBatch({
			items: itemsOf(...range(100)),
			answerMs: (index) => 1 + (index % 13) * 50,
			options: { bytesAlong, maxBytesInFlight: 64 },
		});
		expect(results.map(inWords)).toEqual(range(100).map((n) => `id ${n}`));
		expect(mostInFlight).toBe(9);
	});

	it('cost as much each as a few do', async () => {
		const looksAnItem = async (count: number) => {
			const { clock } = await playBatch({
				items: itemsOf(...range(count)),
				options: { requestsPerSecond: 100 },
			});
			return clock.looks / count;
		};

		expect(await looksAnItem(5_000)).toBeLessThan(1.2 * (await looksAnItem(500)));
	});
});
