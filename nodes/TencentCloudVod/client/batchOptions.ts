/** What a batch is given. */
import type { Clock } from './clock';
import type { CallEnd } from './entry';
import type { WhenUnknown } from './nextStep';
import type { Outcome } from './outcome';
import type { Pace } from './pacing';
import type { BatchItem, Caller } from './pendingCall';
import type { Places } from './places';
import type { Started } from './task';
import type { UnderWay } from './underWay';

/** Told of every call as it leaves and as it ends: the record that outlives a killed process. */
export interface CallLog<T, Item> {
	sending(item: Item): void;
	/** Of a call that starts a task twice: once it is started, and once the task has ended. */
	ended(item: Item, outcome: Outcome<T>): void;
}

/** What is done about the tasks that calls start. */
export interface TaskCare<T, Item> {
	/**
	 * Waits for the end of a task, where the item does.
	 * @param isNew whether it was started just now
	 * @returns `started` where the task has not ended
	 */
	follow(item: Item, task: Started, isNew: boolean): Promise<Outcome<T>>;
	/**
	 * Looks for the task of a call whose outcome is unknown.
	 * @param end of that call
	 */
	lookUp(item: Item, session: string, end: CallEnd<T>): Promise<Started | undefined>;
	places: Places;
	/** How long a call waits for a place while none comes free, in milliseconds. */
	patience: number;
}

export interface BatchOptions<T, Item extends BatchItem<T>> {
	/**
	 * Makes the call for an item, and gives it up when the signal fires. Must not reject.
	 * @param session the same for every repeat of a call whose outcome is not clear
	 */
	attempt: (item: Item, signal: AbortSignal, session: string) => Promise<Outcome<T>>;
	/** Where calls start tasks. */
	tasks?: TaskCare<T, Item>;
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
	/** Of files that the call for an item carries. */
	bytesAlong: (item: Item) => number;
	/** At most so many of them are under way at once, unless one call has more. */
	maxBytesInFlight: number;
	/** Of earlier in the same execution. */
	refusals: 'final' | 'sentAgain';
}
