import type {
	DescribeTasksRequest,
	DescribeTasksResponse,
	SortBy,
	TaskSimpleInfo,
	TimeRange,
} from 'tencentcloud-sdk-nodejs-vod/tencentcloud/services/vod/v20180717/vod_models';
import { z } from 'zod';
import { subAppIdOf } from '../account';
import { refusal } from '../refusal';
import { beginOf, isRemembered, stateOf, type Task } from '../tasks';
import { timeText } from '../times';
import { answeringAction } from './action';
import { integer, isoTime, text, type FieldsOf } from './fields';

const timeRange = z.strictObject({
	After: isoTime.optional(),
	Before: isoTime.optional(),
} satisfies FieldsOf<TimeRange>);

const sortBy = z.strictObject({
	Field: z.enum(['CreateTime', 'FinishTime']),
	Order: z.enum(['Asc', 'Desc']),
} satisfies FieldsOf<SortBy>);

const fields = z.strictObject({
	SubAppId: integer.optional(),
	Status: z.enum(['WAITING', 'PROCESSING', 'FINISH']).optional(),
	FileId: text,
	CreateTime: timeRange.optional(),
	FinishTime: timeRange.optional(),
	Sort: sortBy.optional(),
	Limit: integer.min(1).max(100).optional(),
	ScrollToken: text,
} satisfies FieldsOf<DescribeTasksRequest>);

type ListRequest = z.infer<typeof fields>;

/** Where a list goes on, as ScrollToken tells it. */
type Position = Pick<Task, 'taskId' | 'startedAt' | 'end'>;

export const describeTasks = answeringAction({
	action: 'DescribeTasks',
	fields,
	run: (request, account, { now }) => {
		const { Limit = 10, ScrollToken = '' } = request;
		const { tasks, tasksListed } = account;
		const compare = order(request);
		const known = tasks.all();
		const next = known.find(({ taskId }) => taskId === ScrollToken);
		if (ScrollToken !== '' && !next) {
			const message = 'The value of ScrollToken is not valid.';
			return { kind: 'refused', refusal: refusal('InvalidParameterValue', message) };
		}
		const subAppId = subAppIdOf(request, account);
		const listed = known
			.filter((task) => tasksListed && task.subAppId === subAppId && isRemembered(task, now))
			.filter((task) => isWanted(task, request, now))
			.filter((task) => !next || compare(task, next) >= 0)
			.sort(compare);
		const answer: DescribeTasksResponse = {
			TaskSet: listed.slice(0, Limit).map((task) => infoOf(task, now)),
			// As documented: the ID of the next one.
			ScrollToken: listed[Limit]?.taskId ?? '',
		};
		return { kind: 'answered', fields: answer };
	},
});

/** None of these tasks is about a file of the account. */
function isWanted(task: Task, request: ListRequest, now: number): boolean {
	const { Status, FileId = '', CreateTime, FinishTime } = request;
	return (
		FileId === '' &&
		(Status === undefined || stateOf(task, now).status === Status) &&
		isWithin(task.startedAt, CreateTime) &&
		isWithin(task.end?.finishedAt, FinishTime)
	);
}

function isWithin(milliseconds: number | undefined, range: TimeRange | undefined): boolean {
	if (!range) return true;
	if (milliseconds === undefined) return false;
	const { After, Before } = range;
	return (
		(After === undefined || milliseconds >= Date.parse(After)) &&
		(Before === undefined || milliseconds < Date.parse(Before))
	);
}

/** Tasks that have not ended come as if they ended after all others. */
function order({
	Sort: { Field, Order } = { Field: 'CreateTime', Order: 'Desc' },
}: ListRequest): (one: Position, other: Position) => number {
	const timeOf = ({ startedAt, end }: Position): number =>
		Field === 'CreateTime' ? startedAt : (end?.finishedAt ?? Number.MAX_SAFE_INTEGER);
	const sign = Order === 'Asc' ? 1 : -1;
	return (one, other) =>
		sign * (timeOf(one) - timeOf(other)) ||
		(one.taskId < other.taskId ? -1 : Number(one !== other));
}

function infoOf(task: Task, now: number): TaskSimpleInfo {
	const { status } = stateOf(task, now);
	return {
		TaskId: task.taskId,
		Status: status,
		FileId: '',
		TaskType: task.taskType,
		CreateTime: timeText(task.startedAt),
		BeginProcessTime: status === 'WAITING' ? '' : timeText(beginOf(task)),
		FinishTime: task.end ? timeText(task.end.finishedAt) : '',
		SessionId: task.sessionId,
		SessionContext: task.sessionContext,
	};
}
