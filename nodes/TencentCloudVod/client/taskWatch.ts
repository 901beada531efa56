/** Waits for the tasks of a batch, all together. */
import type { Clock } from './clock';
import { deadlineAfter } from './deadline';
import type { CallOutcome, Done, Outcome, Refused } from './outcome';
import type { Pace } from './pacing';
import { WAIT_SLICE_MS } from './pause';
import { stateOf, type Started, type TaskDetail, type TaskState } from './task';

export interface WatchedTask {
	taskId: string;
	/** Where it runs; undefined: where the key's account has its own. */
	subAppId: number | undefined;
}

export interface WatchEnd {
	/**
	 * `running`: the time that was allowed is over, or the user has stopped the execution. `unread`: Tencent
	 * Cloud refuses to tell.
	 */
	state: TaskState | { kind: 'unread'; refusal: Refused };
	/** The last answer; undefined where there was none. */
	answer: Done<TaskDetail> | undefined;
}

export interface WatchOptions {
	/** Asks how far a task is. Must not reject. */
	ask: (task: WatchedTask, signal: AbortSignal) => Promise<CallOutcome<TaskDetail>>;
	/** Of the questions, for all executions of the process. */
	pace: Pace;
	clock: Clock;
	/** Set when the user stops the execution. */
	cancelSignal: AbortSignal | undefined;
	/** How long to wait for one task, in milliseconds. */
	maxWait: number;
	/** Deadline of one question, in milliseconds. */
	timeout: number;
}

interface Watched {
	task: WatchedTask;
	/** Monotonic milliseconds, as all times here. */
	since: number;
	dueAt: number;
	isAsked: boolean;
	/** In a row. */
	refusals: number;
	status: string;
	answer: Done<TaskDetail> | undefined;
	end: (end: WatchEnd) => void;
	fail: (error: unknown) => void;
}

/** Tencent Cloud allows 100 a second; other programs ask, too. */
const QUESTIONS_PER_SECOND = 50;
/** No task that is worth waiting for ends sooner. */
const FIRST_MS = 5_000;
/** The steps grow with the time that a task has taken, so that it is not known late by more than that share. */
const STEP = { share: 0.1, shortestMs: 1_000, longestMs: 20_000 };
/** A key may be changed, a permission given, while a task runs. */
const MAX_REFUSALS = 3;

export class TaskWatch {
	private readonly watched = new Set<Watched>();
	private isLooking = false;

	constructor(private readonly options: WatchOptions) {}

	/**
	 * @param status as last heard
	 * @param isNew whether it was started just now: then it is not asked for at once
	 */
	async watch(task: WatchedTask, status: string, isNew: boolean): Promise<WatchEnd> {
		return await new Promise((end, fail) => {
			const since = this.options.clock.now();
			this.watched.add({
				task,
				since,
				dueAt: since + (isNew ? FIRST_MS : 0),
				isAsked: false,
				refusals: 0,
				status,
				answer: undefined,
				end,
				fail,
			});
			if (!this.isLooking) void this.look();
		});
	}

	private async look(): Promise<void> {
		const { cancelSignal, clock, pace } = this.options;
		this.isLooking = true;
		while (this.watched.size > 0) {
			if (cancelSignal?.aborted) {
				for (const one of this.watched) this.giveUp(one);
				continue;
			}
			const now = clock.now();
			const next = this.nextDue();
			const wait = next && next.dueAt <= now ? pace.tryStart(QUESTIONS_PER_SECOND, now) : undefined;
			if (next && wait === 0) {
				this.ask(next).catch((error: unknown) => this.fail(next, error));
				continue;
			}
			const ms = wait ?? (next ? next.dueAt - now : WAIT_SLICE_MS);
			await clock.sleep(Math.min(ms, WAIT_SLICE_MS));
		}
		this.isLooking = false;
	}

	private nextDue(): Watched | undefined {
		let next: Watched | undefined;
		for (const one of this.watched) {
			if (!one.isAsked && (!next || one.dueAt < next.dueAt)) next = one;
		}
		return next;
	}

	private async ask(one: Watched): Promise<void> {
		const { ask, clock, maxWait, pace, timeout } = this.options;
		const askedAt = clock.now();
		one.isAsked = true;
		const outcome = await ask(one.task, deadlineAfter(timeout, clock));
		one.isAsked = false;
		const now = clock.now();
		const limit = one.since + maxWait;
		const isThrottled = outcome.kind === 'refused' && outcome.reason === 'throttled';
		if (isThrottled) pace.throttled(askedAt, now);
		const end = isThrottled ? undefined : heard(one, outcome);
		if (end) return this.end(one, end);
		if (now >= limit) return this.giveUp(one);
		// One that was throttled keeps its turn: the pace alone slows down.
		if (!isThrottled) one.dueAt = Math.min(now + this.step(now - one.since), limit);
	}

	/** Jittered, so that tasks that began together are not asked for together. */
	private step(age: number): number {
		const { share, shortestMs, longestMs } = STEP;
		const step = Math.min(Math.max(age * share, shortestMs), longestMs);
		return step * (0.8 + this.options.clock.random() * 0.2);
	}

	private giveUp(one: Watched): void {
		this.end(one, { kind: 'running', status: one.status });
	}

	private end(one: Watched, state: WatchEnd['state']): void {
		this.watched.delete(one);
		one.end({ state, answer: one.answer });
	}

	private fail(one: Watched, error: unknown): void {
		this.watched.delete(one);
		one.fail(error);
	}
}

/** Takes in what came back. @returns how the watch ends; undefined where it goes on */
function heard(one: Watched, outcome: CallOutcome<TaskDetail>): WatchEnd['state'] | undefined {
	if (outcome.kind === 'refused') {
		one.refusals++;
		return one.refusals < MAX_REFUSALS ? undefined : { kind: 'unread', refusal: outcome };
	}
	if (outcome.kind !== 'done') return undefined;
	const state = stateOf(outcome.value, one.task.taskId);
	one.refusals = 0;
	one.answer = outcome;
	if (state.kind !== 'running') return state;
	one.status = state.status;
	return undefined;
}

/**
 * What became of a task, and so of the call that started it.
 * @param resultOf takes what was made out of its output; undefined where it is not in there
 */
export function outcomeOfTask<T>(
	started: Started,
	{ state }: WatchEnd,
	resultOf: (output: Record<string, unknown>) => T | undefined,
): Outcome<T> {
	const { requestId, taskId } = started;
	switch (state.kind) {
		case 'running':
			return { ...started, status: state.status };
		case 'failed':
			return { kind: 'taskFailed', taskId, code: state.code, message: state.message, requestId };
		case 'unread': {
			const { code } = state.refusal;
			const message = 'message' in state.refusal ? state.refusal.message : '';
			return { kind: 'unread', taskId, code, message, requestId };
		}
		case 'ended': {
			const value = resultOf(state.output);
			return value === undefined
				? { kind: 'taskFailed', taskId, code: 'NoResult', message: '', requestId }
				: { kind: 'done', value, requestId, taskId };
		}
	}
}
