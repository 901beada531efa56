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
	found: (taskId: string | undefined) => void;
}

/** Before each look; a task may be listed late. */
const PAUSES_MS = [1_000, 3_000, 9_000];

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
			this.wanted.add({ session, subAppId, since, looks: 0, found });
			if (!this.isLooking) this.look().catch(fail);
		});
	}

	private async look(): Promise<void> {
		this.isLooking = true;
		while (this.wanted.size > 0) {
			const fewest = Math.min(...[...this.wanted].map(({ looks }) => looks));
			await pause(PAUSES_MS[fewest] ?? 0, this.clock, this.cancelSignal);
			for (const subAppId of new Set([...this.wanted].map((one) => one.subAppId))) {
				await this.lookIn(subAppId);
			}
		}
		this.isLooking = false;
	}

	private async lookIn(subAppId: number | undefined): Promise<void> {
		const here = [...this.wanted].filter((one) => one.subAppId === subAppId);
		const since = Math.min(...here.map((one) => one.since));
		const isCancelled = this.cancelSignal?.aborted === true;
		const listed = isCancelled ? undefined : await this.listTasks(subAppId, since);
		for (const one of here) {
			const taskId = listed?.get(one.session);
			one.looks++;
			if (taskId === undefined && one.looks < PAUSES_MS.length && !isCancelled) continue;
			this.wanted.delete(one);
			one.found(taskId);
		}
	}
}
