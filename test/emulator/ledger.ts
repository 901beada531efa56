import type { CreateAigcCustomElementRequest } from 'tencentcloud-sdk-nodejs-vod/tencentcloud/services/vod/v20180717/vod_models';
import type { Fault } from './faults';

/** An element that exists in the account. */
export interface ElementRecord {
	elementId: string;
	requestId: string;
	/** Milliseconds since 1970, on the server's clock. */
	createdAt: number;
	/** `index` of the call that made it. */
	callIndex: number;
	request: CreateAigcCustomElementRequest;
}

/** What the server did with a call, whatever the client heard of it. */
export type CallOutcome =
	| { kind: 'created'; elementId: string }
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
	/** ElementName of the request, where it has one. */
	name?: string;
	requestId: string;
	outcome: CallOutcome;
	/** The fault that was injected, if any. */
	fault?: Fault['kind'];
}

export interface LedgerSummary {
	calls: number;
	made: number;
	/** Calls that were refused with RequestLimitExceeded or one of its kinds. */
	throttled: number;
	/** Names under which more than one element exists. */
	namesMadeTwice: string[];
}

const THROTTLED = /^RequestLimitExceeded(\.|$)/;

/** Everything that happened, for tests to compare with what the client says. */
export class Ledger {
	readonly elements: ElementRecord[] = [];
	readonly calls: CallRecord[] = [];
	private readonly byId = new Map<string, ElementRecord>();
	private readonly madeByName = new Map<string, number>();
	private throttled = 0;

	recordElement(element: ElementRecord): void {
		const name = element.request.ElementName;
		this.elements.push(element);
		this.byId.set(element.elementId, element);
		this.madeByName.set(name, this.made(name) + 1);
	}

	recordCall(call: CallRecord): void {
		this.calls.push(call);
		if (call.outcome.kind === 'refused' && THROTTLED.test(call.outcome.code)) this.throttled += 1;
	}

	/** The element with this ID, if it exists. */
	element(elementId: string): ElementRecord | undefined {
		return this.byId.get(elementId);
	}

	/** How many elements exist under this name. */
	made(name: string): number {
		return this.madeByName.get(name) ?? 0;
	}

	summary(): LedgerSummary {
		return {
			calls: this.calls.length,
			made: this.elements.length,
			throttled: this.throttled,
			namesMadeTwice: [...this.madeByName].filter(([, made]) => made > 1).map(([name]) => name),
		};
	}

	clear(): void {
		this.elements.length = 0;
		this.calls.length = 0;
		this.byId.clear();
		this.madeByName.clear();
		this.throttled = 0;
	}
}
