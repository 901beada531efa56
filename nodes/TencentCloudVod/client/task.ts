import type { Outcome, Unknown } from './outcome';

/** One thing to create. Items with the same `sharedKey` are one call, and share what it brings. */
export interface BatchItem {
	index: number;
	/** The exact JSON text to send. */
	body: string;
	/** Of the body: what stands for the input where the input itself must not. */
	bodyHash: string;
	/** Under which each memory knows it. */
	keys: readonly string[];
	sharedKey: string;
}

export interface EndedResult<T> {
	kind: 'ended';
	outcome: Outcome<T>;
	/** Epoch milliseconds of the send that `outcome` is about. */
	sentAt: number | undefined;
}

export type ItemResult<T> = EndedResult<T> | { kind: 'notStarted' };

/** A call that a batch has to make, with every item that shares it, and how far it has come. */
export interface Task<T> {
	/** The first of the sharers: its place in the line is the task's. */
	item: BatchItem;
	sharers: BatchItem[];
	connectFailures: number;
	/** Monotonic milliseconds. */
	firstThrottledAt: number | undefined;
	/** Epoch milliseconds of the last send. */
	sentAt: number | undefined;
	doubt: Doubt | undefined;
	result: ItemResult<T>;
}

/** Sends after which something may exist. Nothing but a creation takes a doubt away again. */
export interface Doubt {
	outcome: Unknown;
	sentAt: number;
	sends: number;
}

/** One task a `sharedKey`, in the order of their first items. */
export function tasksOf<T>(items: readonly BatchItem[]): Map<string, Task<T>> {
	const tasks = new Map<string, Task<T>>();
	for (const item of items) {
		const task = tasks.get(item.sharedKey);
		if (task) {
			task.sharers.push(item);
			continue;
		}
		tasks.set(item.sharedKey, {
			item,
			sharers: [item],
			connectFailures: 0,
			firstThrottledAt: undefined,
			sentAt: undefined,
			doubt: undefined,
			result: { kind: 'notStarted' },
		});
	}
	return tasks;
}

/**
 * Settles a task with what came last, unless an earlier send is still in doubt: then that is what the
 * user must know.
 */
export function settle<T>(task: Task<T>, last: Outcome<T>): EndedResult<T> {
	const { outcome, sentAt } =
		task.doubt && last.kind !== 'created' ? task.doubt : { outcome: last, sentAt: task.sentAt };
	const result: EndedResult<T> = { kind: 'ended', outcome, sentAt };
	task.result = result;
	return result;
}
