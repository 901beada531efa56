import type { Fault } from './faults';

export type ThingKind = 'element' | 'task' | 'file';

/** Something that exists in the account. */
export interface Thing {
	kind: ThingKind;
	/** No two things have the same one, whatever their kinds. */
	id: string;
}

/** What a file is known by. */
export interface FileContent {
	/** In hexadecimal. */
	sha256: string;
	/** In bytes. */
	size: number;
}

/** How a thing came to be. A file has its content, too. */
export interface Made extends Thing, Partial<FileContent> {
	/** The text that names the call. Empty where it has none. */
	name: string;
	requestId: string;
	/** Milliseconds since 1970, on the server's clock. */
	createdAt: number;
	/** `index` of the call that made it. */
	callIndex: number;
	action: string;
	/** Of a file, ApplyUpload's; of an element that a task made, the task's. */
	request: Record<string, unknown>;
	/** Of a task that ended at once because all places were taken: it never ran. */
	withoutPlace?: boolean;
	/** Milliseconds since 1970, on the server's clock, of a thing that exists no more. */
	deletedAt?: number;
}

/** What the server did with a call, whatever the client heard of it. */
export type CallOutcome =
	| { kind: 'made'; thing: Thing }
	| { kind: 'answered' }
	| { kind: 'refused'; code: string }
	/** A fault took the call before it was handled. */
	| { kind: 'notHandled' };

/** A call that arrived. */
export interface CallRecord {
	/** Order of arrival, from 0. */
	index: number;
	/** Milliseconds since 1970, on the server's clock. */
	arrivedAt: number;
	action: string;
	/** The text that names the call, where it has one: ElementName, Prompt, or MediaName. */
	name?: string;
	requestId: string;
	outcome: CallOutcome;
	/** The fault that was injected, if any. */
	fault?: Fault['kind'];
}

export interface LedgerSummary {
	calls: number;
	/** Things of every kind. */
	made: number;
	/** Calls that were refused with RequestLimitExceeded or one of its kinds. */
	throttled: number;
	/**
	 * Names under which more than one thing of a kind was made. Of files, SHA-256 of the bytes; tasks that never
	 * ran do not count.
	 */
	madeTwice: Array<{ kind: ThingKind; name: string }>;
}

const THROTTLED = /^RequestLimitExceeded(\.|$)/;

/** Everything that happened, for tests to compare with what the client says. */
export class Ledger {
	/** In the order in which they were made. */
	readonly made: Made[] = [];
	readonly calls: CallRecord[] = [];
	private readonly byId = new Map<string, Made>();
	private throttled = 0;

	recordMade(made: Made): void {
		this.made.push(made);
		this.byId.set(made.id, made);
	}

	recordCall(call: CallRecord): void {
		this.calls.push(call);
		if (call.outcome.kind === 'refused' && THROTTLED.test(call.outcome.code)) this.throttled += 1;
	}

	/** The thing that was made with this ID, deleted or not. */
	find(id: string): Made | undefined {
		return this.byId.get(id);
	}

	/** The things of this kind, in the order in which they were made. */
	ofKind(wanted: ThingKind): Made[] {
		return this.made.filter(({ kind }) => kind === wanted);
	}

	/** How many things of this kind were made under this name. Tasks that never ran do not count. */
	timesMade(kind: ThingKind, wanted: string): number {
		return this.ofKind(kind).filter(({ name, withoutPlace }) => name === wanted && !withoutPlace)
			.length;
	}

	summary(): LedgerSummary {
		return {
			calls: this.calls.length,
			made: this.made.length,
			throttled: this.throttled,
			madeTwice: this.madeTwice(),
		};
	}

	clear(): void {
		this.made.length = 0;
		this.calls.length = 0;
		this.byId.clear();
		this.throttled = 0;
	}

	private madeTwice(): LedgerSummary['madeTwice'] {
		const counts = new Map<string, { kind: ThingKind; name: string; times: number }>();
		for (const { kind, name: given, sha256, withoutPlace } of this.made) {
			if (withoutPlace) continue;
			const name = sha256 ?? given;
			const key = `${kind} ${name}`;
			counts.set(key, { kind, name, times: (counts.get(key)?.times ?? 0) + 1 });
		}
		const twice = [...counts.values()].filter(({ times }) => times > 1);
		return twice.map(({ kind, name }) => ({ kind, name }));
	}
}
