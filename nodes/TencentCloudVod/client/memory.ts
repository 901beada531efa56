/** Where a batch looks before it calls, and writes after it has. */
import { mostCertain, type Entry } from './entry';

/** Entries by key. What is recorded never replaces what is more certain. */
export interface Memory<T> {
	recall(key: string): Entry<T> | undefined;
	record(key: string, entry: Entry<T>): void;
}

/** What is remembered of one item in one place. */
export interface Slot<T> {
	/** The same for a repeat of the call, anywhere in the process, and for nothing else. */
	readonly key: string;
	recall(): Entry<T> | undefined;
	record(entry: Entry<T>): void;
}

/** Entries as n8n saves them. */
export type Entries = Record<string, unknown>;

/**
 * Entries that n8n saves with an execution or a workflow: whatever happened, refusals included.
 * @param isEntry tells entries from what is damaged
 * @param onDamaged told of the key of an entry that cannot be used, which then counts as none
 */
export class SavedMemory<T> implements Memory<T> {
	constructor(
		private readonly entries: Entries,
		private readonly isEntry: (saved: unknown) => saved is Entry<T>,
		private readonly onDamaged: (key: string) => void,
	) {}

	recall(key: string): Entry<T> | undefined {
		if (!Object.hasOwn(this.entries, key)) return undefined;
		const saved = this.entries[key];
		if (this.isEntry(saved)) return saved;
		this.onDamaged(key);
		return undefined;
	}

	record(key: string, entry: Entry<T>): void {
		const latest = { ...entry, outcome: withoutServerText(entry.outcome) };
		// First the new one: of two that are as certain it is the one that counts from now on.
		this.entries[key] = mostCertain([latest, this.recall(key)]);
	}
}

/**
 * What exists, or may exist, for whoever comes later in the same process. A refusal is not kept: the
 * next one may well succeed. A task that failed is: its SessionId is used up.
 */
export class ProcessMemory<T> implements Memory<T> {
	private readonly entries = new Map<string, Entry<T>>();

	/** @param max entries to keep; beyond it those recorded longest ago go */
	constructor(private readonly max: number) {}

	recall(key: string): Entry<T> | undefined {
		return this.entries.get(key);
	}

	record(key: string, entry: Entry<T>): void {
		if (entry.outcome.kind === 'refused') return;
		const kept = mostCertain([entry, this.entries.get(key)]) ?? entry;
		this.entries.delete(key);
		this.entries.set(key, kept);
		const [oldest] = this.entries.keys();
		if (this.entries.size > this.max && oldest !== undefined) this.entries.delete(oldest);
	}
}

/** A memory that is as certain as the best of several, and tells all of them. */
export class JointMemory<T> implements Memory<T> {
	constructor(private readonly memories: ReadonlyArray<Memory<T>>) {}

	recall(key: string): Entry<T> | undefined {
		return mostCertain(this.memories.map((memory) => memory.recall(key)));
	}

	record(key: string, entry: Entry<T>): void {
		for (const memory of this.memories) memory.record(key, entry);
	}
}

/** What a node has made before, in this process or in saved executions. */
export class ReuseMemory<T> implements Memory<T> {
	/** The keys that this batch found or made, the latest last. */
	private readonly touched = new Set<string>();

	/** @param saved is not changed */
	constructor(
		private readonly ofProcess: Memory<T>,
		private readonly saved: Memory<T>,
	) {}

	recall(key: string): Entry<T> | undefined {
		const entry = mostCertain([this.ofProcess.recall(key), this.saved.recall(key)]);
		if (entry) this.touch(key);
		return entry;
	}

	record(key: string, entry: Entry<T>): void {
		if (entry.outcome.kind === 'refused') return;
		this.ofProcess.record(key, entry);
		this.touch(key);
	}

	/** What this batch found or made, as it is known by now: another one may have learnt more meanwhile. */
	news(): Map<string, Entry<T>> {
		return new Map(
			[...this.touched].flatMap((key) => {
				const entry = this.recall(key);
				return entry ? [[key, entry]] : [];
			}),
		);
	}

	private touch(key: string): void {
		this.touched.delete(key);
		this.touched.add(key);
	}
}

/** @returns `saved` with `added` as its newest entries, cut to the newest `max` */
export function mergeNewest<T>(
	saved: Readonly<Entries>,
	added: ReadonlyMap<string, Entry<T>>,
	max: number,
): Entries {
	const kept = Object.entries(saved).filter(([key]) => !added.has(key));
	return Object.fromEntries([...kept, ...added].slice(-max));
}

/** A server's text may quote what it was sent, links included. */
function withoutServerText<T>(outcome: Entry<T>['outcome']): Entry<T>['outcome'] {
	return 'message' in outcome ? { ...outcome, message: '' } : outcome;
}
