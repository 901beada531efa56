import type { SubApp } from './account';
import type { ActionResult } from './actions/action';
import type { Fault, FaultPlan } from './faults';
import { putObject } from './cos/putObject';
import type { ReceivedPut } from './cos/receivedPut';
import type { AnswerForm, HttpAnswer } from './answerForm';
import { apiCall, type Gateway } from './gateway';
import type { IncomingCall } from './incomingCall';
import { IdSource } from './ids';
import { Ledger, type CallOutcome, type CallRecord } from './ledger';
import { createQuota, type Quota, type QuotaModel } from './quota';
import type { SeededRandom } from './random';
import { header, type ReceivedRequest } from './receivedRequest';
import { refusal } from './refusal';
import { Tasks } from './tasks';
import { Uploads, type StoredFile, type UploadsOptions } from './uploads';

export interface ServiceOptions {
	/** Milliseconds since 1970. */
	now: () => number;
	random: SeededRandom;
	token: string | undefined;
	quota: QuotaModel;
	subApps: readonly SubApp[];
	/** Where the emulator is reached, without a slash at the end. */
	url: string;
	commitTwice: UploadsOptions['commitTwice'];
}

/** What became of a call, and what is to be sent. */
export interface Answer {
	call: CallRecord;
	fault: Fault | undefined;
	/** What would be sent without the fault. */
	answer: HttpAnswer;
	/** What the service sends that has nothing of what was asked for. */
	empty: HttpAnswer;
	/** What the service sends with a code. */
	error(code: string, status: number | undefined): HttpAnswer;
}

/** The emulated service without its sockets: takes requests as they arrive, keeps the account. */
export class Service {
	readonly ledger = new Ledger();
	private readonly tasks = new Tasks();
	private readonly uploads: Uploads;
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
		this.uploads = new Uploads({ ...options, ids: this.ids });
		this.gateway = {
			account: {
				ids: this.ids,
				ledger: this.ledger,
				subApps: options.subApps,
				tasks: this.tasks,
				uploads: this.uploads,
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
		this.uploads.clear();
		this.faults = () => undefined;
		this.setQuota(this.options.quota);
		this.arrived = 0;
	}

	/** Handles a request that has arrived. What it asks for exists when this returns. */
	answer(request: ReceivedRequest): Answer {
		return this.handle(apiCall(this.gateway, request), header(request, 'x-tc-region'));
	}

	/** Handles a PUT to COS. */
	store(request: ReceivedPut): Answer {
		return this.handle(putObject(this.uploads, request), '');
	}

	/** The file that lies at a path; undefined where none does. */
	fileAt(path: string): StoredFile | undefined {
		return this.uploads.fileAt(path);
	}

	private handle({ action, name, form, handle }: IncomingCall, region: string): Answer {
		const index = this.arrived++;
		const fault = this.faults({ index, action, name });
		const arrivedAt = this.options.now() + skewOf(fault);
		const requestId = this.ids.requestId();
		const result = strikesBefore(fault)
			? undefined
			: handle({ index, requestId, now: arrivedAt, name, region });
		const outcome = result ? outcomeOf(result) : outcomeOfFault(fault);
		const call = { index, arrivedAt, action, name, requestId, outcome, fault: fault?.kind };
		this.ledger.recordCall(call);
		const error = (code: string, status: number | undefined) =>
			form.error(refusal(code, 'The emulator was told to answer this.'), requestId, status);
		const empty = form.success({}, requestId);
		const answer = result ? answerOf(result, form, requestId) : empty;
		return { call, fault, answer, empty, error };
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

function answerOf(result: ActionResult, form: AnswerForm, requestId: string): HttpAnswer {
	switch (result.kind) {
		case 'made':
		case 'answered':
			return form.success(result.fields, requestId);
		case 'refused':
			return form.error(result.refusal, requestId);
	}
}
