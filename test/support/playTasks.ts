/** Runs a batch whose calls start tasks, in virtual time, against a service that a test describes. */
import { z } from 'zod';

import { Batch } from '../../nodes/TencentCloudVod/client/batch';
import { entryGuard } from '../../nodes/TencentCloudVod/client/entry';
import { SavedMemory, type Entries } from '../../nodes/TencentCloudVod/client/memory';
import type { CallOutcome, Outcome } from '../../nodes/TencentCloudVod/client/outcome';
import { SharedPace } from '../../nodes/TencentCloudVod/client/pacing';
import type { BatchItem, ItemResult } from '../../nodes/TencentCloudVod/client/pendingCall';
import { Places } from '../../nodes/TencentCloudVod/client/places';
import { SessionLookup } from '../../nodes/TencentCloudVod/client/sessionLookup';
import type { TaskDetail } from '../../nodes/TencentCloudVod/client/task';
import { outcomeOfTask, TaskWatch } from '../../nodes/TencentCloudVod/client/taskWatch';
import { UnderWay } from '../../nodes/TencentCloudVod/client/underWay';
import type { VirtualClock } from './virtualClock';

const MINUTE_MS = 60_000;
const CALL_MS = 100;

/** How long each item's task runs, in milliseconds; `fails`: then it ends with this ErrCodeExt. */
export interface PlannedTask {
	runsMs: number;
	fails?: string;
}

export interface ServiceScript {
	/** By the item's index. */
	tasks: readonly PlannedTask[];
	/** So many run at once; beyond it the call or the task is refused. */
	places?: {
		count: number;
		refuses: 'call' | 'task';
		/** When others leave the places, all of which they hold until then; in ms since the start. */
		othersUntil?: number;
	};
	/** Questions that are answered in a second; beyond it they are throttled. */
	questionsPerSecond?: number;
	/** By the item's index: the answer to the first call is lost, though the task runs. */
	lost?: readonly number[];
	/** Whether tasks are in the list. */
	isListed?: boolean;
	/** What the answer to a question is in place of the task's state. */
	fault?: (question: number) => CallOutcome<TaskDetail> | undefined;
}

interface RunningTask {
	index: number;
	taskId: string;
	session: string;
	startedAt: number;
	endsAt: number;
	fails: string | undefined;
}

export const THROTTLED = {
	kind: 'refused',
	reason: 'throttled',
	code: 'RequestLimitExceeded',
	requestId: 'r',
} as const;

/** What the account runs, and everything that it was asked. Several batches may share it. */
export class TaskService {
	readonly started: RunningTask[] = [];
	/** When the service was asked how far a task is, in ms since the start. */
	readonly questions: number[] = [];
	throttledQuestions = 0;
	/** That were to start a task. */
	calls = 0;
	lists = 0;
	mostRunning = 0;
	private readonly answered: number[] = [];
	private readonly lost: Set<number>;

	constructor(
		private readonly script: ServiceScript,
		private readonly clock: VirtualClock,
	) {
		this.lost = new Set(script.lost);
	}

	/** Tasks that had a place. */
	get ran(): RunningTask[] {
		return this.started.filter(({ fails }) => fails !== 'RequestLimitExceeded');
	}

	start(index: number, session: string): Outcome<never> {
		const now = this.clock.now();
		this.calls++;
		if (this.started.some((task) => task.session === session)) {
			return { kind: 'unknown', reason: 'repeated', code: '', requestId: 'r' };
		}
		const { places, tasks } = this.script;
		const running = this.started.filter(({ endsAt }) => endsAt > now).length;
		const { count = Infinity, othersUntil = 0 } = places ?? {};
		const isFull = running >= count || now < othersUntil;
		if (isFull && places?.refuses === 'call') return THROTTLED;
		const { runsMs = 0, fails } = tasks[index] ?? {};
		const taskId = `task-${this.started.length}-of-${index}`;
		this.started.push({
			index,
			taskId,
			session,
			startedAt: now,
			endsAt: isFull ? now : now + runsMs,
			fails: isFull ? 'RequestLimitExceeded' : fails,
		});
		this.mostRunning = Math.max(this.mostRunning, isFull ? 0 : running + 1);
		if (this.lost.delete(index)) {
			return {
				kind: 'unknown',
				reason: 'connectionLost',
				code: 'ECONNRESET',
				requestId: undefined,
			};
		}
		return { kind: 'started', taskId, status: 'WAITING', requestId: 'r' };
	}

	ask(taskId: string): CallOutcome<TaskDetail> {
		const now = this.clock.now();
		this.questions.push(now);
		const fault = this.script.fault?.(this.questions.length - 1);
		if (fault) return fault;
		const lately = this.answered.filter((at) => at > now - 1_000).length;
		if (lately >= (this.script.questionsPerSecond ?? Infinity)) {
			this.throttledQuestions++;
			return THROTTLED;
		}
		this.answered.push(now);
		const task = this.started.find((one) => one.taskId === taskId);
		if (!task) {
			return {
				kind: 'refused',
				reason: 'code',
				code: 'ResourceNotFound',
				message: '',
				requestId: 'r',
			};
		}
		return { kind: 'done', value: detailOf(task, now), requestId: 'r' };
	}

	/** As if the item's call had never come. */
	forget(index: number): void {
		const place = this.started.findIndex((task) => task.index === index);
		this.started.splice(place, 1);
	}

	list(): ReadonlyMap<string, string> {
		this.lists++;
		if (this.script.isListed === false) return new Map();
		return new Map(this.started.map(({ session, taskId }) => [session, taskId]));
	}
}

function detailOf({ endsAt, fails, index, taskId }: RunningTask, now: number): TaskDetail {
	if (now < endsAt) return { Status: 'PROCESSING', Task: { TaskId: taskId, Output: null } };
	const failed = { ErrCode: 70_000, ErrCodeExt: fails, Message: 'words' };
	const Output = { Made: `made of ${index}` };
	return {
		Status: 'FINISH',
		Task: { TaskId: taskId, ...(fails ? failed : { ErrCode: 0, ErrCodeExt: '', Output }) },
	};
}

export interface TaskPlay {
	service: TaskService;
	clock: VirtualClock;
	/** Indices. */
	items: readonly number[];
	/** What n8n saves with the execution. */
	journal?: Entries;
	executionId?: string;
	maxWaitMs?: number;
	maxConcurrentTasks?: number;
	requestsPerSecond?: number;
	onFailure?: 'stop' | 'continue';
	whenOutcomeUnknown?: 'stop' | 'createAgain';
	cancelSignal?: AbortSignal;
	/** Of a process. */
	pace?: SharedPace;
}

export interface PlayedTasks {
	results: Array<ItemResult<string>>;
	/** When it was known how each item had ended, in ms since the start; by index. */
	knownAt: Map<number, number>;
	endedAt: number;
}

/** To be awaited through `clock.finish`, alone or together with others. */
export async function playTasks(play: TaskPlay): Promise<PlayedTasks> {
	const { clock, service, journal = {}, executionId = '17', cancelSignal } = play;
	const memory = new SavedMemory(journal, entryGuard(z.string()), (key) => {
		throw new Error(`damaged: ${key}`);
	});
	const slotOf = (key: string) => ({
		key,
		recall: () => memory.recall(key),
		record: (entry: Parameters<typeof memory.record>[1]) => memory.record(key, entry),
	});
	const items = play.items.map(
		(index): BatchItem<string> => ({
			index,
			inputHash: `hash of ${index}`,
			place: slotOf(`key ${index}`),
			reuse: undefined,
		}),
	);
	const knownAt = new Map<number, number>();
	const maxWait = play.maxWaitMs ?? 30 * MINUTE_MS;
	const watch = new TaskWatch({
		ask: async ({ taskId }) => {
			await clock.sleep(CALL_MS / 2);
			const answer = service.ask(taskId);
			await clock.sleep(CALL_MS / 2);
			return answer;
		},
		pace: (play.pace ?? new SharedPace(() => clock.random())).of(executionId),
		clock,
		cancelSignal,
		maxWait,
		timeout: 3_600_000,
	});
	const lookup = new SessionLookup(
		async () => {
			await clock.sleep(CALL_MS);
			return service.list();
		},
		clock,
		cancelSignal,
	);
	const batch = new Batch<string, BatchItem<string>>({
		attempt: async ({ index }, _signal, session) => {
			await clock.sleep(CALL_MS / 2);
			const outcome = service.start(index, session);
			await clock.sleep(CALL_MS / 2);
			return outcome;
		},
		tasks: {
			follow: async ({ index }, started, isNew) => {
				const { status, taskId } = started;
				const end = await watch.watch({ taskId, subAppId: undefined }, status, isNew);
				knownAt.set(index, clock.now());
				return outcomeOfTask(started, end, ({ Made }) => String(Made));
			},
			lookUp: async (_item, session) => {
				const taskId = await lookup.find(session, undefined, 0);
				return taskId === undefined
					? undefined
					: { kind: 'started', taskId, status: 'WAITING', requestId: undefined };
			},
			places: new Places(play.maxConcurrentTasks ?? Infinity, clock),
			patience: maxWait,
		},
		underWay: new UnderWay(),
		pace: new SharedPace(() => clock.random()).of(executionId),
		clock,
		log: { sending: () => undefined, ended: () => undefined },
		caller: { executionId, keyHash: 'hash of the key' },
		cancelSignal,
		maxInFlight: 600,
		requestsPerSecond: play.requestsPerSecond ?? 20,
		timeout: 3_600_000,
		whenOutcomeUnknown: play.whenOutcomeUnknown ?? 'stop',
		onFailure: play.onFailure ?? 'continue',
		refusals: play.onFailure === 'stop' ? 'sentAgain' : 'final',
	});
	const { fault, results } = await batch.run(items);
	if (fault) throw fault.error;
	return { results: results.map(({ result }) => result), knownAt, endedAt: clock.now() };
}

/** How each item ended, in a word or two. */
export function endsOf({ results }: PlayedTasks): string[] {
	return results.map((result) => {
		if (result.kind === 'notStarted') return 'not started';
		const { outcome } = result;
		if (outcome.kind === 'done') return outcome.value;
		return `${outcome.kind}: ${'code' in outcome ? outcome.code : outcome.status}`;
	});
}

/** The most that fell within any second, or other span in ms. */
export function mostWithin(times: readonly number[], span = 1_000): number {
	const sorted = [...times].sort((one, other) => one - other);
	let most = 0;
	for (let first = 0, last = 0; last < sorted.length; last++) {
		while ((sorted[last] ?? 0) - (sorted[first] ?? 0) >= span) first++;
		most = Math.max(most, last - first + 1);
	}
	return most;
}
