import type { DescribeTaskDetailResponse } from 'tencentcloud-sdk-nodejs-vod/tencentcloud/services/vod/v20180717/vod_models';
import type { z } from 'zod';
import { echo } from './echo';
import { NO_TASK, type TaskMember } from './taskMembers';
import { timeText, UNSET_TIME } from './times';

/** What differs from one kind of task to another. */
export interface TaskKind<Request> {
	/** The middle of the TaskId, too. */
	taskType: string;
	/** The member of DescribeTaskDetail's answer that tells of such a task. */
	member: TaskMember;
	/** The fields of the member's Input. */
	inputFields: z.ZodTypeAny;
	/** The member's Output. */
	output(task: StartedTask<Request>, finishedAt: number): object;
}

/** Times are in milliseconds since 1970. */
export interface StartedTask<Request> {
	taskId: string;
	request: Request;
	startedAt: number;
}

interface TaskRequest {
	SubAppId: number;
	SessionId?: string;
	SessionContext?: string;
}

type State =
	| { status: 'WAITING' }
	| { status: 'PROCESSING' }
	| { status: 'FINISH'; finishedAt: number };

/** The SDK's type does not say that members are null. */
type TaskDetail = Omit<DescribeTaskDetailResponse, TaskMember> & Record<TaskMember, object | null>;

interface Task {
	subAppId: number;
	/** undefined: not polled yet. */
	state: State | undefined;
	describe(state: State): TaskDetail;
}

/** Tasks of every kind. Each poll moves one on. */
export class Tasks {
	private readonly byId = new Map<string, Task>();

	start<Request extends TaskRequest>(kind: TaskKind<Request>, task: StartedTask<Request>): void {
		this.byId.set(task.taskId, {
			subAppId: task.request.SubAppId,
			state: undefined,
			describe: (state) => describeTask(kind, task, state),
		});
	}

	/**
	 * What DescribeTaskDetail answers; undefined for a task that does not exist.
	 * @param subAppId where to look; undefined: everywhere
	 */
	poll(taskId: string, subAppId: number | undefined, now: number): TaskDetail | undefined {
		const task = this.byId.get(taskId);
		if (!task || (subAppId !== undefined && subAppId !== task.subAppId)) return undefined;
		task.state = nextState(task.state, now);
		return task.describe(task.state);
	}

	clear(): void {
		this.byId.clear();
	}
}

function nextState(state: State | undefined, now: number): State {
	switch (state?.status) {
		case undefined:
			return { status: 'WAITING' };
		case 'WAITING':
			return { status: 'PROCESSING' };
		case 'PROCESSING':
			return { status: 'FINISH', finishedAt: now };
		case 'FINISH':
			return state;
	}
}

function describeTask<Request extends TaskRequest>(
	kind: TaskKind<Request>,
	task: StartedTask<Request>,
	state: State,
): TaskDetail {
	const startedAt = timeText(task.startedAt);
	return {
		...NO_TASK,
		[kind.member]: describeMember(kind, task, state),
		TaskType: kind.taskType,
		Status: state.status,
		CreateTime: startedAt,
		BeginProcessTime: state.status === 'WAITING' ? UNSET_TIME : startedAt,
		FinishTime: state.status === 'FINISH' ? timeText(state.finishedAt) : UNSET_TIME,
	};
}

function describeMember<Request extends TaskRequest>(
	kind: TaskKind<Request>,
	task: StartedTask<Request>,
	state: State,
): object | null {
	const { taskId, request } = task;
	const { SessionId = '', SessionContext = '' } = request;
	const common = {
		TaskId: taskId,
		Status: state.status,
		ErrCode: 0,
		ErrCodeExt: '',
		Message: '',
		Input: echo(kind.inputFields, request),
		SessionId,
		SessionContext,
	};
	switch (state.status) {
		case 'WAITING':
			return null;
		case 'PROCESSING':
			return { ...common, Progress: 50, Output: null };
		case 'FINISH':
			return { ...common, Progress: 100, Output: kind.output(task, state.finishedAt) };
	}
}
