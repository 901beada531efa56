/** Runs a batch whose calls start tasks, in virtual time, against a service that a test describes. */
import { z } from 'zod';

import { Batch } from '../../nodes/TencentCloudVod/client/batch';
import { entryGuard } from '../../nodes/TencentCloudVod/client/entry';
import { SavedMemory, type Entries } from '../../nodes/TencentCloudVod/client/memory';
import { SharedPace } from '../../nodes/TencentCloudVod/client/pacing';
import type { BatchItem, ItemResult } from '../../nodes/TencentCloudVod/client/pendingCall';
import { Places } from '../../nodes/TencentCloudVod/client/places';
import { SessionLookup } from '../../nodes/TencentCloudVod/client/sessionLookup';
import { outcomeOfTask, TaskWatch } from '../../nodes/TencentCloudVod/client/taskWatch';
import { UnderWay } from '../../nodes/TencentCloudVod/client/underWay';
import type { TaskService } from './taskService';
import type { VirtualClock } from './virtualClock';

const MINUTE_MS = 60_000;
const CALL_MS = 100;

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
	maxInFlight?: number;
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
		maxInFlight: play.maxInFlight ?? 600,
		bytesAlong: () => 0,
		maxBytesInFlight: 0,
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
