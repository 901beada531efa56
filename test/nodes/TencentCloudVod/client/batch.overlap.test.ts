/** Batches that run at the same time in one process, as overlapping executions do. */
import { ProcessMemory } from '../../../../nodes/TencentCloudVod/client/memory';
import { UnderWay } from '../../../../nodes/TencentCloudVod/client/underWay';
import type { Exchange } from '../../../../nodes/TencentCloudVod/client/exchange';
import {
	created,
	inWords,
	itemOf,
	journalOf,
	lost,
	noConnection,
	playBatch,
	refusal,
	throttle,
	type Script,
} from '../../../support/playBatch';
import { VirtualClock } from '../../../support/virtualClock';

/** Plays two batches that share what the process knows; the second starts a little later. */
async function playTwo(first: Partial<Script>, second: Partial<Script>) {
	const clock = new VirtualClock();
	const inputs = new ProcessMemory<string>(10);
	const underWay = new UnderWay<string>();
	const script = (own: Partial<Script>, index: number): Script => ({
		items: [itemOf(index, 'fox')],
		...own,
		clock,
		options: { underWay, memories: [journalOf({}), inputs], ...own.options },
	});
	const one = playBatch(script(first, 0));
	const other = clock.sleep(10).then(async () => await playBatch(script(second, 9)));
	const played = await Promise.all([one, other]);
	return { played, inputs, words: played.map(({ results }) => results.map(inWords)) };
}

const second = { answers: { 9: [created('a second one')] } };

describe('a call that another batch has under way', () => {
	it.each<[string, Exchange, string]>([
		['created', created('the one'), 'the one'],
		['unknown', lost, 'unknown: connectionLost'],
		['refused', refusal, 'refused: code'],
	])('is waited for, and shared: %s', async (_title, exchange, word) => {
		const { played, words } = await playTwo({ answers: { 0: [exchange] } }, second);

		expect(words).toEqual([[word], [word]]);
		expect(played.map(({ sent }) => sent.length)).toEqual([1, 0]);
	});

	it.each<[string, Exchange[]]>([
		['throttled', [throttle, created('the one')]],
		['not connected', [noConnection, created('the one')]],
	])('and that gets another turn is made once: %s', async (_title, exchanges) => {
		const { played, words } = await playTwo({ answers: { 0: exchanges } }, second);
		const made = played.flatMap(({ sent }) => sent).filter(({ exchange }) => 'answer' in exchange);

		expect(new Set(words.flat()).size).toBe(1);
		expect(made.filter(({ exchange }) => exchange !== throttle)).toHaveLength(1);
	});

	it('fails the batch that waited, if it stops on failures', async () => {
		const { words } = await playTwo(
			{ answers: { 0: [refusal] } },
			{
				items: [itemOf(8, 'fox'), itemOf(9, 'owl')],
				options: { onFailure: 'stop', requestsPerSecond: 0.1 },
			},
		);

		expect(words).toEqual([['refused: code'], ['refused: code', 'id 9']]);
	});

	it('counts the sends of both, where it may be made again', async () => {
		const options = { whenOutcomeUnknown: 'createAgain' } as const;
		const { played, words } = await playTwo(
			// While it waits for its next turn, the other one sends.
			{ answers: { 0: [lost] }, options: { ...options, requestsPerSecond: 1 } },
			{ answers: { 9: [lost] }, options },
		);

		expect(played.flatMap(({ sent }) => sent)).toHaveLength(3);
		expect(words).toEqual([['unknown: connectionLost'], ['unknown: connectionLost']]);
	});

	it('is not waited for after a cancel', async () => {
		const cancel = new AbortController();
		const clock = new VirtualClock();
		clock.at(50, () => cancel.abort());
		const underWay = new UnderWay<string>();
		const end = underWay.begin(['fox']);
		const { results, sent } = await playBatch({
			items: [itemOf(0, 'fox')],
			clock,
			options: { underWay, cancelSignal: cancel.signal },
		});

		expect(results.map(inWords)).toEqual(['not started']);
		expect(sent).toEqual([]);
		end(undefined);
	});
});

test('what waits in the queue of a long batch is made by whoever comes to it first', async () => {
	const rows = [0, 1, 2, 3].map((index) => itemOf(index, index === 3 ? 'fox' : `row ${index}`));
	const { played, words } = await playTwo(
		{ items: rows, options: { requestsPerSecond: 1 } },
		second,
	);

	expect(words).toEqual([['id 0', 'id 1', 'id 2', 'a second one'], ['a second one']]);
	expect(played[1]?.sent[0]?.at).toBeLessThan(2_100);
	expect(played[0]?.sent).toHaveLength(3);
});

test('an unknown never takes the place of what another batch has made', async () => {
	const { inputs } = await playTwo(
		{ answers: { 0: [created('the one')] } },
		{ answers: { 9: [lost] }, options: { underWay: new UnderWay() } },
	);

	expect(inputs.recall('fox')).toMatchObject({ outcome: { value: 'the one' } });
});
