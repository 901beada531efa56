import type { TaskEnding } from './taskLives';
import { stateOf, type Task } from './tasks';

/** What became of a task, for tests to compare with what the client says. Times: milliseconds since 1970. */
export interface TaskReport {
	taskId: string;
	/** X-TC-Action of the call that started it. */
	action: string;
	name: string;
	/** The tasks of one model share its places. */
	model: string;
	sessionId: string;
	startedAt: number;
	status: 'WAITING' | 'PROCESSING' | 'FINISH' | 'ABORTED';
	/** undefined while it has not ended. */
	finishedAt: number | undefined;
	ending: TaskEnding | undefined;
	/** Whether it ended at once because all places were taken: it never ran. */
	withoutPlace: boolean;
}

/** @param now milliseconds since 1970 */
export function reportOf(task: Task, now: number): TaskReport {
	const { taskId, action, name, model, sessionId, startedAt, end, withoutPlace } = task;
	return {
		taskId,
		action,
		name,
		model,
		sessionId,
		startedAt,
		status: stateOf(task, now).status,
		finishedAt: end?.finishedAt,
		ending: end?.ending,
		withoutPlace,
	};
}
