/**
 * Runs many calls of one action: in order, as early as the quota allows, many in flight; and decides
 * after each what follows from its outcome. Nothing that was sent is ever abandoned: whatever ends a
 * batch early only keeps further calls from starting.
 */
import { Bell } from './bell';
import { deadlineAfter } from './deadline';
import type { Send } from './exchange';
import { surest, type Entry, type Memory } from './journal';
import { outcomeOf, type NotSent, type Outcome, type ReadResult, type Refused } from './outcome';
import type { Pace } from './pacing';
import { settle, tasksOf, type BatchItem, type Doubt, type ItemResult, type Task } from './task';
import { WaitingLine } from './waitingLine';

export interface Clock {
	/** Monotonic milliseconds. */
	now(): number;
	/** Epoch milliseconds. */
	wallTime(): number;
	sleep(ms: number): Promise<void>;
	/** 0 to 1, 1 excluded. */
	random(): number;
}

/** Told of every call as it leaves and as it ends: the record that outlives a killed process. */
export interface CallLog<T> {
	sending(item: BatchItem): void;
	ended(item: BatchItem, outcome: Outcome<T>): void;
}

export interface BatchOptions<T> {
	send: Send;
	read: ReadResult<T>;
	/** In the order of each item's `keys`. */
	memories: ReadonlyArray<Memory<T>>;
	pace: Pace;
	clock: Clock;
	log: CallLog<T>;
	executionId: string | undefined;
	/** Set when the user stops the execution. */
	cancelSignal: AbortSignal | undefined;
	/** At most so many calls start in one second. */
	requestsPerSecond: number;
	/** Deadline of one call, in milliseconds. */
	timeout: number;
	whenOutcomeUnknown: 'stop' | 'createAgain';
	/** `stop`: no further call starts after a failure. `continue`: the rest goes on. */
	onFailure: 'stop' | 'continue';
}

const MAX_UNKNOWN_SENDS = 3;
const MAX_CONNECT_FAILURES = 3;
const FIRST_BACKOFF_MS = 100;
const THROTTLE_PATIENCE_MS = 60_000;
/** How long a wait may go on after a cancel. */
const WAIT_SLICE_MS = 250;
/** Each call in flight holds a socket; many systems allow a process about a thousand. */
const MAX_IN_FLIGHT = 600;
/** A turn of the timers takes a millisecond; two calls are prepared in less. */
const STARTS_A_TURN = 2;

/**
 * @returns what became of each item, in the order of `items`
 * @throws only what is a fault of the program itself, after everything in flight has ended
 */
export async function runBatch<T>(
	items: readonly BatchItem[],
	options: BatchOptions<T>,
): Promise<Array<ItemResult<T>>> {
	return await new Batch(options).run(items);
}

class Batch<T> {
	private readonly line = new WaitingLine<Task<T>>();
	private readonly bell = new Bell();
	private inFlight = 0;
	private failed = false;
	private fault: { error: unknown } | undefined;

	constructor(private readonly options: BatchOptions<T>) {}

	async run(items: readonly BatchItem[]): Promise<Array<ItemResult<T>>> {
		const tasks = tasksOf<T>(items);
		for (const task of tasks.values()) {
			if (!this.isRemembered(task)) this.line.add(task);
		}
		await this.dispatch().catch((error: unknown) => (this.fault ??= { error }));
		while (this.inFlight > 0) await this.bell.heard();
		if (this.fault) throw this.fault.error;
		return items.map(({ sharedKey }) => tasks.get(sharedKey)?.result ?? { kind: 'notStarted' });
	}

	/** Starts calls until none is left to start, or none may start any more. */
	private async dispatch(): Promise<void> {
		const { pace, clock, requestsPerSecond } = this.options;
		let started = 0;
		while (!this.isStopping) {
			if (this.line.isEmpty || this.inFlight >= MAX_IN_FLIGHT) {
				if (this.inFlight === 0) return;
				await this.bell.heard();
				continue;
			}
			const wait = pace.tryStart(requestsPerSecond, clock.now());
			if (wait > 0) {
				await clock.sleep(Math.min(wait, WAIT_SLICE_MS));
				continue;
			}
			const task = this.line.take();
			if (task) void this.call(task);
			// Calls leave before the next ones count as started: the pace is that of the starts.
			if (++started % STARTS_A_TURN === 0) await clock.sleep(0);
		}
	}

	private get isStopping(): boolean {
		return this.failed || this.fault !== undefined || this.options.cancelSignal?.aborted === true;
	}

	/** @returns true where what is remembered settles the task, so that no call is made */
	private isRemembered(task: Task<T>): boolean {
		const { memories } = this.options;
		const entry = surest(
			task.sharers.flatMap(({ keys }) => memories.map((memory, n) => memory.recall(keys[n] ?? ''))),
		);
		if (!entry) return false;
		const { outcome, sentAt, unknownSends: sends } = entry;
		task.sentAt = sentAt;
		// What one memory knew the others learn, so that a retry finds it wherever it looks.
		if (outcome.kind !== 'refused') this.remember(task, outcome, sentAt, sends);
		switch (outcome.kind) {
			case 'created':
				settle(task, outcome);
				return true;
			case 'unknown':
				task.doubt = { outcome, sentAt, sends };
				settle(task, outcome);
				return !this.mayCreateAgain(task.doubt);
			case 'refused':
				if (!this.isFinal(entry)) return false;
				settle(task, outcome);
				return true;
		}
	}

	/**
	 * n8n runs a whole batch again for the sake of its first error item: there a refusal is final. In an
	 * execution that a person has retried, something may have been mended.
	 */
	private isFinal({ executionId }: Entry<T>): boolean {
		return this.options.onFailure === 'continue' && executionId === this.options.executionId;
	}

	private async call(task: Task<T>): Promise<void> {
		this.inFlight++;
		try {
			const outcome = await this.attempt(task);
			const isOver = this.follow(task, outcome);
			// Only now, because a log that fails must not keep a result from being remembered.
			this.options.log.ended(task.item, outcome);
			await isOver;
		} catch (error) {
			this.fault ??= { error };
		}
		this.inFlight--;
		this.bell.ring();
	}

	private async attempt(task: Task<T>): Promise<Outcome<T>> {
		const { clock, log, pace, read, send, timeout } = this.options;
		const startedAt = clock.now();
		task.sentAt = clock.wallTime();
		log.sending(task.item);
		const exchange = await send(task.item.body, deadlineAfter(timeout, clock));
		const outcome = outcomeOf(exchange, read, clock.wallTime());
		if (outcome.kind === 'refused' && outcome.reason === 'throttled') {
			pace.throttled(startedAt, clock.now());
		}
		return outcome;
	}

	/** What follows from an outcome: the end of the task, or another turn for it. */
	private async follow(task: Task<T>, outcome: Outcome<T>): Promise<void> {
		switch (outcome.kind) {
			case 'created':
				return this.end(task, outcome);
			case 'notSent':
				if (!this.isWorthAnotherConnection(task, outcome)) return this.end(task, outcome);
				await this.backOff(task);
				return this.line.giveBack(task);
			case 'refused':
				if (!this.isThrottledForShort(task, outcome)) return this.end(task, outcome);
				return this.line.giveBack(task);
			case 'unknown':
				task.doubt = {
					outcome,
					sentAt: task.sentAt ?? 0,
					sends: (task.doubt?.sends ?? 0) + 1,
				};
				if (!this.mayCreateAgain(task.doubt)) return this.end(task, outcome);
				// For now: should the batch end before its next turn, the doubt must be known.
				this.conclude(task, outcome);
				return this.line.giveBack(task);
		}
	}

	private isWorthAnotherConnection(task: Task<T>, { reason }: NotSent): boolean {
		task.connectFailures++;
		return reason === 'unreachable' && task.connectFailures < MAX_CONNECT_FAILURES;
	}

	/** Full jitter, so that many calls that failed together do not come back together. */
	private async backOff({ connectFailures }: Task<T>): Promise<void> {
		const { clock } = this.options;
		await clock.sleep(clock.random() * FIRST_BACKOFF_MS * 2 ** (connectFailures - 1));
	}

	private isThrottledForShort(task: Task<T>, { reason }: Refused): boolean {
		if (reason !== 'throttled') return false;
		const now = this.options.clock.now();
		task.firstThrottledAt ??= now;
		return now - task.firstThrottledAt < THROTTLE_PATIENCE_MS;
	}

	private mayCreateAgain({ sends }: Doubt): boolean {
		return this.options.whenOutcomeUnknown === 'createAgain' && sends < MAX_UNKNOWN_SENDS;
	}

	private end(task: Task<T>, last: Outcome<T>): void {
		const outcome = this.conclude(task, last);
		if (outcome.kind !== 'created' && this.options.onFailure === 'stop') this.failed = true;
	}

	/** Settles and remembers; a later turn may still improve on it. */
	private conclude(task: Task<T>, last: Outcome<T>): Outcome<T> {
		const { outcome, sentAt = 0 } = settle(task, last);
		if (outcome.kind !== 'notSent') this.remember(task, outcome, sentAt, task.doubt?.sends ?? 0);
		return outcome;
	}

	private remember(
		{ sharers }: Task<T>,
		outcome: Entry<T>['outcome'],
		sentAt: number,
		unknownSends: number,
	): void {
		const { executionId, memories } = this.options;
		const entry: Entry<T> = { outcome, sentAt, unknownSends, executionId };
		for (const { keys } of sharers) {
			memories.forEach((memory, n) => memory.record(keys[n] ?? '', entry));
		}
	}
}
