/** Task → Get: DescribeTaskDetail, https://www.tencentcloud.com/document/product/266/34127 */
import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { Outcome } from '../../client/outcome';
import { stateOf, type TaskDetail } from '../../client/task';
import type { WatchEnd } from '../../client/taskWatch';
import type { ItemReader } from '../../execution/itemReader';
import { callsOf } from '../../execution/signedCall';
import { DESCRIBE_TASK, TASK_DETAIL, watchTasks } from '../../execution/taskCare';
import { allOf, checkedText, type Checked } from '../../input/checked';
import { operation } from '../operation';
import { fileFields, readDownload, type WithDownload } from '../shared/downloads';
import { readSubAppId, subAppIdField } from '../shared/subAppId';
import { readWaitForCompletion, waitForCompletionField } from '../shared/waitForCompletion';
import { filesIn } from '../shared/taskFiles';
import { simplified } from './detail';

const TASK_ID = 'Task ID';

const fields: INodeProperties[] = [
	subAppIdField,
	{
		displayName: TASK_ID,
		name: 'taskId',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. 1500000001-AigcVideoTask-0123456789abcdef0123456789abcdeft',
		description:
			'The TaskId that the operation which started the task put out. Tencent Cloud knows the tasks of the last 3 days.',
	},
	{
		...waitForCompletionField,
		default: false,
		description:
			'Whether to wait until the task has ended, and put out what it made. Otherwise its present state is put out.',
	},
	{
		displayName: 'Simplify',
		name: 'simplify',
		type: 'boolean',
		default: true,
		description: 'Whether to return a simplified version of the response instead of the raw data',
	},
	...fileFields,
];

/** One task that is asked for. */
interface Asked extends WithDownload {
	body: { TaskId: string; SubAppId?: number };
	simplify: boolean;
	/** Whether to wait for the end of the task. */
	waits: boolean;
}

export const getTask = operation<Asked, TaskDetail>({
	option: {
		name: 'Get',
		value: 'get',
		description: 'Read how far a task is, and what it made',
		action: 'Get a task',
	},
	fields,
	action: DESCRIBE_TASK,
	waitsForTasks: true,
	quota: 100,
	makes: undefined,
	nouns: {
		thing: 'task',
		things: 'tasks',
		id: 'task',
		name: 'TaskId',
		do: 'read',
		done: 'read',
	},
	advice: [
		[
			/^(ResourceNotFound|InvalidParameter)/,
			"Check 'Task ID' and 'Sub-Application': Tencent Cloud knows a task for 3 days, and only in the sub-application and the account in which it was started.",
		],
	],
	readItem: (reader) => {
		const { download, taskId, waits, subAppId } = allOf({
			download: readDownload(reader),
			taskId: readTaskId(reader),
			waits: readWaitForCompletion(reader),
			subAppId: readSubAppId(reader),
		});
		const simplify = reader.read('simplify', 'Simplify') !== false;
		const body: Asked['body'] = { TaskId: taskId };
		if (subAppId !== undefined) body.SubAppId = subAppId;
		return { body, simplify, waits, download };
	},
	nameOf: ({ body }) => body.TaskId,
	bodyOf: ({ body }) => body,
	...TASK_DETAIL,
	attemptOf: (context, settings) => {
		const call = callsOf(context, settings);
		const watch = watchTasks(context, settings);
		return async ({ body, waits }) => {
			const read = await call(DESCRIBE_TASK, body, TASK_DETAIL);
			if (!waits || read.kind !== 'done' || !isRunning(read.value, body)) return read;
			const task = { taskId: body.TaskId, subAppId: body.SubAppId };
			return outcomeOf(await watch.watch(task, read.value.Status, true)) ?? read;
		};
	},
	files: {
		fieldOf: ({ download }) => download?.field,
		madeBy: (detail, { body: { TaskId: taskId } }) => {
			const state = stateOf(detail, taskId);
			return { taskId, files: state.kind === 'ended' ? filesIn(state.output) : [] };
		},
	},
	outputOf: (detail, { body, simplify }): IDataObject =>
		// It was read from JSON.
		simplify ? simplified(body.TaskId, detail) : (detail as IDataObject),
});

function isRunning(detail: TaskDetail, { TaskId }: Asked['body']): boolean {
	return stateOf(detail, TaskId).kind === 'running';
}

/** @returns undefined where nothing was learnt while waiting */
function outcomeOf({ answer, state }: WatchEnd): Outcome<TaskDetail> | undefined {
	return state.kind === 'unread' ? state.refusal : answer;
}

function readTaskId(reader: ItemReader): Checked<string> {
	const taskId = checkedText('taskId', `'${TASK_ID}'`, reader.read('taskId', TASK_ID), (text) =>
		text.trim() === '' ? ['is empty'] : [],
	);
	return taskId.ok ? { ok: true, value: taskId.value.trim() } : taskId;
}
