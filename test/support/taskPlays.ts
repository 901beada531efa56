/** Batches of tasks as several tests play them in virtual time. */
import { playTasks, type PlayedTasks, type TaskPlay } from './playTasks';
import { TaskService, type ServiceScript } from './taskService';
import { VirtualClock } from './virtualClock';

/** Numbers that look drawn and are the same each time. */
export const RANDOMS = Array.from({ length: 101 }, (_, n) => ((n * 37) % 101) / 101);

export const indices = (count: number) => Array.from({ length: count }, (_, n) => n);

/** Between the shortest and the longest, in no order. */
export const runs = (count: number, shortestMs: number, longestMs: number) =>
	indices(count).map((n) => ({
		runsMs: shortestMs + ((n * 7919) % count) * ((longestMs - shortestMs) / count),
	}));

/** The longest pause between two questions about one task that has run so long, and the way there and back. */
export const stepAfter = (runsMs: number) => Math.min(Math.max(runsMs * 0.1, 1_000), 20_000) + 500;

export async function play(
	script: ServiceScript,
	options: Partial<TaskPlay> = {},
): Promise<PlayedTasks & { service: TaskService }> {
	const clock = new VirtualClock(RANDOMS);
	const service = new TaskService(script, clock);
	const items = indices(script.tasks.length);
	const played = await clock.finish(playTasks({ service, clock, items, ...options }));
	return { ...played, service };
}

export const allMade = (count: number) => indices(count).map((n) => `made of ${n}`);
