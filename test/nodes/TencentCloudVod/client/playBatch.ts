/** Runs a batch in virtual time against answers that a test has written down. */
import {
	runBatch,
	type BatchOptions,
	type CallLog,
} from '../../../../nodes/TencentCloudVod/client/batch';
import type { Exchange } from '../../../../nodes/TencentCloudVod/client/exchange';
import { Journal, type Entries } from '../../../../nodes/TencentCloudVod/client/journal';
import type { ReadResult } from '../../../../nodes/TencentCloudVod/client/outcome';
import { SharedPace } from '../../../../nodes/TencentCloudVod/client/pacing';
import type { BatchItem, ItemResult } from '../../../../nodes/TencentCloudVod/client/task';
import { VirtualClock } from './virtualClock';

const ANSWER_MS = 300;

const answered = (response: object): Exchange => ({
	kind: 'answered',
	status: 200,
	date: undefined,
	body: JSON.stringify({ Response: { ...response, RequestId: 'r' } }),
});

export const created = (ElementId: string) => answered({ ElementId });
export const error = (Code: string) => answered({ Error: { Code, Message: `About ${Code}` } });
export const throttle = error('RequestLimitExceeded');
export const refusal = error('InvalidParameterValue');
export const lost: Exchange = { kind: 'failed', code: 'ECONNRESET', message: 'socket hang up' };
export const noConnection: Exchange = { kind: 'notConnected', code: 'ECONNREFUSED' };

/** Sent by one execution for one row of its own: known by its place. */
export const itemsOf = (...indices: number[]): BatchItem[] => indices.map((index) => itemOf(index));

export const itemOf = (index: number, sharedKey = `key ${index}`): BatchItem => ({
	index,
	body: `body of ${sharedKey}`,
	bodyHash: `hash of ${sharedKey}`,
	keys: [`key ${index}`, sharedKey],
	sharedKey,
});

export interface Sent {
	/** Of the item. */
	index: number;
	/** In ms since the start. */
	at: number;
	answeredAt: number;
	exchange: Exchange;
}

export interface Script {
	items: readonly BatchItem[];
	/** By an item's index, one a send; the last one again and again. Default: created, `id <index>`. */
	answers?: Record<number, Exchange[]>;
	/** How long an item's answers take, in ms. */
	answerMs?: (index: number, send: number) => number;
	clock?: VirtualClock;
	options?: Partial<BatchOptions<string>>;
}

export interface Played {
	results: Array<ItemResult<string>>;
	/** In the order in which they left. */
	sent: Sent[];
	/** The lines of the log. */
	log: string[];
	mostInFlight: number;
	clock: VirtualClock;
}

const readId: ReadResult<string> = ({ ElementId }) =>
	typeof ElementId === 'string' ? ElementId : undefined;

/** Unless the options say otherwise: one journal that starts empty, no limit to speak of, and "continue". */
export async function playBatch(script: Script): Promise<Played> {
	const { items, answers = {}, answerMs = () => ANSWER_MS, clock = new VirtualClock() } = script;
	const sent: Sent[] = [];
	const log: string[] = [];
	let inFlight = 0;
	let mostInFlight = 0;

	const send = async (body: string): Promise<Exchange> => {
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

	const callLog: CallLog<string> = {
		sending: ({ index }) => void log.push(`${index} leaves`),
		ended: ({ index }, { kind }) => void log.push(`${index} ${kind}`),
	};

	const batch = runBatch<string>(items, {
		send,
		read: readId,
		memories: [new Journal({})],
		pace: new SharedPace(() => clock.random()).of('17'),
		clock,
		log: callLog,
		executionId: '17',
		cancelSignal: undefined,
		requestsPerSecond: 1_000_000,
		timeout: 3_600_000,
		whenOutcomeUnknown: 'stop',
		onFailure: 'continue',
		...script.options,
	});
	const results = await clock.finish(batch);
	return { results, sent, log, mostInFlight, clock };
}

/** A result in a word or two. */
export function inWords(result: ItemResult<string>): string {
	if (result.kind === 'notStarted') return 'not started';
	const { outcome } = result;
	return outcome.kind === 'created' ? outcome.value : `${outcome.kind}: ${outcome.reason}`;
}

/** What n8n saves and brings back: entries as they are after JSON. */
export function savedAndRead(entries: Entries<string>): Entries<string> {
	return JSON.parse(JSON.stringify(entries)) as Entries<string>;
}
