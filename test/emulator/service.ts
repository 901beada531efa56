import type { Account, SubApp } from './account';
import type { AnswerForm, HttpAnswer } from './answerForm';
import { putObject } from './cos/putObject';
import type { ReceivedPut } from './cos/receivedPut';
import type { Fault, FaultPlan } from './faults';
import { Files, type FileReport } from './files';
import { apiCall, type Gateway } from './gateway';
import { IdSource } from './ids';
import type { CallResult, IncomingCall } from './incomingCall';
import { Ledger, type CallOutcome, type CallRecord } from './ledger';
import { readObject } from './media';
import type { Places } from './places';
import { createQuota, type Quota, type QuotaModel } from './quota';
import type { SeededRandom } from './random';
import { header, type ReceivedRequest } from './receivedRequest';
import { Sessions } from './sessions';
import { Studio, type StudioOptions } from './studio';
import type { TaskLifePlan } from './taskLives';
import { reportOf, type TaskReport } from './taskReport';
import { Tasks } from './tasks';
import { Uploads, type UploadsOptions } from './uploads';

export interface ServiceOptions {
	/** Milliseconds since 1970. */
	now: () => number;
	random: SeededRandom;
	token: string | undefined;
	quota: QuotaModel;
	subApps: readonly SubApp[];
	/** See `Files`. */
	url: string;
	commitTwice: UploadsOptions['commitTwice'];
	/** See `EmulatorOptions`. */
	tasksListed: boolean;
	studio: StudioOptions;
}

/** What became of a call, and what is to be sent. */
export interface Answer {
	call: CallRecord;
	fault: Fault | undefined;
	/** In the form of the service that was called. */
	answer: HttpAnswer;
	form: AnswerForm;
}

/** The emulated service without its sockets: takes requests as they arrive, keeps the account. */
export class Service {
	private readonly account: Account;
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
		const { commitTwice, url } = options;
		const files = new Files(url);
		this.account = {
			ids: this.ids,
			ledger: new Ledger(),
			sessions: new Sessions(),
			subApps: options.subApps,
			tasks: new Tasks(),
			tasksListed: options.tasksListed,
			uploads: new Uploads({ ids: this.ids, files, commitTwice }),
			files,
			studio: new Studio(options.studio),
		};
		this.gateway = {
			account: this.account,
			token: options.token,
			admits: (action) => this.quotaOf(action).admits(options.now()),
		};
	}

	/** As it is now: what tasks have made by the clock is in it. */
	get ledger(): Ledger {
		this.account.tasks.settle(this.options.now());
		return this.account.ledger;
	}

	/** As they are now. */
	get tasks(): TaskReport[] {
		const { tasks } = this.account;
		const now = this.options.now();
		tasks.settle(now);
		return tasks.all().map((task) => reportOf(task, now));
	}

	/** Those that tasks have made by now. */
	get files(): FileReport[] {
		const { files, tasks } = this.account;
		tasks.settle(this.options.now());
		return files.reports();
	}

	setFaults(faults: FaultPlan): void {
		this.faults = faults;
	}

	setQuota(quota: QuotaModel): void {
		this.quota = quota;
		this.quotas.clear();
	}

	setTaskLives(plan: TaskLifePlan): void {
		this.account.tasks.setLives(plan);
	}

	setPlaces(places: Places | undefined): void {
		this.account.tasks.setPlaces(places);
	}

	setTasksListed(listed: boolean): void {
		this.account.tasksListed = listed;
	}

	/** Back to an empty account, to what was set at the start, and no faults. Identifiers stay unique across it. */
	reset(): void {
		const { files, ledger, sessions, tasks, uploads } = this.account;
		for (const part of [files, ledger, sessions, tasks, uploads]) part.clear();
		this.setTaskLives(() => undefined);
		this.setPlaces(undefined);
		this.setTasksListed(this.options.tasksListed);
		this.faults = () => undefined;
		this.setQuota(this.options.quota);
		this.arrived = 0;
	}

	/** Handles a request that has arrived. What it asks for exists when this returns. */
	answer(request: ReceivedRequest | ReceivedPut): Answer {
		const index = this.arrived++;
		const incoming = this.incoming(request);
		const { action, name, form } = incoming;
		const fault = this.faults({ index, action, name });
		const arrivedAt = this.options.now() + skewOf(fault);
		const requestId = this.ids.requestId();
		const region = header(request, 'x-tc-region');
		this.account.tasks.settle(this.options.now());
		const result = strikesBefore(fault)
			? undefined
			: incoming.handle({ index, requestId, now: arrivedAt, name, region });
		const outcome = result ? outcomeOf(result) : outcomeOfFault(fault);
		const call = { index, arrivedAt, action, name, requestId, outcome, fault: fault?.kind };
		this.account.ledger.recordCall(call);
		return { call, fault, answer: answerOf(form, result, requestId), form };
	}

	private incoming(request: ReceivedRequest | ReceivedPut): IncomingCall {
		const { files, uploads } = this.account;
		if ('object' in request) return putObject(uploads, request);
		const isRead = request.method === 'GET' || request.method === 'HEAD';
		const file = isRead ? files.at(request.target) : undefined;
		return file ? readObject(file, request) : apiCall(this.gateway, request);
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

function outcomeOf(result: CallResult): CallOutcome {
	switch (result.kind) {
		case 'made':
			return { kind: 'made', thing: result.thing };
		case 'answered':
		case 'served':
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

function answerOf(form: AnswerForm, result: CallResult | undefined, requestId: string): HttpAnswer {
	switch (result?.kind) {
		case undefined:
			return form.success({}, requestId);
		case 'made':
		case 'answered':
			return form.success(result.fields, requestId);
		case 'served':
			return result.answer;
		case 'refused':
			return form.error(result.refusal, requestId);
	}
}
