import {
	created,
	inWords,
	itemsOf,
	lost,
	noConnection,
	playBatch,
	refusal,
	throttle,
	type Script,
	journalOf,
	type Entries,
} from '../../../support/playBatch';
import { VirtualClock } from '../../../support/virtualClock';

/** Plays with a cancel at a time. */
async function playAndCancel(cancelAt: number, script: Script) {
	const clock = new VirtualClock();
	const cancel = new AbortController();
	clock.at(cancelAt, () => cancel.abort());
	return await playBatch({
		...script,
		clock,
		options: { ...script.options, cancelSignal: cancel.signal },
	});
}

describe('a cancel', () => {
	it('that came before lets nothing start', async () => {
		const { results, sent } = await playBatch({
			items: itemsOf(0, 1),
			options: { cancelSignal: AbortSignal.abort() },
		});

		expect(sent).toEqual([]);
		expect(results.map(inWords)).toEqual(['not started', 'not started']);
	});

	it('lets nothing start, awaits what is in flight and journals it', async () => {
		const entries: Entries = {};
		const { results, sent, clock, log } = await playAndCancel(1_500, {
			items: itemsOf(0, 1, 2, 3, 4, 5),
			answers: { 1: [refusal], 2: [lost] },
			answerMs: (index) => (index === 0 ? 10_000 : 1_000),
			options: { requestsPerSecond: 2, memories: [journalOf(entries)] },
		});

		expect(sent.map(({ index }) => index)).toEqual([0, 1, 2, 3]);
		expect(results.map(inWords)).toEqual([
			'id 0',
			'refused: code',
			'unknown: connectionLost',
			'id 3',
			'not started',
			'not started',
		]);
		expect(clock.now()).toBe(10_000);
		expect(Object.keys(entries).sort()).toEqual(['key 0', 'key 1', 'key 2', 'key 3']);
		expect(log.filter((line) => !line.endsWith('leaves'))).toHaveLength(4);
	});

	it.each([0.02, 0.2, 1])(
		'ends the wait for the next start within a second, at %d calls a second',
		async (requestsPerSecond) => {
			const { results, sent, clock } = await playAndCancel(1_010, {
				items: itemsOf(0, 1, 2),
				answerMs: () => 1,
				options: { requestsPerSecond },
			});

			expect(sent).toHaveLength(1);
			expect(results.map(inWords)).toEqual(['id 0', 'not started', 'not started']);
			expect(clock.now()).toBeLessThan(2_010);
			expect(clock.longestSleep).toBeLessThanOrEqual(250);
		},
	);

	it.each([
		['found no connection', noConnection, 'not started'],
		['was throttled', throttle, 'not started'],
		['may have been created', lost, 'unknown: connectionLost'],
	])('keeps a call that %s from being sent again', async (_title, exchange, words) => {
		const { results, sent, clock } = await playAndCancel(300, {
			items: itemsOf(0),
			answers: { 0: [exchange, created('late')] },
			answerMs: () => 300,
			options: { whenOutcomeUnknown: 'createAgain' },
		});

		expect(sent).toHaveLength(1);
		expect(results.map(inWords)).toEqual([words]);
		expect(clock.now()).toBeLessThan(1_300);
	});

	it('while the last call is in flight changes nothing', async () => {
		const { results } = await playAndCancel(200, { items: itemsOf(0), answerMs: () => 300 });

		expect(results.map(inWords)).toEqual(['id 0']);
	});

	it('leaves alone what is remembered', async () => {
		const entries: Entries = {};
		const options = { memories: [journalOf(entries)] };
		await playBatch({ items: itemsOf(0), options });
		const { results } = await playBatch({
			items: itemsOf(0, 1),
			options: { ...options, cancelSignal: AbortSignal.abort() },
		});

		expect(results.map(inWords)).toEqual(['id 0', 'not started']);
	});
});

describe('a fault of the program', () => {
	const fault = new Error('a fault of the program');
	const log = { sending: () => {}, ended: () => {} };

	async function playWithFault(options: Script['options'], clock = new VirtualClock()) {
		const entries: Entries = {};
		const played = await playBatch({
			items: itemsOf(0, 1, 2, 3),
			answerMs: (index) => (index === 0 ? 9_000 : 100),
			clock,
			options: { requestsPerSecond: 2, memories: [journalOf(entries)], ...options },
		});
		expect(played.fault).toBe(fault);
		return { ...played, words: played.results.map(inWords), entries };
	}

	it.each<[string, string[], Script['options']]>([
		[
			'before a call',
			['id 0', 'not started', 'not started', 'not started'],
			{
				log: {
					...log,
					sending: ({ index }) => {
						if (index === 1) throw fault;
					},
				},
			},
		],
		[
			'after a call',
			['id 0', 'id 1', 'not started', 'not started'],
			{
				log: {
					...log,
					ended: ({ index }) => {
						if (index === 1) throw fault;
					},
				},
			},
		],
		[
			'while it reads an answer',
			['id 0', 'unknown: internal', 'not started', 'not started'],
			{
				read: ({ ElementId }) => {
					if (ElementId === 'id 1') throw fault;
					return typeof ElementId === 'string' ? ElementId : undefined;
				},
			},
		],
		[
			'while it asks for the next start',
			['id 0', 'not started', 'not started', 'not started'],
			{
				pace: {
					tryStart: jest
						.fn<number, []>(() => {
							throw fault;
						})
						.mockReturnValueOnce(0),
					throttled: () => undefined,
				},
			},
		],
	])('%s lets nothing new start, and loses nothing', async (_title, expected, options) => {
		const { clock, entries, words } = await playWithFault(options);

		expect(words).toEqual(expected);
		expect(clock.now()).toBe(9_000);
		expect(entries['key 0']?.outcome).toMatchObject({ kind: 'done', value: 'id 0' });
	});

	it('is told as it came first', async () => {
		let sends = 0;
		const clock = new VirtualClock();
		const send = async (): Promise<never> => {
			const error = sends++ === 0 ? fault : new Error('another one');
			await clock.sleep(10);
			throw error;
		};
		const { words } = await playWithFault({ send }, clock);

		expect(sends).toBe(2);
		expect(words.slice(0, 2)).toEqual(['unknown: internal', 'unknown: internal']);
	});

	it('while it looks into a memory is thrown before anything starts', async () => {
		const memory = {
			recall: () => {
				throw fault;
			},
			record: () => {},
		};
		const sending = jest.fn();
		const options = { memories: [memory], log: { ...log, sending } };
		await expect(playBatch({ items: itemsOf(0), options })).rejects.toBe(fault);

		expect(sending).not.toHaveBeenCalled();
	});
});
