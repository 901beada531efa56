/** Looks for tasks by their SessionIds, among those that Tencent Cloud lists. */
import type { Clock } from './clock';
import { pause } from './pause';

/**
 * @param since epoch milliseconds: tasks that were started earlier need not be among them
 * @returns TaskIds by SessionId; undefined when the list could not be read
 */
export type ListTasks = (
	subAppId: number | undefined,
	since: number,
) => Promise<ReadonlyMap<string, string> | undefined>;

interface Wanted {
	session: string;
	subAppId: number | undefined;
	since: number;
	looks: number;
	/** Monotonic milliseconds of its next look. */
	dueAt: number;
	found: (taskId: string | undefined) => void;
}

/** Before each look; a task may be listed late. */
const FIRST_PAUSE_MS = 1_000;
const NEXT_PAUSES_MS = [3_000, 9_000];

/** One for a batch, so that many calls are looked for with one list. */
export class SessionLookup {
	private readonly wanted = new Set<Wanted>();
	private isLooking = false;

	constructor(
		private readonly listTasks: ListTasks,
		private readonly clock: Clock,
		private readonly cancelSignal: AbortSignal | undefined,
	) {}

	/**
	 * @param since epoch milliseconds: it was not started earlier
	 * @returns the TaskId; undefined when no such task is listed, and on a cancel
	 */
	async find(
		session: string,
		subAppId: number | undefined,
		since: number,
	): Promise<string | undefined> {
		return await new Promise((found, fail) => {
			const dueAt = this.clock.now() + FIRST_PAUSE_MS;
			this.wanted.add({ session, subAppId, since, looks: 0, dueAt, found });
			if (!this.isLooking) this.look().catch(fail);
		});
	}

	private async look(): Promise<void> {
		this.isLooking = true;
		while (this.wanted.size > 0) {
			const dueAt = Math.min(...[...this.wanted].map((one) => one.dueAt));
			const wait = dueAt - this.clock.now();
			await pause(Math.max(wait, FIRST_PAUSE_MS), this.clock, this.cancelSignal);
			const now = this.clock.now();
			const due = [...this.wanted].filter((one) => one.dueAt <= now || this.isCancelled);
			for (const subAppId of new Set(due.map((one) => one.subAppId))) {
				await this.lookIn(subAppId, now);
			}
		}
		this.isLooking = false;
	}

	/** Who is not due yet may be found, too, but has looked no more often for it. */
	private async lookIn(subAppId: number | undefined, now: number): Promise<void> {
		const here = [...this.wanted].filter((one) => one.subAppId === subAppId);
		const since = Math.min(...here.map((one) => one.since));
		const listed = this.isCancelled ? undefined : await this.listTasks(subAppId, since);
		for (const one of here) {
			const taskId = listed?.get(one.session);
			const isDue = one.dueAt <= now || this.isCancelled;
			if (taskId === undefined && !isDue) continue;
			const pauseMs = NEXT_PAUSES_MS[one.looks++];
			if (taskId === undefined && pauseMs !== undefined && !this.isCancelled) {
				one.dueAt = this.clock.now() + pauseMs;
				continue;
			}
			this.wanted.delete(one);
			one.found(taskId);
		}
	}

	private get isCancelled(): boolean {
		return this.cancelSignal?.aborted === true;
	}
}
