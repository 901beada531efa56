/** An account and its tasks, as a test describes them, in virtual time. */
import type { CallOutcome, Outcome } from '../../nodes/TencentCloudVod/client/outcome';
import type { TaskDetail } from '../../nodes/TencentCloudVod/client/task';
import type { VirtualClock } from './virtualClock';

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
