import type { DescribeTaskDetailResponse } from 'tencentcloud-sdk-nodejs-vod/tencentcloud/services/vod/v20180717/vod_models';
import { NO_TASK, type TaskMember } from './taskMembers';
import { beginOf, type Task, type TaskState } from './tasks';
import { timeText, UNSET_TIME } from './times';

/** The SDK's type does not say that members are null. */
type TaskDetail = Omit<DescribeTaskDetailResponse, TaskMember> & Record<TaskMember, object | null>;

/** What DescribeTaskDetail answers about a task in this state. */
export function describeTask(task: Task, state: TaskState): TaskDetail {
	return {
		...NO_TASK,
		[task.member]: memberOf(task, state),
		TaskType: task.taskType,
		Status: state.status,
		CreateTime: timeText(task.startedAt),
		BeginProcessTime: state.status === 'WAITING' ? UNSET_TIME : timeText(beginOf(task)),
		FinishTime: 'finishedAt' in state ? timeText(state.finishedAt) : UNSET_TIME,
	};
}

function memberOf(task: Task, state: TaskState): object | null {
	const common = {
		TaskId: task.taskId,
		Status: state.status,
		ErrCode: 0,
		ErrCodeExt: '',
		Message: '',
		Progress: 100,
		Input: task.input,
		Output: null,
		SessionId: task.sessionId,
		SessionContext: task.sessionContext,
	};
	switch (state.status) {
		case 'WAITING':
			return null;
		case 'PROCESSING':
			return { ...common, Progress: 50 };
		case 'FINISH':
		case 'ABORTED': {
			const ended = resultOf(task, state);
			return ended && { ...common, ...ended };
		}
	}
}

/** What a member says of a task's end; null: there is no member. */
function resultOf(
	{ emptyOutput }: Task,
	{ ending, output }: Extract<TaskState, { ending: unknown }>,
): object | null {
	switch (ending.kind) {
		case 'success':
			return { Output: output };
		case 'failure': {
			const { errCode = 70_000, errCodeExt, message } = ending;
			return { ErrCode: errCode, ErrCodeExt: errCodeExt, Message: message };
		}
		case 'noResult':
			return { Output: emptyOutput };
		case 'innerFail':
			return { Status: 'FAIL', Message: ending.message };
		case 'aborted':
		case 'nullMembers':
			return null;
	}
}
