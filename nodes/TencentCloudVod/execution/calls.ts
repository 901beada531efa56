import type { IExecuteFunctions } from 'n8n-workflow';

import { readId } from '../client/answer';
import { Batch, type BatchEnd } from '../client/batch';
import type { CallLog } from '../client/batchOptions';
import { hashOf } from '../client/hash';
import type { Slot } from '../client/memory';
import { outcomeOf, type CallOutcome, type Outcome, type Reading } from '../client/outcome';
import { sharedPace } from '../client/pacing';
import type { BatchItem } from '../client/pendingCall';
import { UnderWay } from '../client/underWay';
import type { Remains } from '../messages/batchReport';
import { sender } from '../transport/send';
import { callLog } from './callLog';
import { CLOCK } from './clock';
import { openJournal, openReuse, type Makes } from './memories';
import type { Callable } from './operation';
import type { ValidItem } from './readItems';
import type { Settings } from './settings';
import { careForTasks } from './taskCare';

/** Each call in flight holds a socket; many systems allow a process about a thousand. */
const MAX_IN_FLIGHT = 600;

/** Of files in the requests of a batch: each is in memory several times while it is sent. */
const MAX_BYTES_IN_FLIGHT = 64_000_000;

/** An item on its way: what was entered, and what is sent of it. */
export interface CallItem<Input, Value> extends BatchItem<Value> {
	input: Input;
	name: string;
	/** Serialised once: these are the bytes that are hashed, signed and sent. */
	body: string;
}

/** What the calls of a batch know and leave behind. */
interface Records<Value> {
	place(index: number, inputHash: string): Slot<Value>;
	reuse(inputHash: string): Slot<Value> | undefined;
	log: CallLog<Value, CallItem<unknown, Value>>;
	underWay: UnderWay<Value>;
	/** Once the batch has ended. @param isComplete whether a retry has nothing left to do */
	close: (isComplete: boolean) => void;
}

export interface Calls<Input, Value> extends BatchEnd<Value, CallItem<Input, Value>> {
	close: Records<Value>['close'];
}

/** Makes the call of every item. Rejects only before anything was sent. */
export async function makeCalls<Input, Value>(
	context: IExecuteFunctions,
	operation: Callable<Input, Value>,
	settings: Settings,
	items: ReadonlyArray<ValidItem<Input>>,
): Promise<Calls<Input, Value>> {
	const { account, executionId, isTool, onError, options } = settings;
	const { makes } = operation;
	const records = makes ? recordsOf(context, operation, makes, settings) : noRecords<Value>();
	const calls = items.map((item) => callItemOf(operation, item, records));
	const batch = new Batch<Value, CallItem<Input, Value>>({
		attempt: attemptOf(context, operation, settings),
		tasks: operation.task && careForTasks(context, operation.task, settings),
		underWay: records.underWay,
		pace: sharedPace(hashOf(`${account.quotaKey}\n${operation.action.name}`)).of(executionId),
		clock: CLOCK,
		log: records.log,
		caller: { executionId, keyHash: account.keyHash },
		cancelSignal: context.getExecutionCancelSignal(),
		maxInFlight: operation.maxInFlight ?? MAX_IN_FLIGHT,
		bytesAlong: ({ input }) => operation.bytesAlong?.(input) ?? 0,
		maxBytesInFlight: MAX_BYTES_IN_FLIGHT,
		requestsPerSecond: options.requestsPerSecond,
		timeout: options.timeout,
		whenOutcomeUnknown: options.whenOutcomeUnknown,
		onFailure: onError === 'stopWorkflow' ? 'stop' : 'continue',
		// n8n runs a whole batch again for the sake of its first error item. A model corrects what it sends.
		refusals: onError === 'stopWorkflow' || isTool ? 'sentAgain' : 'final',
	});
	return { ...(await batch.run(calls)), close: records.close };
}

type Attempt<Input, Value> = (
	item: CallItem<Input, Value>,
	signal: AbortSignal,
	session: string,
) => Promise<Outcome<Value>>;

function attemptOf<Input, Value>(
	context: IExecuteFunctions,
	operation: Callable<Input, Value>,
	settings: Settings,
): Attempt<Input, Value> {
	const attempt = operation.attemptOf?.(context, settings);
	if (attempt) return async ({ input }) => await attempt(input);
	const send = sender(context, settings.account.baseUrl, operation.action);
	const { task } = operation;
	if (!task) {
		return async function attempt({ body }, signal) {
			return outcomeOf(await send(body, signal), operation, CLOCK.wallTime());
		};
	}
	return async ({ input }, signal, SessionId) => {
		const request = task.requestOf
			? await task.requestOf(input).catch(() => undefined)
			: operation.bodyOf(input);
		if (!request) return { kind: 'notSent', reason: 'unreadFile', code: '' };
		const body = JSON.stringify({ ...request, SessionId });
		return startedBy(outcomeOf(await send(body, signal), STARTING, CLOCK.wallTime()));
	};
}

const STARTING: Reading<string> = {
	repeat: 'bySession',
	resultOf: ({ TaskId }) => readId(TaskId),
};

function startedBy(outcome: CallOutcome<string>): Outcome<never> {
	if (outcome.kind !== 'done') return outcome;
	const { requestId, value: taskId } = outcome;
	return { kind: 'started', taskId, status: 'WAITING', requestId };
}

function callItemOf<Input, Value>(
	operation: Callable<Input, Value>,
	{ index, input }: ValidItem<Input>,
	records: Records<Value>,
): CallItem<Input, Value> {
	const body = JSON.stringify(operation.bodyOf(input));
	const identity = operation.identityOf?.(input);
	const inputHash = hashOf(identity === undefined ? body : JSON.stringify(identity));
	return {
		index,
		input,
		name: operation.nameOf(input),
		body,
		inputHash,
		place: records.place(index, inputHash),
		reuse: records.reuse(inputHash),
	};
}

function recordsOf<Input, Value>(
	context: IExecuteFunctions,
	{ action, nouns }: Callable<Input, Value>,
	made: Makes<Value>,
	settings: Settings,
): Records<Value> {
	const { account, options } = settings;
	const target = (owner: string) => hashOf(`${owner}\n${action.name}`);
	const journal = openJournal(context, made, settings, target(account.baseUrl));
	const reused = options.reuseCreated ? openReuse(context, made, target(account.owner)) : undefined;
	return {
		place: (index, inputHash) => journal.slot(index, inputHash),
		reuse: (inputHash) => reused?.slot(inputHash),
		log: callLog(context, settings.executionId, action.name, nouns, made.idOf),
		underWay: made.underWay,
		close: (isComplete) => {
			reused?.save();
			if (isComplete) journal.forget();
		},
	};
}

/** Of what makes nothing, nothing is remembered. */
function noRecords<Value>(): Records<Value> {
	return {
		place: (index) => ({
			key: String(index),
			recall: () => undefined,
			record: () => undefined,
		}),
		reuse: () => undefined,
		log: { sending: () => undefined, ended: () => undefined },
		underWay: new UnderWay(),
		close: () => undefined,
	};
}

/** What was made, what runs, and what was not tried. */
export function remainsOf<Input, Value>(
	{ makes }: Callable<Input, Value>,
	results: Calls<Input, Value>['results'],
): Remains {
	const ended = results.flatMap(({ item: { index }, result }) =>
		result.kind === 'ended' ? [{ index, outcome: result.outcome }] : [],
	);
	return {
		made: ended.flatMap(({ index, outcome }) =>
			makes && outcome.kind === 'done' ? [{ index, id: makes.idOf(outcome.value) }] : [],
		),
		running: ended.flatMap(({ index, outcome }) =>
			outcome.kind === 'started' || outcome.kind === 'unread'
				? [{ index, id: outcome.taskId }]
				: [],
		),
		notStarted: results.length - ended.length,
		total: results.length,
	};
}
