/**
 * The promises of a batch over random answers, settings, cancels and repeats. The service that plays
 * along keeps a ledger of what it made, whether or not its answer arrived.
 */
import fc from 'fast-check';
import type { Exchange } from '../../../../nodes/TencentCloudVod/client/exchange';
import { ProcessMemory } from '../../../../nodes/TencentCloudVod/client/memory';
import {
	created,
	error,
	inWords,
	itemOf,
	lost,
	noConnection,
	playBatch,
	refusal,
	savedAndRead,
	throttle,
	type Asked,
	type Played,
	type Sent,
	journalOf,
	type Entries,
} from '../../../support/playBatch';
import { VirtualClock } from '../../../support/virtualClock';

/** Answers after which something may or may not have been made. */
const UNKNOWN: Exchange[] = [
	lost,
	{ kind: 'deadline' },
	{ kind: 'oversized', status: 200 },
	{ kind: 'answered', status: 502, date: undefined, answer: { kind: 'foreign' } },
	error('InternalError'),
];
const NOTHING_MADE: Exchange[] = [
	refusal,
	throttle,
	noConnection,
	error('AuthFailure.SignatureExpire'),
	{ kind: 'notConnected', code: 'CERT_HAS_EXPIRED' },
	{ kind: 'answered', status: 407, date: undefined, answer: { kind: 'foreign' } },
];

const answer = fc.oneof(
	{ weight: 2, arbitrary: fc.constantFrom(...UNKNOWN) },
	{ weight: 2, arbitrary: fc.constantFrom(...NOTHING_MADE) },
	fc.constantFrom(throttle, noConnection),
);

interface Round {
	onFailure: 'stop' | 'continue';
	whenOutcomeUnknown: 'stop' | 'createAgain';
	requestsPerSecond: number;
	executionId: string;
	cancelAt: number | undefined;
}

const round: fc.Arbitrary<Round> = fc.record({
	onFailure: fc.constantFrom('stop', 'continue'),
	whenOutcomeUnknown: fc.constantFrom('stop', 'createAgain'),
	requestsPerSecond: fc.constantFrom(0.5, 2, 20, 1_000_000),
	executionId: fc.constantFrom('17', '17', '18'),
	cancelAt: fc.option(fc.nat({ max: 5_000 }), { nil: undefined, freq: 3 }),
});

interface GameSettings {
	/** One an item; the same key is the same element. */
	keys: string[];
	/** By key: what happens before the service makes it and says so. */
	troubles: Record<string, Exchange[]>;
	/** In ms. */
	latencies: number[];
	rounds: Round[];
	/** Whether what was made is also remembered for other executions. */
	reuses: boolean;
}

const games: fc.Arbitrary<GameSettings> = fc.record({
	keys: fc.array(fc.constantFrom('fox', 'owl', 'elk', 'bee', 'cat', 'dog', 'emu'), {
		minLength: 1,
		maxLength: 9,
	}),
	troubles: fc.dictionary(
		fc.constantFrom('fox', 'owl', 'elk', 'bee'),
		fc.array(answer, { maxLength: 6 }),
	),
	latencies: fc.array(fc.nat({ max: 3_000 }), { minLength: 1, maxLength: 5 }),
	rounds: fc.array(round, { minLength: 1, maxLength: 4 }),
	reuses: fc.boolean(),
});

/** What is known of one element over all rounds so far. */
interface History {
	unknownSends: number;
	/** The service has told its ElementId. */
	wasTold: boolean;
	/** The execution that it was refused in. */
	refusedIn: string | undefined;
}

const isUnknown = ({ exchange }: Sent) => UNKNOWN.includes(exchange);
const isTold = ({ exchange }: Sent) =>
	!UNKNOWN.includes(exchange) && !NOTHING_MADE.includes(exchange);

/** The sends of one element, and the results of its items, in words. */
function shareOf(key: string, items: readonly Asked[], { sent, results }: Played) {
	const isOwn = ({ sharedKey }: Asked) => sharedKey === key;
	const indices = items.filter(isOwn).map(({ index }) => index);
	const words = results.map(inWords).filter((_, n) => items[n]?.sharedKey === key);
	return { sends: sent.filter(({ index }) => indices.includes(index)), words };
}

/** Checks what holds for an element, and brings its history up to date. */
function checkElement(
	{ sends, words }: ReturnType<typeof shareOf>,
	settings: Round,
	key: string,
	history: History,
): void {
	const { executionId, onFailure, whenOutcomeUnknown } = settings;
	const isFinal = onFailure === 'continue' && history.refusedIn === executionId;
	if (isFinal && history.unknownSends === 0) expect(sends).toEqual([]);
	for (const send of sends) {
		// Never after it was made; after it may have been made only when that was asked for.
		expect(history.wasTold).toBe(false);
		expect(history.unknownSends === 0 || whenOutcomeUnknown === 'createAgain').toBe(true);
		if (isUnknown(send)) history.unknownSends++;
		if (isTold(send)) history.wasTold = true;
	}
	expect(history.unknownSends).toBeLessThanOrEqual(3);
	// All its items say the same: what was made, or that it may have been made.
	expect(new Set(words).size).toBe(1);
	const [said = ''] = words;
	if (said.startsWith('refused') && sends.length > 0) history.refusedIn = executionId;
	if (history.wasTold) return expect(said).toBe(`id of ${key}`);
	const isOpen = history.unknownSends > 0;
	expect(said).toMatch(isOpen ? /^unknown: / : /^(refused: |notSent: |not started$)/);
}

/** Checks what holds for a batch as a whole. */
function checkBatch(items: readonly Asked[], played: Played, settings: Round): void {
	const { sent, results } = played;
	const { cancelAt = Infinity, onFailure } = settings;
	expect(results).toHaveLength(items.length);
	const started = [...new Set(sent.map(({ index }) => index))];
	expect(started).toEqual([...started].sort((a, b) => a - b));
	expect(sent.filter(({ at }) => at > cancelAt)).toEqual([]);
	expect(sent.filter(({ answeredAt }) => Number.isNaN(answeredAt))).toEqual([]);
	const words = results.map(inWords);
	if (onFailure === 'continue') {
		if (cancelAt === Infinity) expect(words).not.toContain('not started');
		return;
	}
	const failed = items.filter((_, n) => /^(refused|notSent)/.test(words[n] ?? ''));
	for (const { sharedKey } of failed) {
		const endedAt = shareOf(sharedKey, items, played).sends.at(-1)?.answeredAt ?? -1;
		expect(sent.filter(({ at }) => at > endedAt)).toEqual([]);
	}
}

/** What lasts from one round to the next: what a service has ahead, and what is remembered. */
class Game {
	readonly items: Asked[];
	readonly elements: Map<string, History>;
	private readonly ahead: Map<string, Exchange[]>;
	private readonly ofProcess = new ProcessMemory<string>(10);
	private journal: Entries = {};

	constructor({ keys, troubles }: GameSettings) {
		this.items = keys.map((key, index) => itemOf(index, key));
		this.elements = new Map(
			keys.map((key) => [key, { unknownSends: 0, wasTold: false, refusedIn: undefined }]),
		);
		this.ahead = new Map(
			keys.map((key) => [key, [...(troubles[key] ?? []), created(`id of ${key}`)]]),
		);
	}

	async play(settings: Round, { latencies, reuses }: GameSettings): Promise<Played> {
		const { cancelAt, ...others } = settings;
		const clock = new VirtualClock([0.3, 0.9, 0, 0.6]);
		const cancel = new AbortController();
		if (cancelAt !== undefined) clock.at(cancelAt, () => cancel.abort());
		const journal = journalOf(this.journal);
		const reuse = this.ofProcess;
		const played = await playBatch({
			items: this.items,
			answers: this.items.map(({ sharedKey }) => this.ahead.get(sharedKey) ?? []),
			answerMs: (index, send) => latencies[(index + send) % latencies.length] ?? 0,
			clock,
			options: {
				...others,
				cancelSignal: cancel.signal,
				memories: reuses ? [journal, reuse] : [journal],
			},
		});
		this.journal = savedAndRead(this.journal);
		for (const [key, left] of this.ahead) {
			left.splice(0, shareOf(key, this.items, played).sends.length);
		}
		return played;
	}
}

test('nothing is lost, nothing is made twice, and everything keeps its order', async () => {
	const seen = new Map(
		['done', 'unknown', 'refused', 'notSent', 'notStarted'].map((kind) => [kind, 0]),
	);
	await fc.assert(
		fc.asyncProperty(games, async (random) => {
			const game = new Game(random);
			for (const settings of random.rounds) {
				const played = await game.play(settings, random);
				checkBatch(game.items, played, settings);
				for (const [key, history] of game.elements) {
					checkElement(shareOf(key, game.items, played), settings, key, history);
				}
				for (const result of played.results) {
					const kind = result.kind === 'ended' ? result.outcome.kind : result.kind;
					seen.set(kind, (seen.get(kind) ?? NaN) + 1);
				}
			}
		}),
		{ numRuns: 500 },
	);
	// Games in which one of them never happens would prove little.
	expect(Math.min(...seen.values())).toBeGreaterThan(50);
}, 60_000);
