import { LIFE_WITHOUT_PLACE, type Places } from './places';
import type { TaskEnding, TaskLife, TaskLifePlan } from './taskLives';
import type { TaskMember } from './taskMembers';
import { RETENTION_MS } from './times';

/** A task as it is started. Times are in milliseconds since 1970. */
export interface NewTask {
	taskId: string;
	action: string;
	taskType: string;
	/** The member of DescribeTaskDetail's answer that tells of such a task. */
	member: TaskMember;
	name: string;
	subAppId: number;
	request: Record<string, unknown>;
	sessionId: string;
	sessionContext: string;
	/** The tasks of one model share its places. */
	model: string;
	startedAt: number;
	/** The member's Input. */
	input: unknown;
	/** What it fails for where it would have succeeded; undefined: nothing. */
	mistake: string | undefined;
	/** The member's Output when nothing came of it. */
	emptyOutput: object;
	/** Makes what the task makes, and gives the member's Output. Called at most once. */
	succeed(finishedAt: number): object;
}

export type TaskState =
	| { status: 'WAITING' }
	| { status: 'PROCESSING' }
	| {
			status: 'FINISH' | 'ABORTED';
			finishedAt: number;
			ending: TaskEnding;
			/** Of success. */
			output: object | null;
	  };

type EndedState = Extract<TaskState, { finishedAt: number }>;

/** A task of the account. */
export interface Task extends NewTask {
	/** Whether it ended at once because all places were taken: it never ran. */
	withoutPlace: boolean;
	/** undefined: every poll moves it on. */
	life: TaskLife | undefined;
	polls: number;
	end: EndedState | undefined;
}

/** Of a task that is moved on by polls: the first finds it WAITING, the second PROCESSING, the third ended. */
const LAST_POLL = 3;

/** The tasks of the account, of every kind. They live by the server's clock or, without a plan, by polls. */
export class Tasks {
	private readonly byId = new Map<string, Task>();
	/** Those that have not ended hold the places. */
	private readonly running = new Set<Task>();
	private plan: TaskLifePlan = () => undefined;
	private places: Places | undefined;

	/** Replaces the plan for the tasks that are started from now on. */
	setLives(plan: TaskLifePlan): void {
		this.plan = plan;
	}

	/** Replaces the places for the tasks that are started from now on; undefined: as many as anybody wants. */
	setPlaces(places: Places | undefined): void {
		this.places = places;
	}

	/** Whether a call that starts a task of this model is refused for want of a place. */
	refusesCall(model: string): boolean {
		return this.places?.refuses === 'call' && this.isFull(model);
	}

	start(started: NewTask): Task {
		const { action, taskType, name, request, model } = started;
		const index = this.byId.size;
		const withoutPlace = this.isFull(model);
		const life = withoutPlace
			? LIFE_WITHOUT_PLACE
			: this.plan({ action, taskType, name, request, index });
		const task: Task = { ...started, withoutPlace, life, polls: 0, end: undefined };
		this.byId.set(task.taskId, task);
		this.running.add(task);
		return task;
	}

	/**
	 * The task as DescribeTaskDetail finds it; undefined: there is no such task.
	 * @param subAppId where to look; undefined: everywhere
	 */
	poll(taskId: string, subAppId: number | undefined, now: number): Task | undefined {
		const task = this.byId.get(taskId);
		if (!task || (subAppId !== undefined && subAppId !== task.subAppId)) return undefined;
		if (!isRemembered(task, now)) return undefined;
		task.polls += 1;
		if (!task.life && task.polls === LAST_POLL) this.end(task, { kind: 'success' }, now);
		return task;
	}

	/** Every task, in the order in which they were started. */
	all(): Task[] {
		return [...this.byId.values()];
	}

	/** Ends the tasks whose end has come by the clock, in the order of their ends. */
	settle(now: number): void {
		const due = [...this.running].flatMap((task) => {
			const endsAt = endOf(task);
			return task.life && endsAt <= now ? [{ task, endsAt, ending: task.life.end }] : [];
		});
		due.sort((one, other) => one.endsAt - other.endsAt);
		for (const { task, endsAt, ending } of due) this.end(task, ending, endsAt);
	}

	clear(): void {
		this.byId.clear();
		this.running.clear();
	}

	private isFull(model: string): boolean {
		if (!this.places) return false;
		const taken = [...this.running].filter((task) => task.model === model).length;
		return taken >= this.places.count;
	}

	private end(task: Task, planned: TaskEnding, finishedAt: number): void {
		this.running.delete(task);
		const ending = endingOf(task, planned);
		task.end = {
			status: ending.kind === 'aborted' ? 'ABORTED' : 'FINISH',
			finishedAt,
			ending,
			output: ending.kind === 'success' ? task.succeed(finishedAt) : null,
		};
	}
}

/** Tasks can be asked for, and are listed, for three days. */
export function isRemembered({ startedAt }: Task, now: number): boolean {
	return now - startedAt < RETENTION_MS;
}

/** What the service takes and cannot do ends in the way of its own faults: as it was recorded. */
function endingOf({ mistake }: Task, planned: TaskEnding): TaskEnding {
	if (planned.kind !== 'success' || mistake === undefined) return planned;
	const message = `task failed, message: ${mistake}`;
	return { kind: 'failure', errCodeExt: 'InternalError', message };
}

/** The state of a task, whose end is settled. */
export function stateOf(task: Task, now: number): TaskState {
	if (task.end) return task.end;
	const isWaiting = task.life ? now < beginOf(task) : task.polls < LAST_POLL - 1;
	return { status: isWaiting ? 'WAITING' : 'PROCESSING' };
}

/** When it is processed, by the clock. */
export function beginOf({ startedAt, life }: Task): number {
	return startedAt + (life?.waitsMs ?? 0);
}

function endOf(task: Task): number {
	return beginOf(task) + (task.life?.runsMs ?? 0);
}
