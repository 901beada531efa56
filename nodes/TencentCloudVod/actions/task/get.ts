/** Task → Get: DescribeTaskDetail, https://www.tencentcloud.com/document/product/266/34127 */
import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { InputError, type InputFault } from '../../input/inputError';
import { notTextFault } from '../../input/texts';
import { operation } from '../operation';
import { readSubAppId, subAppIdField } from '../shared/subAppId';
import { isTaskDetail, simplified, type TaskDetail } from './detail';

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
		description: 'TaskId of the task. Tencent Cloud knows the tasks of the last 3 days.',
	},
	{
		displayName: 'Simplify',
		name: 'simplify',
		type: 'boolean',
		default: true,
		description: 'Whether to return a simplified version of the response instead of the raw data',
	},
];

/** One task that is asked for. */
interface Asked {
	body: { TaskId: string; SubAppId?: number };
	simplify: boolean;
}

export const getTask = operation<Asked, TaskDetail>({
	option: {
		name: 'Get',
		value: 'get',
		description: 'Read how far a task is, and what it made',
		action: 'Get a task',
	},
	fields,
	action: { name: 'DescribeTaskDetail', version: '2018-07-17' },
	quota: 100,
	repeat: 'safe',
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
		const faults: InputFault[] = [];
		const taskId = reader.read('taskId', TASK_ID);
		const isText = typeof taskId === 'string' && taskId.trim() !== '';
		if (!isText) {
			const fault = typeof taskId === 'string' ? 'is empty' : notTextFault(taskId);
			faults.push({ field: 'taskId', text: `'${TASK_ID}' ${fault}.` });
		}
		const subApp = readSubAppId(reader);
		faults.push(...subApp.faults);
		const simplify = reader.read('simplify', 'Simplify') !== false;
		if (!isText || faults.length > 0) throw new InputError(faults);
		const body: Asked['body'] = { TaskId: taskId.trim() };
		if (subApp.subAppId !== undefined) body.SubAppId = subApp.subAppId;
		return { body, simplify };
	},
	nameOf: ({ body }) => body.TaskId,
	bodyOf: ({ body }) => body,
	resultOf: (response) => (isTaskDetail(response) ? response : undefined),
	outputOf: (detail, { body, simplify }): IDataObject =>
		simplify ? simplified(body.TaskId, detail) : detail,
});
