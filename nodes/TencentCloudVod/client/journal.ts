/**
 * What is remembered of calls that were made, so that a repeat finds what is there instead of making
 * it again. Entries are plain JSON: they are saved with the execution or the workflow. They hold no
 * secret and no link: a call is known by the hash of its body.
 */
import { createHash } from 'node:crypto';

import type { Created, Refused, Unknown } from './outcome';

export interface Entry<T> {
	outcome: Created<T> | Refused | Unknown;
	/** Epoch milliseconds of the last send. */
	sentAt: number;
	/** How often it was sent with an unknown outcome. */
	unknownSends: number;
	/** The execution that made the call. */
	executionId: string | undefined;
}

export type Entries<T> = Record<string, Entry<T>>;

/** Where a batch looks before it calls, and writes after it has. */
export interface Memory<T> {
	recall(key: string): Entry<T> | undefined;
	record(key: string, entry: Entry<T>): void;
}

/** 16 bytes of SHA-256, in hexadecimal. */
export function hashOf(text: string): string {
	return createHash('sha256').update(text, 'utf8').digest('hex').slice(0, 32);
}

/** The journal of one node in one execution: whatever happened, refusals included. */
export class Journal<T> implements Memory<T> {
	constructor(private readonly entries: Entries<T>) {}

	recall(key: string): Entry<T> | undefined {
		return ownEntry(this.entries, key);
	}

	record(key: string, entry: Entry<T>): void {
		this.entries[key] = { ...entry, outcome: withoutServerText(entry.outcome) };
	}
}

/**
 * What exists, or may exist, for later executions to reuse: the process's own map, and what an earlier
 * process saved. A refusal is not kept: the next execution may well succeed.
 */
export class ReuseMemory<T> implements Memory<T> {
	/** What this batch found or made, for saving. */
	readonly touched = new Map<string, Entry<T>>();

	/** @param max entries of the process's map to keep; beyond it the oldest go */
	constructor(
		private readonly ofProcess: Map<string, Entry<T>>,
		private readonly saved: Readonly<Entries<T>>,
		private readonly max: number,
	) {}

	recall(key: string): Entry<T> | undefined {
		const entry = surest([this.ofProcess.get(key), ownEntry(this.saved, key)]);
		if (entry) this.touched.set(key, entry);
		return entry;
	}

	record(key: string, entry: Entry<T>): void {
		if (entry.outcome.kind === 'refused') return;
		this.touched.set(key, entry);
		this.ofProcess.delete(key);
		this.ofProcess.set(key, entry);
		const [oldest] = this.ofProcess.keys();
		if (this.ofProcess.size > this.max && oldest !== undefined) this.ofProcess.delete(oldest);
	}
}

/** @returns `saved` with `added` as its newest entries, cut to the newest `max` */
export function mergeNewest<T>(
	saved: Readonly<Entries<T>>,
	added: ReadonlyMap<string, Entry<T>>,
	max: number,
): Entries<T> {
	const kept = Object.entries(saved).filter(([key]) => !added.has(key));
	return Object.fromEntries([...kept, ...added].slice(-max));
}

const SURETY = { refused: 0, unknown: 1, created: 2 };

/**
 * What is created is certain, whatever else is remembered; an unknown outweighs a refusal. Of several
 * unknowns the one that was sent most often counts, so that no memory forgets a send.
 */
export function surest<T>(entries: ReadonlyArray<Entry<T> | undefined>): Entry<T> | undefined {
	const known = entries.filter((entry) => entry !== undefined);
	const [first] = known.sort(
		(a, b) => SURETY[b.outcome.kind] - SURETY[a.outcome.kind] || b.unknownSends - a.unknownSends,
	);
	return first;
}

function ownEntry<T>(entries: Readonly<Entries<T>>, key: string): Entry<T> | undefined {
	return Object.hasOwn(entries, key) ? entries[key] : undefined;
}

/** A server's text may quote what it was sent, links included. */
function withoutServerText<T>(outcome: Entry<T>['outcome']): Entry<T>['outcome'] {
	return 'message' in outcome ? { ...outcome, message: '' } : outcome;
}
