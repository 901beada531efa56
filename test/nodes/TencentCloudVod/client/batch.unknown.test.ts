import type { Exchange } from '../../../../nodes/TencentCloudVod/client/exchange';
import { ProcessMemory } from '../../../../nodes/TencentCloudVod/client/memory';
import {
	created,
	error,
	inWords,
	itemsOf,
	lost,
	noConnection,
	playBatch,
	refusal,
	savedAndRead,
	throttle,
	type Script,
	journalOf,
	type Entries,
} from '../../../support/playBatch';
import { EPOCH } from '../../../support/virtualClock';

const createAgain = { whenOutcomeUnknown: 'createAgain' } as const;

describe('createAgain', () => {
	it('sends at most twice more, and at the front', async () => {
		const { results, sent } = await playBatch({
			items: itemsOf(0, 1, 2, 3),
			answers: { 0: [lost] },
			answerMs: () => 100,
			options: { ...createAgain, requestsPerSecond: 2, onFailure: 'stop' },
		});

		expect(sent.map(({ index }) => index)).toEqual([0, 1, 0, 2, 0, 3]);
		expect(results.map(inWords)).toEqual(['unknown: connectionLost', 'id 1', 'id 2', 'id 3']);
	});

	/** Sends of one item that is lost each time, over one batch after another with what each remembers. */
	async function sendsOver(
		batches: ReadonlyArray<'stop' | 'createAgain'>,
		script: Partial<Script>,
	) {
		let entries: Entries = {};
		const sends: number[] = [];
		for (const whenOutcomeUnknown of batches) {
			const { sent } = await playBatch({
				items: itemsOf(0),
				answers: { 0: [lost] },
				...script,
				options: { whenOutcomeUnknown, memories: [journalOf(entries)] },
			});
			entries = savedAndRead(entries);
			sends.push(sent.length);
		}
		return sends;
	}

	it('counts what earlier batches sent', async () => {
		expect(await sendsOver(['stop', 'createAgain', 'createAgain'], {})).toEqual([1, 2, 0]);
		expect(await sendsOver(['createAgain', 'createAgain', 'stop'], {})).toEqual([3, 0, 0]);
		expect(await sendsOver(['stop', 'stop', 'createAgain', 'stop'], {})).toEqual([1, 0, 2, 0]);
	});

	it('counts a batch that was cut short by a cancel', async () => {
		const cancel = new AbortController();
		const entries: Entries = {};
		const options = { ...createAgain, memories: [journalOf(entries)] };
		const first = await playBatch({
			items: itemsOf(0),
			answers: { 0: [lost] },
			options: {
				...options,
				cancelSignal: cancel.signal,
				log: { sending: () => {}, ended: () => cancel.abort() },
			},
		});
		const later = await playBatch({ items: itemsOf(0), answers: { 0: [lost] }, options });

		expect([first.sent.length, later.sent.length]).toEqual([1, 2]);
	});

	it('does not count what was surely not made', async () => {
		const { results, sent } = await playBatch({
			items: itemsOf(0),
			answers: { 0: [lost, throttle, lost, noConnection, throttle, created('a')] },
			options: createAgain,
		});

		expect(sent).toHaveLength(6);
		expect(results.map(inWords)).toEqual(['a']);
	});
});

describe('a doubt', () => {
	const unknownSince = (sentAt: number) => ({
		kind: 'ended',
		unknownSends: expect.any(Number) as number,
		failedBefore: 0,
		executionId: '17',
		inputHash: 'hash of key 0',
		keyHash: 'hash of the key',
		session: expect.any(String) as string,
		outcome: {
			kind: 'unknown',
			reason: 'connectionLost',
			code: 'ECONNRESET',
			requestId: undefined,
		},
		sentAt,
	});

	it.each<[string, Exchange[]]>([
		['a refusal', [lost, refusal]],
		['calls that found no connection', [lost, noConnection]],
		['a credential that is gone', [lost, { kind: 'noCredential' }]],
		['a throttle of a minute', [lost, throttle]],
		['a throttle and a refusal', [lost, throttle, refusal]],
	])('outlives %s, with the time of its own send', async (_title, exchanges) => {
		const entries: Entries = {};
		const { results, sent } = await playBatch({
			items: itemsOf(0),
			answers: { 0: exchanges },
			options: { ...createAgain, memories: [journalOf(entries)] },
		});

		expect(sent.length).toBeGreaterThan(1);
		expect(results).toEqual([unknownSince(EPOCH)]);
		expect(entries['key 0']).toMatchObject({
			outcome: { kind: 'unknown' },
			sentAt: EPOCH,
			unknownSends: 1,
		});
	});

	it('is about the latest of its sends', async () => {
		const { results, sent } = await playBatch({
			items: itemsOf(0),
			answers: { 0: [error('InternalError'), lost, refusal] },
			options: createAgain,
		});

		expect(results).toEqual([unknownSince(EPOCH + (sent[1]?.at ?? NaN))]);
	});

	it.each<[string, Exchange[]]>([
		['while it waits for its turn', [lost]],
		['after a throttle', [lost, throttle]],
	])("outlives the batch's end %s", async (_title, exchanges) => {
		const entries: Entries = {};
		const { results, sent } = await playBatch({
			items: itemsOf(0, 1),
			answers: { 0: exchanges, 1: [refusal] },
			answerMs: (index) => (index === 0 ? 100 : 100 + 1_100 * (exchanges.length - 1) + 50),
			options: {
				...createAgain,
				onFailure: 'stop',
				requestsPerSecond: 2,
				memories: [journalOf(entries)],
			},
		});

		expect(sent.filter(({ index }) => index === 0)).toHaveLength(exchanges.length);
		expect(results).toMatchObject([unknownSince(EPOCH), { outcome: { kind: 'refused' } }]);
		expect(entries['key 0']?.outcome.kind).toBe('unknown');
	});

	it('from an earlier batch outlives a failure of the next one', async () => {
		const entries: Entries = {};
		const options = { memories: [journalOf(entries)] };
		await playBatch({ items: itemsOf(0), answers: { 0: [lost] }, options });
		const { results } = await playBatch({
			items: itemsOf(0),
			answers: { 0: [refusal] },
			options: { ...options, ...createAgain },
		});

		expect(results).toEqual([unknownSince(EPOCH)]);
		expect(entries['key 0']).toMatchObject({ outcome: { kind: 'unknown' }, unknownSends: 1 });
	});

	it('ends with a creation, in every memory', async () => {
		const entries: Entries = {};
		const ofProcess = new ProcessMemory<string>(10);
		await playBatch({
			items: itemsOf(0),
			answers: { 0: [lost, created('a')] },
			options: {
				...createAgain,
				memories: [journalOf(entries), ofProcess],
			},
		});

		expect(entries['key 0']).toMatchObject({ outcome: { value: 'a' } });
		expect(ofProcess.recall('key 0')).toMatchObject({ outcome: { value: 'a' } });
	});
});
