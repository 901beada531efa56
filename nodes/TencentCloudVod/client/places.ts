/**
 * How many tasks of a batch may run at once. An account may run few, often one per model, and says so only
 * by refusing: the call, or the task, which then ends at once. So the number is found out.
 */
import type { Clock } from './clock';

/** After a call was refused, another one is tried when none of ours ends: doubling, up to the longest. */
const RETRY_MS = { shortest: 1_000, longest: 30_000 };

export class Places {
	/** Those of this batch, the calls that start them included. */
	private running = 0;
	/** As many as ran when one more was refused. */
	private found = Number.POSITIVE_INFINITY;
	private retryAt = Number.POSITIVE_INFINITY;
	private retryMs = RETRY_MS.shortest;
	/** Whether one of ours was started and then ended for want of a place. */
	private hasEndedTasks = false;
	/**
	 * Monotonic milliseconds at which a task last began or ended; where none has yet, at which one was first
	 * refused. All who wait have waited since then, whenever they were sent themselves.
	 */
	movedAt: number | undefined;
	private endedAt: number | undefined;

	/** @param allowed at most so many, by a person's choice */
	constructor(
		private readonly allowed: number,
		private readonly clock: Pick<Clock, 'random'>,
	) {}

	/** @param now monotonic milliseconds */
	isFree(now: number): boolean {
		if (this.running >= this.allowed) return false;
		return this.running < this.found || now >= this.retryAt;
	}

	/** A call leaves, or a task is known to run. */
	take(): void {
		// Beyond what was found, one at a time is tried.
		if (this.running >= this.found) this.retryAt = Number.POSITIVE_INFINITY;
		this.running++;
	}

	/** The call has started its task. Where accounts end tasks for want of a place, that says nothing yet. */
	begin(now: number): void {
		if (this.hasEndedTasks) return;
		this.movedAt = now;
		if (this.running <= this.found) return;
		this.found = Number.POSITIVE_INFINITY;
		this.retryMs = RETRY_MS.shortest;
	}

	/** There is no task. */
	leave(now: number): void {
		this.running--;
		this.movedAt = now;
		this.endedAt = now;
		// One that was tried beyond what was found, and came to nothing else, has told nothing.
		if (this.running >= this.found) this.retryAt = now;
	}

	/** The task has had a place. */
	end(now: number): void {
		if (this.running > this.found) {
			this.found = this.running;
			this.retryMs = RETRY_MS.shortest;
		}
		this.leave(now);
	}

	/** The call was refused: that may be for the rate of the calls, so it is tried again by and by. */
	refuseCall(now: number): void {
		this.running--;
		this.found = this.running;
		this.movedAt ??= now;
		const jitter = 0.5 + this.clock.random() / 2;
		this.retryAt = now + this.retryMs * jitter;
		this.retryMs = Math.min(this.retryMs * 2, RETRY_MS.longest);
	}

	/** The task has ended at once for want of a place. Others go on where one of ours ends. */
	refuseTask(now: number): void {
		// What was taken for a beginning was none.
		if (!this.hasEndedTasks) this.movedAt = this.endedAt;
		this.hasEndedTasks = true;
		this.refuseCall(now);
		if (this.running > 0) this.retryAt = Number.POSITIVE_INFINITY;
	}

	/** A call gives up. The others need not wait to be told the same. */
	giveUp(now: number): void {
		this.retryAt = now;
	}
}
