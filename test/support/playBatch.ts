/** Runs a batch in virtual time against answers that a test has written down. */
import { z } from 'zod';

import { readAnswer } from '../../nodes/TencentCloudVod/client/answer';
import { Batch } from '../../nodes/TencentCloudVod/client/batch';
import type { BatchOptions, CallLog } from '../../nodes/TencentCloudVod/client/batchOptions';
import { entryGuard, type Entry } from '../../nodes/TencentCloudVod/client/entry';
import type { Exchange, Send } from '../../nodes/TencentCloudVod/client/exchange';
import {
	ProcessMemory,
	SavedMemory,
	type Memory,
	type Slot,
} from '../../nodes/TencentCloudVod/client/memory';
import {
	outcomeOf,
	type ReadResult,
	type Repeat,
} from '../../nodes/TencentCloudVod/client/outcome';
import { SharedPace } from '../../nodes/TencentCloudVod/client/pacing';
import type { BatchItem, ItemResult } from '../../nodes/TencentCloudVod/client/pendingCall';
import { UnderWay } from '../../nodes/TencentCloudVod/client/underWay';
import { VirtualClock } from './virtualClock';

const ANSWER_MS = 300;

export const answered = (response: object): Exchange => ({
	kind: 'answered',
	status: 200,
	date: undefined,
	answer: readAnswer(JSON.stringify({ Response: { ...response, RequestId: 'r' } }), (text) => text),
});

export const created = (ElementId: string) => answered({ ElementId });
export const error = (Code: string) => answered({ Error: { Code, Message: `About ${Code}` } });
export const throttle = error('RequestLimitExceeded');
export const refusal = error('InvalidParameterValue');
export const lost: Exchange = { kind: 'failed', code: 'ECONNRESET', message: 'socket hang up' };
export const noConnection: Exchange = { kind: 'notConnected', code: 'ECONNREFUSED' };

export type Entries = Record<string, Entry<string>>;

const isEntry = entryGuard(z.string());

/** A journal over what n8n saves; no entry of these tests is damaged. */
export function journalOf(entries: Entries): Memory<string> {
	return new SavedMemory(entries, isEntry, (key) => {
		throw new Error(`damaged: ${key}`);
	});
}

/** A row: where it is, and what it asks for. Rows with the same one share a call. */
export interface Asked {
	index: number;
	sharedKey: string;
}

/** Sent by one execution for one row of its own: known by its place. */
export const itemsOf = (...indices: number[]): Asked[] => indices.map((index) => itemOf(index));

export const itemOf = (index: number, sharedKey = `key ${index}`): Asked => ({ index, sharedKey });

export interface PlayedItem extends BatchItem<string> {
	body: string;
}

function slotOf(memory: Memory<string>, key: string): Slot<string> {
	return {
		key,
		recall: () => memory.recall(key),
		record: (entry) => memory.record(key, entry),
	};
}

export interface Sent {
	/** Of the item. */
	index: number;
	/** In ms since the start. */
	at: number;
	answeredAt: number;
	exchange: Exchange;
}

export interface Script {
	items: readonly Asked[];
	/** By an item's index, one a send; the last one again and again. Default: created, `id <index>`. */
	answers?: Record<number, Exchange[]>;
	/** How long an item's answers take, in ms. */
	answerMs?: (index: number, send: number) => number;
	clock?: VirtualClock;
	options?: Partial<Omit<BatchOptions<string, PlayedItem>, 'attempt' | 'caller'>> & {
		send?: Send;
		read?: ReadResult<string>;
		repeat?: Repeat;
		/** What places have, and what inputs have. Default: a journal that starts empty. */
		memories?: ReadonlyArray<Memory<string>>;
		executionId?: string | undefined;
	};
}

export interface Played {
	results: Array<ItemResult<string>>;
	/** In the order in which they left. */
	sent: Sent[];
	/** What broke down. */
	fault: unknown;
	/** The lines of the log. */
	log: string[];
	mostInFlight: number;
	clock: VirtualClock;
}

const readId: ReadResult<string> = ({ ElementId }) =>
	typeof ElementId === 'string' ? ElementId : undefined;

/** Unless the options say otherwise: one journal that starts empty, no limit to speak of, and "continue". */
export async function playBatch(script: Script): Promise<Played> {
	const {
		items: asked,
		answers = {},
		answerMs = () => ANSWER_MS,
		clock = new VirtualClock(),
	} = script;
	const {
		send,
		read = readId,
		repeat = 'never',
		memories = [journalOf({})],
		...others
	} = script.options ?? {};
	const [places = journalOf({}), inputs = new ProcessMemory<string>(100)] = memories;
	const hasReuse = memories.length > 1 || asked.some(isShared);
	const items = asked.map(
		({ index, sharedKey }): PlayedItem => ({
			index,
			body: `body of ${sharedKey}`,
			inputHash: `hash of ${sharedKey}`,
			place: slotOf(places, `key ${index}`),
			reuse: hasReuse ? slotOf(inputs, sharedKey) : undefined,
		}),
	);
	const sent: Sent[] = [];
	const log: string[] = [];
	let inFlight = 0;
	let mostInFlight = 0;

	const answer: Send = async (body): Promise<Exchange> => {
		const index = items.find((item) => item.body === body)?.index ?? -1;
		const count = sent.filter((one) => one.index === index).length;
		const own = answers[index] ?? [created(`id ${index}`)];
		const exchange = own[Math.min(count, own.length - 1)] ?? lost;
		const call: Sent = { index, at: clock.now(), answeredAt: NaN, exchange };
		sent.push(call);
		mostInFlight = Math.max(mostInFlight, ++inFlight);
		await clock.sleep(answerMs(index, count));
		inFlight--;
		call.answeredAt = clock.now();
		return exchange;
	};

	const callLog: CallLog<string, PlayedItem> = {
		sending: ({ index }) => void log.push(`${index} leaves`),
		ended: ({ index }, { kind }) => void log.push(`${index} ${kind}`),
	};

	const { executionId = 'executionId' in others ? undefined : '17', ...options } = others;
	const batch = new Batch<string, PlayedItem>({
		attempt: async ({ body }, signal) =>
			outcomeOf(await (send ?? answer)(body, signal), { repeat, resultOf: read }, clock.wallTime()),
		underWay: new UnderWay(),
		pace: new SharedPace(() => clock.random()).of('17'),
		clock,
		log: callLog,
		caller: { executionId, keyHash: 'hash of the key' },
		cancelSignal: undefined,
		maxInFlight: 600,
		bytesAlong: () => 0,
		maxBytesInFlight: 0,
		requestsPerSecond: 1_000_000,
		timeout: 3_600_000,
		whenOutcomeUnknown: 'stop',
		onFailure: 'continue',
		refusals: options.onFailure === 'stop' ? 'sentAgain' : 'final',
		...options,
	});
	const { results, fault } = await clock.finish(batch.run(items));
	return {
		results: results.map(({ result }) => result),
		fault: fault?.error,
		sent,
		log,
		mostInFlight,
		clock,
	};
}

const isShared = ({ index, sharedKey }: Asked) => sharedKey !== `key ${index}`;

/** A result in a word or two. */
export function inWords(result: ItemResult<string>): string {
	if (result.kind === 'notStarted') return 'not started';
	const { outcome } = result;
	if (outcome.kind === 'done') return outcome.value;
	return `${outcome.kind}: ${'reason' in outcome ? outcome.reason : outcome.taskId}`;
}

/** What n8n saves and brings back: entries as they are after JSON. */
export function savedAndRead(entries: Entries): Entries {
	return JSON.parse(JSON.stringify(entries)) as Entries;
}
