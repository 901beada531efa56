/**
 * Makes many calls of one action: in order, as early as the quota allows, many in flight. Nothing
 * that was sent is ever abandoned: whatever ends a batch early only keeps further calls from starting.
 */
import { Bell } from './bell';
import { CallQueue } from './callQueue';
import type { Clock } from './clock';
import { deadlineAfter } from './deadline';
import type { CallEnd, Entry } from './entry';
import { mayCreateAgain, nextStep, type WhenUnknown } from './nextStep';
import type { Outcome } from './outcome';
import type { Pace } from './pacing';
import type { BatchItem, Caller, ItemResult, PendingCall } from './pendingCall';
import { plan } from './plan';
import type { Ending, UnderWay } from './underWay';

/** Told of every call as it leaves and as it ends: the record that outlives a killed process. */
export interface CallLog<T, Item> {
	sending(item: Item): void;
	ended(item: Item, outcome: Outcome<T>): void;
}

export interface BatchOptions<T, Item extends BatchItem<T>> {
	/** Makes the call for an item, and gives it up when the signal fires. Must not reject. */
	attempt: (item: Item, signal: AbortSignal) => Promise<Outcome<T>>;
	/** Of the whole process. */
	underWay: UnderWay<T>;
	pace: Pace;
	clock: Clock;
	log: CallLog<T, Item>;
	caller: Caller;
	/** Set when the user stops the execution. */
	cancelSignal: AbortSignal | undefined;
	/** At most so many calls start in one second. */
	requestsPerSecond: number;
	/** Deadline of one call, in milliseconds. */
	timeout: number;
	whenOutcomeUnknown: WhenUnknown;
	/** `stop`: no further call starts after a failure. `continue`: the rest goes on. */
	onFailure: 'stop' | 'continue';
	/** At most so many calls are under way at once. */
	maxInFlight: number;
	/** Of earlier in the same execution. */
	refusals: 'final' | 'sentAgain';
}

export interface BatchEnd<T, Item> {
	/** What became of each item, in their order. */
	results: Array<{ item: Item; result: ItemResult<T> }>;
	/** What failed inside the program itself and ended the batch early. */
	fault: { error: unknown } | undefined;
}

const FIRST_BACKOFF_MS = 100;
/** How long a wait may go on after a cancel. */
const WAIT_SLICE_MS = 250;
/** A turn of the timers takes a millisecond; two calls are prepared in less. */
const STARTS_A_TURN = 2;

export class Batch<T, Item extends BatchItem<T>> {
	private readonly queue = new CallQueue<PendingCall<T, Item>>();
	private readonly bell = new Bell();
	private inFlight = 0;
	/** Calls that wait for one of another batch. */
	private waiting = 0;
	private hasFailed = false;
	private fault: { error: unknown } | undefined;

	constructor(private readonly options: BatchOptions<T, Item>) {}

	/** Ends when everything in flight has ended. Rejects only where a memory does, before anything has started. */
	async run(items: readonly Item[]): Promise<BatchEnd<T, Item>> {
		const { cancelSignal } = this.options;
		const wake = () => this.bell.ring();
		cancelSignal?.addEventListener('abort', wake);
		const { calls, owners } = plan<T, Item>(items, (entry) => this.isFinal(entry));
		for (const call of calls) this.queue.add(call);
		await this.dispatch().catch((error: unknown) => this.breakDown(error));
		while (this.inFlight > 0) await this.bell.heard();
		cancelSignal?.removeEventListener('abort', wake);
		const results = owners.map(({ item, owner }) => ({ item, result: owner.result }));
		return { results, fault: this.fault };
	}

	/** Starts calls until none is left to start, or none may start any more. */
	private async dispatch(): Promise<void> {
		const { pace, clock, requestsPerSecond } = this.options;
		let started = 0;
		while (!this.isStopping) {
			const call = this.inFlight < this.options.maxInFlight ? this.queue.next : undefined;
			if (!call) {
				if (this.inFlight + this.waiting === 0) return;
				await this.bell.heard();
				continue;
			}
			if (this.learn(call)) continue;
			const wait = pace.tryStart(requestsPerSecond, clock.now());
			if (wait > 0) {
				await clock.sleep(Math.min(wait, WAIT_SLICE_MS));
				continue;
			}
			this.queue.take();
			void this.make(call);
			// Calls leave before the next ones count as started: the pace is that of the starts.
			if (++started % STARTS_A_TURN === 0) await clock.sleep(0);
		}
	}

	private get isStopping(): boolean {
		const { cancelSignal } = this.options;
		return this.hasFailed || this.fault !== undefined || cancelSignal?.aborted === true;
	}

	/**
	 * Looks once more, because other batches make calls meanwhile.
	 * @returns true when no call has to be made for now
	 */
	private learn(call: PendingCall<T, Item>): boolean {
		const entry = call.recall();
		// Sends are counted together, whoever made them.
		if (entry?.outcome.kind === 'unknown') call.settle(entry);
		if (entry && this.isFinal(entry)) {
			call.settle(entry);
			this.queue.take();
			return true;
		}
		const other = this.options.underWay.find(call.keys);
		if (!other) return false;
		this.queue.take();
		void this.join(call, other);
		return true;
	}

	/** Waits for the same call of another batch, and takes what it brings. */
	private async join(call: PendingCall<T, Item>, other: Ending<T>): Promise<void> {
		this.waiting++;
		const end = await other;
		this.waiting--;
		if (!end || this.maySendAgain(end)) this.queue.giveBack(call);
		else this.conclude(call, end);
		this.bell.ring();
	}

	private isFinal(entry: Entry<T>): boolean {
		const { caller, refusals } = this.options;
		switch (entry.outcome.kind) {
			case 'done':
				return true;
			case 'unknown':
				return !this.maySendAgain(entry);
			case 'refused':
				return refusals === 'final' && entry.executionId === caller.executionId;
		}
	}

	private maySendAgain(end: CallEnd<T>): boolean {
		return end.outcome.kind === 'unknown' && mayCreateAgain(end, this.options.whenOutcomeUnknown);
	}

	private async make(call: PendingCall<T, Item>): Promise<void> {
		const { log, underWay } = this.options;
		this.inFlight++;
		const finish = underWay.begin(call.keys);
		let end: CallEnd<T> | undefined;
		try {
			log.sending(call.item);
			end = await this.attempt(call);
		} catch (error) {
			this.breakDown(error);
		}
		finish(end);
		this.inFlight--;
		this.bell.ring();
	}

	/** @returns how the call ended; undefined when it is to have another turn */
	private async attempt(call: PendingCall<T, Item>): Promise<CallEnd<T> | undefined> {
		const { attempt, caller, clock, log, pace, timeout, whenOutcomeUnknown } = this.options;
		const startedAt = clock.now();
		const sentAt = clock.wallTime();
		const deadline = deadlineAfter(timeout, clock);
		const outcome = await attempt(call.item, deadline).catch((error: unknown): Outcome<T> => {
			this.breakDown(error);
			return { kind: 'unknown', reason: 'internal', code: '', requestId: undefined };
		});
		const endedAt = clock.now();
		if (outcome.kind === 'refused' && outcome.reason === 'throttled') {
			pace.throttled(startedAt, endedAt);
		}
		const end = call.endWith(outcome, sentAt, caller);
		const step = nextStep(outcome, call.count(outcome, endedAt), whenOutcomeUnknown);
		if (step === 'end') this.conclude(call, end);
		// Should the batch end before its next turn, the doubt must be known.
		else if (outcome.kind === 'unknown') call.settle(end);
		// Only now, because a log that fails must not keep a result from being remembered.
		log.ended(call.item, outcome);
		if (step === 'end') return end;
		if (step === 'backOff') await this.backOff(call);
		this.queue.giveBack(call);
		return undefined;
	}

	/** Full jitter, so that many calls that failed together do not come back together. */
	private async backOff({ connectFailures, failures }: PendingCall<T, Item>): Promise<void> {
		const { clock } = this.options;
		await clock.sleep(clock.random() * FIRST_BACKOFF_MS * 2 ** (connectFailures + failures - 1));
	}

	private conclude(call: PendingCall<T, Item>, end: CallEnd<T>): void {
		call.settle(end);
		if (end.outcome.kind !== 'done' && this.options.onFailure === 'stop') this.hasFailed = true;
	}

	private breakDown(error: unknown): void {
		this.fault ??= { error };
	}
}
