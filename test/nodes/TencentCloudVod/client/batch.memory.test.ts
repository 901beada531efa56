import type { Entry } from '../../../../nodes/TencentCloudVod/client/entry';
import { ProcessMemory } from '../../../../nodes/TencentCloudVod/client/memory';
import {
	created,
	error,
	inWords,
	itemOf,
	itemsOf,
	lost,
	playBatch,
	refusal,
	savedAndRead,
	type Played,
	journalOf,
	type Entries,
} from '../../../support/playBatch';

const indicesOf = ({ sent }: Played) => sent.map(({ index }) => index);

const entry = (outcome: Entry<string>['outcome'], unknownSends = 0): Entry<string> => ({
	outcome,
	sentAt: 1_000,
	unknownSends,
	failedBefore: 0,
	executionId: '16',
	inputHash: 'hash of fox',
	keyHash: 'hash of the key',
});
const CREATED = entry({ kind: 'done', value: 'from before', requestId: 'r' });
const REFUSED = entry({ kind: 'refused', reason: 'http', code: 'HTTP 403', requestId: undefined });
const unknownAfter = (sends: number) =>
	entry({ kind: 'unknown', reason: 'deadline', code: '', requestId: undefined }, sends);

describe('a repeat of a batch', () => {
	it.each<[string, 'stop' | 'continue', string | undefined, string | undefined, number[]]>([
		['the same execution, "continue"', 'continue', '17', '17', []],
		['the same execution, "stop"', 'stop', '17', '17', [0]],
		['another execution, "continue"', 'continue', '17', '18', [0]],
		['another execution, "stop"', 'stop', '17', '18', [0]],
		['executions without an id', 'continue', undefined, undefined, []],
		['one execution without an id', 'continue', undefined, '17', [0]],
	])('takes a refusal as final or not: %s', async (_title, onFailure, before, now, calls) => {
		const entries: Entries = {};
		await playBatch({
			items: itemsOf(0),
			answers: { 0: [error('InvalidParameterValue')] },
			options: { memories: [journalOf(entries)], executionId: before },
		});
		const repeat = await playBatch({
			items: itemsOf(0),
			answers: { 0: [created('mended')] },
			options: { memories: [journalOf(savedAndRead(entries))], executionId: now, onFailure },
		});

		expect(indicesOf(repeat)).toEqual(calls);
		expect(repeat.results.map(inWords)).toEqual(calls.length > 0 ? ['mended'] : ['refused: code']);
	});

	it('does not give what a place has to others with its new input', async () => {
		const reuse = new ProcessMemory<string>(10);
		const entries: Entries = { 'key 0': CREATED };
		const { results } = await playBatch({
			items: [itemOf(0, 'owl'), itemOf(1, 'owl')],
			answers: { 0: [created('an owl')] },
			options: { memories: [journalOf(entries), reuse] },
		});

		expect(results.map(inWords)).toEqual(['from before', 'an owl']);
		expect(reuse.recall('owl')).toMatchObject({ outcome: { value: 'an owl' } });
	});
});

describe('two memories', () => {
	/** Plays item 0 with what each memory knows at first. */
	async function play(journalled?: Entry<string>, reused?: Entry<string>) {
		const entries: Entries = journalled ? { 'key 0': journalled } : {};
		const ofProcess = new ProcessMemory<string>(10);
		if (reused) ofProcess.record('fox', reused);
		const played = await playBatch({
			items: [itemOf(0, 'fox')],
			options: { memories: [journalOf(entries), ofProcess] },
		});
		return { ...played, inJournal: entries['key 0'], inReuse: ofProcess.recall('fox') };
	}

	it.each<[string, Entry<string> | undefined, Entry<string> | undefined]>([
		['the journal', CREATED, undefined],
		['the reuse memory', undefined, CREATED],
		['the journal, the other is unsure', CREATED, unknownAfter(1)],
		['the reuse memory, the other is unsure', unknownAfter(1), CREATED],
		['the reuse memory, the other was refused', REFUSED, CREATED],
	])('learn from each other what was created: %s knows it', async (_title, journalled, reused) => {
		const { results, sent, inJournal, inReuse } = await play(journalled, reused);

		expect(sent).toEqual([]);
		expect(results).toEqual([{ kind: 'ended', ...CREATED }]);
		expect([inJournal?.outcome, inReuse?.outcome]).toEqual([CREATED.outcome, CREATED.outcome]);
	});

	it.each<[string, Entry<string> | undefined, Entry<string> | undefined]>([
		['the journal', unknownAfter(2), undefined],
		['the reuse memory', undefined, unknownAfter(2)],
		['the reuse memory, the other was refused', REFUSED, unknownAfter(2)],
		['the journal, more often than the other', unknownAfter(2), unknownAfter(1)],
		['the reuse memory, more often than the other', unknownAfter(1), unknownAfter(2)],
	])('learn from each other what is unknown: %s knows it', async (_title, journalled, reused) => {
		const { results, sent, inJournal, inReuse } = await play(journalled, reused);

		expect(sent).toEqual([]);
		expect(results).toEqual([{ kind: 'ended', ...unknownAfter(2) }]);
		expect([inJournal, inReuse]).toEqual([unknownAfter(2), unknownAfter(2)]);
	});

	it('allow three sends in all, whichever of them counted the last', async () => {
		const ofProcess = new ProcessMemory<string>(10);
		const journals: Array<Entries> = [{}, {}];
		const sends: number[] = [];
		// The first execution, the second, and the first again by "Retry execution".
		for (const [n, whenOutcomeUnknown] of [
			[0, 'stop'],
			[1, 'createAgain'],
			[0, 'createAgain'],
		] as const) {
			const played = await playBatch({
				items: [itemOf(0, 'fox')],
				answers: { 0: [lost] },
				options: {
					memories: [journalOf(journals[n] ?? {}), ofProcess],
					whenOutcomeUnknown,
				},
			});
			sends.push(played.sent.length);
		}

		expect(sends).toEqual([1, 2, 0]);
	});

	it('keep a refusal in the journal only', async () => {
		const entries: Entries = {};
		const ofProcess = new ProcessMemory<string>(10);
		await playBatch({
			items: [itemOf(0, 'fox')],
			answers: { 0: [refusal] },
			options: { memories: [journalOf(entries), ofProcess] },
		});

		expect(entries).toMatchObject({ 'key 0': { outcome: { kind: 'refused', message: '' } } });
		expect(ofProcess.recall('fox')).toBeUndefined();
	});
});

describe('items that share a key', () => {
	const shared = [itemOf(0, 'fox'), itemOf(1, 'fox'), itemOf(2, 'fox')];

	it('are each journalled, so that a repeat without sharing finds all of them', async () => {
		const entries: Entries = {};
		await playBatch({ items: shared, options: { memories: [journalOf(entries)] } });
		const repeat = await playBatch({
			items: itemsOf(0, 1, 2),
			options: { memories: [journalOf(savedAndRead(entries))] },
		});

		expect(repeat.sent).toEqual([]);
		expect(repeat.results.map(inWords)).toEqual(['id 0', 'id 0', 'id 0']);
	});

	it.each([0, 1, 2])('share what is known of item %i', async (known) => {
		const entries: Entries = { [`key ${known}`]: CREATED };
		const { results, sent } = await playBatch({
			items: shared,
			options: { memories: [journalOf(entries)] },
		});

		expect(sent).toEqual([]);
		expect(results.map(inWords)).toEqual(['from before', 'from before', 'from before']);
		expect(Object.keys(entries).sort()).toEqual(['key 0', 'key 1', 'key 2']);
	});
});
