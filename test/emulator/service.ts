import type { SubApp } from './account';
import type { ActionResult } from './actions/action';
import type { Fault, FaultPlan } from './faults';
import { handle, nameOf, type Gateway } from './gateway';
import { IdSource } from './ids';
import { Ledger, type CallOutcome, type CallRecord } from './ledger';
import { createQuota, type Quota, type QuotaModel } from './quota';
import type { SeededRandom } from './random';
import { header, type ReceivedRequest } from './receivedRequest';
import { errorAnswer, successAnswer } from './refusal';
import { Tasks } from './tasks';

export interface ServiceOptions {
	/** Milliseconds since 1970. */
	now: () => number;
	random: SeededRandom;
	token: string | undefined;
	quota: QuotaModel;
	subApps: readonly SubApp[];
}

/** What became of a call, and what is to be sent. */
export interface Answer {
	call: CallRecord;
	fault: Fault | undefined;
	/** The body, in Tencent Cloud's form. */
	text: string;
}

/** The emulated service without its sockets: takes requests as they arrive, keeps the account. */
export class Service {
	readonly ledger = new Ledger();
	private readonly tasks = new Tasks();
	private readonly ids: IdSource;
	private readonly gateway: Gateway;
	/** The service counts each action for itself. */
	private readonly quotas = new Map<string, Quota>();
	private quota: QuotaModel;
	private faults: FaultPlan = () => undefined;
	private arrived = 0;

	constructor(private readonly options: ServiceOptions) {
		this.ids = new IdSource(options.random);
		this.quota = options.quota;
		this.gateway = {
			account: {
				ids: this.ids,
				ledger: this.ledger,
				subApps: options.subApps,
				tasks: this.tasks,
			},
			token: options.token,
			admits: (action) => this.quotaOf(action).admits(options.now()),
		};
	}

	setFaults(faults: FaultPlan): void {
		this.faults = faults;
	}

	setQuota(quota: QuotaModel): void {
		this.quota = quota;
		this.quotas.clear();
	}

	/** Back to an empty account, no faults and the first quota. Identifiers stay unique across it. */
	reset(): void {
		this.ledger.clear();
		this.tasks.clear();
		this.faults = () => undefined;
		this.setQuota(this.options.quota);
		this.arrived = 0;
	}

	/** Handles a request that has arrived. What it asks for exists when this returns. */
	answer(request: ReceivedRequest): Answer {
		const index = this.arrived++;
		const action = header(request, 'x-tc-action');
		const name = nameOf(request);
		const fault = this.faults({ index, action, name });
		const arrivedAt = this.options.now() + skewOf(fault);
		const requestId = this.ids.requestId();
		const result = strikesBefore(fault)
			? undefined
			: handle(this.gateway, request, { index, requestId, now: arrivedAt, name });
		const outcome = result ? outcomeOf(result) : outcomeOfFault(fault);
		const call = { index, arrivedAt, action, name, requestId, outcome, fault: fault?.kind };
		this.ledger.recordCall(call);
		return { call, fault, text: textOf(result, requestId) };
	}

	private quotaOf(action: string): Quota {
		const known = this.quotas.get(action);
		if (known) return known;
		const quota = createQuota(this.quota);
		this.quotas.set(action, quota);
		return quota;
	}
}

function strikesBefore(fault: Fault | undefined): boolean {
	return fault !== undefined && 'stage' in fault && fault.stage === 'before';
}

function skewOf(fault: Fault | undefined): number {
	return fault?.kind === 'skewedClock' ? fault.minutes * 60_000 : 0;
}

function outcomeOf(result: ActionResult): CallOutcome {
	switch (result.kind) {
		case 'made':
			return { kind: 'made', thing: result.thing };
		case 'answered':
			return { kind: 'answered' };
		case 'refused':
			return { kind: 'refused', code: result.refusal.code };
	}
}

function outcomeOfFault(fault: Fault | undefined): CallOutcome {
	return fault?.kind === 'tencentError'
		? { kind: 'refused', code: fault.code }
		: { kind: 'notHandled' };
}

function textOf(result: ActionResult | undefined, requestId: string): string {
	switch (result?.kind) {
		case undefined:
			return successAnswer({}, requestId);
		case 'made':
		case 'answered':
			return successAnswer(result.fields, requestId);
		case 'refused':
			return errorAnswer(result.refusal, requestId);
	}
}
