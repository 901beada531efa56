import { isEntry, isOpen, mostCertain, type CallEnd, type Entry } from './entry';
import { hashOf } from './hash';
import type { Slot } from './memory';
import type { Tally } from './nextStep';
import type { Outcome } from './outcome';

/** One thing to make. */
export interface BatchItem<T> {
	/** Of the item in n8n. */
	index: number;
	/** Stands for what is sent where that itself must not. */
	inputHash: string;
	/** What its place in the execution has. */
	place: Slot<T>;
	/** What the same input has. Items with the same one are one call, and share what it brings. */
	reuse: Slot<T> | undefined;
}

export type ItemResult<T> = ({ kind: 'ended' } & CallEnd<T>) | { kind: 'notStarted' };

/** Who makes a call. */
export interface Caller {
	executionId: string | undefined;
	/** Hash of the SecretId that signs. */
	keyHash: string;
}

/** A call that a batch has to make, with every item that shares it, and how far it has come. */
export class PendingCall<T, Item extends BatchItem<T>> {
	connectFailures = 0;
	failures = 0;
	/** Monotonic milliseconds. */
	firstThrottledAt: number | undefined;
	/** The last of the sends after which something may exist. Nothing but a result takes it away again. */
	doubt: Entry<T> | undefined;
	/** Calls for it that had ended for certain without a thing. */
	failedBefore = 0;
	/** Whether what is in doubt was looked for in vain. */
	isLookedUp = false;
	result: ItemResult<T> = { kind: 'notStarted' };

	/** @param sharers at least one; the place of the first in the queue is the call's */
	constructor(
		readonly item: Item,
		readonly sharers: Item[],
	) {}

	/** Under which the call is known in the process. */
	get keys(): string[] {
		return this.slots.map(({ key }) => key);
	}

	/**
	 * The same for every repeat of a call whose outcome is not clear, by whichever execution, and another one
	 * after a failure that is certain.
	 */
	get session(): string {
		const { place, reuse } = this.item;
		return this.doubt?.session ?? hashOf(`${(reuse ?? place).key}\n${this.failedBefore}`);
	}

	/** What the memories know of its items. */
	recall(): Array<Entry<T>> {
		return this.slots.flatMap((slot) => slot.recall() ?? []);
	}

	/**
	 * Takes up where what was recalled has ended.
	 * @returns what counts of it
	 */
	learn(entries: ReadonlyArray<Entry<T>>): Entry<T> | undefined {
		for (const { failedBefore, outcome } of entries) {
			const failed = failedBefore + (hasFailed(outcome) ? 1 : 0);
			this.failedBefore = Math.max(this.failedBefore, failed);
		}
		const entry = mostCertain(entries);
		// Should the batch end before its turn, the doubt must be known. Sends are counted together, whoever
		// made them.
		if (entry && isOpen(entry)) this.settle(entry);
		return entry;
	}

	/**
	 * Counts an outcome.
	 * @param now monotonic milliseconds
	 * @param movedAt since when all calls wait for a place, where they do
	 */
	count(outcome: Outcome<T>, now: number, movedAt?: number): Tally {
		if (outcome.kind === 'notSent') this.connectFailures++;
		if (outcome.kind === 'failed') this.failures++;
		if (hasFailed(outcome)) {
			this.firstThrottledAt ??= now;
			if (!this.doubt) this.failedBefore++;
		}
		return {
			connectFailures: this.connectFailures,
			failures: this.failures,
			throttledFor: now - (movedAt ?? this.firstThrottledAt ?? now),
			unknownSends: this.sendsWith(outcome),
		};
	}

	/**
	 * How the call ends with what came last, unless an earlier send is still in doubt: then that is what
	 * the user must know.
	 * @param sentAt epoch milliseconds
	 */
	endWith(outcome: Outcome<T>, sentAt: number, caller: Caller): CallEnd<T> {
		if (this.doubt && isLessThanDoubt(outcome)) return this.doubt;
		const { failedBefore } = this;
		const { inputHash } = this.item;
		const unknownSends = this.sendsWith(outcome);
		const end = { outcome, sentAt, unknownSends, failedBefore, inputHash, ...caller };
		return outcome.kind === 'unknown' ? { ...end, session: this.session } : end;
	}

	/** A later turn may still improve on it. */
	settle(end: CallEnd<T>): void {
		this.result = { kind: 'ended', ...end };
		if (!isEntry(end)) return;
		if (end.outcome.kind === 'unknown') this.doubt = end;
		// What was in doubt is found.
		if (end.outcome.kind === 'started') this.doubt = undefined;
		for (const item of this.sharers) remember(item, end);
	}

	/** How often it was sent with an unknown outcome, the given one included. */
	private sendsWith({ kind }: Outcome<T>): number {
		return (this.doubt?.unknownSends ?? 0) + (kind === 'unknown' ? 1 : 0);
	}

	private get slots(): Array<Slot<T>> {
		return this.sharers.flatMap(slotsOf);
	}
}

/** Whether it is certain that there is nothing to show for it. */
function hasFailed({ kind }: Outcome<unknown>): boolean {
	return kind === 'refused' || kind === 'taskFailed';
}

/** Whether it says nothing of what an earlier call may have done. */
function isLessThanDoubt({ kind }: Outcome<unknown>): boolean {
	return kind === 'notSent' || kind === 'refused' || kind === 'failed';
}

/**
 * Tells every memory of an item what one of them, or a call, has brought. What was made of other input
 * belongs to the item's place all the same, but not to its input.
 */
export function remember<T>({ inputHash, place, reuse }: BatchItem<T>, entry: Entry<T>): void {
	place.record(entry);
	if (entry.inputHash === inputHash) reuse?.record(entry);
}

export function slotsOf<T>({ place, reuse }: BatchItem<T>): Array<Slot<T>> {
	return reuse ? [place, reuse] : [place];
}
