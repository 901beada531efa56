/**
 * Makes many calls of one action: in order, as early as the quota allows, many in flight. Nothing
 * that was sent is ever abandoned: whatever ends a batch early only keeps further calls from starting.
 */
import type { BatchOptions } from './batchOptions';
import { Bell } from './bell';
import { CallMaker, type TurnEnd } from './callMaker';
import { CallQueue } from './callQueue';
import { isOpen, mostCertain, type CallEnd, type Entry } from './entry';
import { mayCreateAgain } from './nextStep';
import { WAIT_SLICE_MS } from './pause';
import type { BatchItem, ItemResult, PendingCall } from './pendingCall';
import { finalOf, plan } from './plan';
import { hasFoundNoPlace } from './task';
import type { Ending } from './underWay';

export interface BatchEnd<T, Item> {
	/** What became of each item, in their order. */
	results: Array<{ item: Item; result: ItemResult<T> }>;
	/** What failed inside the program itself and ended the batch early. */
	fault: { error: unknown } | undefined;
}

/** A turn of the timers takes a millisecond; two calls are prepared in less. */
const STARTS_A_TURN = 2;

export class Batch<T, Item extends BatchItem<T>> {
	private readonly queue = new CallQueue<PendingCall<T, Item>>();
	private readonly bell = new Bell();
	private readonly maker: CallMaker<T, Item>;
	private inFlight = 0;
	private bytesInFlight = 0;
	/** Calls whose tasks are looked for or waited for. */
	private open = 0;
	/** Calls that wait for one of another batch. */
	private waiting = 0;
	private hasFailed = false;
	private fault: { error: unknown } | undefined;

	constructor(private readonly options: BatchOptions<T, Item>) {
		this.maker = new CallMaker(options, (error) => this.breakDown(error));
	}

	/** Ends when everything in flight has ended. Rejects only where a memory does, before anything has started. */
	async run(items: readonly Item[]): Promise<BatchEnd<T, Item>> {
		const { cancelSignal } = this.options;
		const wake = () => this.bell.ring();
		cancelSignal?.addEventListener('abort', wake);
		const { calls, owners } = plan<T, Item>(items, (entry) => this.isFinal(entry));
		for (const call of calls) {
			// First what is known to run, or may: it holds places, and its end is waited for from now on.
			const entry = this.isStopping ? undefined : mostCertain(call.recall());
			if (entry && this.isOpen(call, entry)) void this.seeThrough(call, entry, false);
			else this.queue.add(call);
		}
		await this.dispatch().catch((error: unknown) => this.breakDown(error));
		while (this.inFlight + this.open > 0) await this.bell.heard();
		cancelSignal?.removeEventListener('abort', wake);
		const results = owners.map(({ item, owner }) => ({ item, result: owner.result }));
		return { results, fault: this.fault };
	}

	/** Starts calls until none is left to start, or none may start any more. */
	private async dispatch(): Promise<void> {
		const { clock, pace, requestsPerSecond, tasks } = this.options;
		let started = 0;
		while (!this.isStopping) {
			const call = this.next;
			if (!call) {
				if (this.inFlight + this.open + this.waiting === 0) return;
				await this.bell.heard();
				continue;
			}
			if (this.learn(call)) continue;
			if (tasks && !tasks.places.isFree(clock.now())) {
				await clock.sleep(WAIT_SLICE_MS);
				continue;
			}
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

	/** Undefined where nobody is waiting, or too much is under way. */
	private get next(): PendingCall<T, Item> | undefined {
		const { bytesAlong, maxBytesInFlight, maxInFlight } = this.options;
		const { next } = this.queue;
		if (!next || this.inFlight === 0) return next;
		const bytes = this.bytesInFlight + bytesAlong(next.item);
		return this.inFlight < maxInFlight && bytes <= maxBytesInFlight ? next : undefined;
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
		const entries = call.recall();
		const entry = call.learn(entries);
		const final = finalOf(entries, (one) => this.isFinal(one));
		if (final) {
			call.settle(final);
			this.queue.take();
			return true;
		}
		const other = this.options.underWay.find(call.keys);
		if (other) {
			this.queue.take();
			void this.join(call, other);
			return true;
		}
		if (!entry || !this.isOpen(call, entry)) return false;
		this.queue.take();
		void this.seeThrough(call, entry, false);
		return true;
	}

	/** Waits for the same call of another batch, and takes what it brings. */
	private async join(call: PendingCall<T, Item>, other: Ending<T>): Promise<void> {
		this.waiting++;
		const end = await other;
		this.waiting--;
		if (!end || this.maySendAgain(end) || this.isOpen(call, end)) this.queue.giveBack(call);
		else this.conclude(call, end);
		this.bell.ring();
	}

	private isFinal(entry: Entry<T>): boolean {
		const { caller, refusals, tasks } = this.options;
		const isOfThisExecution = entry.executionId === caller.executionId;
		switch (entry.outcome.kind) {
			case 'done':
				return true;
			case 'started':
				return false;
			case 'taskFailed':
				return isOfThisExecution && !hasFoundNoPlace(entry.outcome);
			case 'unknown':
				return !tasks && !this.maySendAgain(entry);
			case 'refused':
				return refusals === 'final' && isOfThisExecution;
		}
	}

	private maySendAgain(end: CallEnd<T>): boolean {
		return end.outcome.kind === 'unknown' && mayCreateAgain(end, this.options.whenOutcomeUnknown);
	}

	/** Whether there is a task to wait for, or one to look for. */
	private isOpen(call: PendingCall<T, Item>, end: CallEnd<T>): boolean {
		if (!this.options.tasks || !isOpen(end)) return false;
		return end.outcome.kind === 'started' || !call.isLookedUp;
	}

	private async make(call: PendingCall<T, Item>): Promise<void> {
		const bytes = this.options.bytesAlong(call.item);
		this.inFlight++;
		this.bytesInFlight += bytes;
		const finish = this.options.underWay.begin(call.keys);
		const turn = await this.maker.send(call).catch((error: unknown) => this.breakDown(error));
		finish(turn && 'end' in turn ? turn.end : undefined);
		this.inFlight--;
		this.bytesInFlight -= bytes;
		if (turn?.kind !== 'open') return this.endTurn(call, turn);
		void this.seeThrough(call, turn.end, true);
		this.bell.ring();
	}

	private async seeThrough(
		call: PendingCall<T, Item>,
		known: CallEnd<T>,
		isNew: boolean,
	): Promise<void> {
		this.open++;
		const turn = await this.maker
			.seeThrough(call, known, isNew)
			.catch((error: unknown) => this.breakDown(error));
		this.open--;
		this.endTurn(call, turn);
	}

	/** @param turn undefined where something inside the program failed */
	private endTurn(call: PendingCall<T, Item>, turn: TurnEnd<T> | undefined): void {
		if (turn?.kind === 'again') this.queue.giveBack(call);
		// What an earlier execution has left unclear does not keep the rest from being made.
		if (turn?.kind === 'over' && turn.isNew) this.conclude(call, turn.end);
		this.bell.ring();
	}

	private conclude(call: PendingCall<T, Item>, end: CallEnd<T>): void {
		call.settle(end);
		const isFailure = end.outcome.kind !== 'done' && end.outcome.kind !== 'started';
		if (isFailure && this.options.onFailure === 'stop') this.hasFailed = true;
	}

	private breakDown(error: unknown): undefined {
		this.fault ??= { error };
	}
}
