/** Waits for tasks, and looks for them, through Tencent Cloud's own actions. */
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { z } from 'zod';

import type { TaskCare } from '../client/batchOptions';
import { deadlineAfter } from '../client/deadline';
import type { CallEnd } from '../client/entry';
import { hashOf } from '../client/hash';
import { outcomeOf, type Reading } from '../client/outcome';
import { sharedPace } from '../client/pacing';
import { Places } from '../client/places';
import { SessionLookup, type ListTasks } from '../client/sessionLookup';
import { isTaskDetail, type TaskDetail } from '../client/task';
import { outcomeOfTask, TaskWatch } from '../client/taskWatch';
import { sender, type Action } from '../transport/send';
import { CLOCK } from './clock';
import type { TaskOf } from './operation';
import type { Settings } from './settings';

const VERSION = '2018-07-17';

/** https://www.tencentcloud.com/document/product/266/34127 */
export const DESCRIBE_TASK: Action = {
	name: 'DescribeTaskDetail',
	version: VERSION,
	answer: 'withTokens',
};

/** https://www.tencentcloud.com/document/product/266/34126 */
const DESCRIBE_TASKS: Action = { name: 'DescribeTasks', version: VERSION };

export const TASK_DETAIL = {
	repeat: 'safe',
	resultOf: (response) => (isTaskDetail(response) ? response : undefined),
} satisfies Reading<TaskDetail>;

/** One for all tasks of a batch. */
export function watchTasks(context: IExecuteFunctions, settings: Settings): TaskWatch {
	const { account, executionId, options } = settings;
	const send = sender(context, account.baseUrl, DESCRIBE_TASK);
	return new TaskWatch({
		ask: async ({ taskId: TaskId, subAppId: SubAppId }, signal) => {
			const exchange = await send(JSON.stringify({ TaskId, SubAppId }), signal);
			return outcomeOf(exchange, TASK_DETAIL, CLOCK.wallTime());
		},
		pace: sharedPace(hashOf(`${account.quotaKey}\n${DESCRIBE_TASK.name}`)).of(executionId),
		clock: CLOCK,
		cancelSignal: context.getExecutionCancelSignal(),
		maxWait: options.maxWait * MINUTE_MS,
		timeout: options.timeout,
	});
}

const MINUTE_MS = 60_000;
/** Tencent Cloud lists the tasks of so long. */
const LISTED_MS = 72 * 60 * MINUTE_MS;
/** Clocks differ. */
const SKEW_MS = 15 * MINUTE_MS;

export function careForTasks<Input, Value>(
	context: IExecuteFunctions,
	task: TaskOf<Input, Value>,
	settings: Settings,
): TaskCare<Value, { input: Input }> {
	const { options } = settings;
	const watch = watchTasks(context, settings);
	const cancelSignal = context.getExecutionCancelSignal();
	const lookup = new SessionLookup(listTasks(context, settings), CLOCK, cancelSignal);
	return {
		follow: async ({ input }, started, isNew) => {
			if (!task.waits(input)) return started;
			const { taskId, status } = started;
			const subAppId = task.subAppIdOf(input);
			const end = await watch.watch({ taskId, subAppId }, status, isNew);
			return outcomeOfTask(started, end, (output) => task.resultOf(output as IDataObject, taskId));
		},
		lookUp: async ({ input }, session, end) => {
			const taskId = await lookup.find(session, task.subAppIdOf(input), firstSendOf(end));
			return taskId === undefined
				? undefined
				: { kind: 'started', taskId, status: 'WAITING', requestId: undefined };
		},
		places: new Places(options.maxConcurrentTasks, CLOCK),
		patience: options.maxWait * MINUTE_MS,
	};
}

/** The first of several sends is known only by the last. */
function firstSendOf({ outcome, sentAt, unknownSends }: CallEnd<unknown>): number {
	const isOfOthers = outcome.kind === 'unknown' && outcome.reason === 'repeated';
	return isOfOthers || unknownSends > 1 ? CLOCK.wallTime() - LISTED_MS : sentAt - SKEW_MS;
}

/** The most that one call gives. */
const PAGE = 100;
/** An account that has started more in that time is not looked through to the end. */
const MAX_PAGES = 100;

const pageSchema = z.object({
	TaskSet: z
		.array(z.object({ TaskId: z.string().min(1), SessionId: z.string().nullish() }))
		.nullish(),
	ScrollToken: z.string().nullish(),
});

const PAGE_OF_TASKS: Reading<z.infer<typeof pageSchema>> = {
	repeat: 'safe',
	resultOf: (response) => pageSchema.safeParse(response).data,
};

function listTasks(context: IExecuteFunctions, { account, options }: Settings): ListTasks {
	const send = sender(context, account.baseUrl, DESCRIBE_TASKS);
	return async (SubAppId, since) => {
		const After = new Date(since).toISOString().replace(/\.\d+Z$/, 'Z');
		const found = new Map<string, string>();
		let ScrollToken: string | undefined;
		for (let page = 0; page < MAX_PAGES; page++) {
			const body = { SubAppId, Limit: PAGE, CreateTime: { After }, ScrollToken };
			const deadline = deadlineAfter(options.timeout, CLOCK);
			const exchange = await send(JSON.stringify(body), deadline);
			const outcome = outcomeOf(exchange, PAGE_OF_TASKS, CLOCK.wallTime());
			if (outcome.kind !== 'done') return undefined;
			const { TaskSet, ScrollToken: next } = outcome.value;
			for (const { SessionId, TaskId } of TaskSet ?? [])
				if (SessionId) found.set(SessionId, TaskId);
			if (!next) return found;
			ScrollToken = next;
		}
		return found;
	};
}
