/**
 * A task that a call has started, read off what DescribeTaskDetail answers: some forty members, one for
 * each kind of task, all null but that of the task. The names of members and of TaskType differ, and new
 * ones come; so the member is found by what is not null.
 * https://www.tencentcloud.com/document/product/266/34127
 */
import { isCode, isRecord, oneLine } from './answer';

/** It runs, or how it ended is not known. */
export interface Started {
	kind: 'started';
	taskId: string;
	/** Tencent Cloud's, as last heard: WAITING, PROCESSING. */
	status: string;
	/** Of the call that started it. */
	requestId: string | undefined;
}

/** It has ended without what it was started for. */
export interface TaskFailed {
	kind: 'taskFailed';
	taskId: string;
	/** ErrCodeExt, e.g. `ContentModerationFailed`; without one e.g. `ErrCode.70000`; `NoResult` where it has ended well and made nothing. */
	code: string;
	/** Tencent Cloud's words. */
	message: string;
	requestId: string | undefined;
}

/** It was started, and Tencent Cloud refuses to say how far it is. */
export interface Unread {
	kind: 'unread';
	taskId: string;
	/** That of the refusal. */
	code: string;
	message: string;
	requestId: string | undefined;
}

/** The whole of an answer. */
export interface TaskDetail extends Record<string, unknown> {
	Status: string;
}

export function isTaskDetail(response: Readonly<Record<string, unknown>>): response is TaskDetail {
	return typeof response.Status === 'string';
}

export type TaskState =
	| { kind: 'running'; status: string }
	| { kind: 'ended'; output: Record<string, unknown> }
	| { kind: 'failed'; code: string; message: string };

/** What a task that was stopped before it began has for a status. */
const ABORTED = 'ABORTED';

export function stateOf(detail: TaskDetail, taskId: string): TaskState {
	const { Status: status } = detail;
	if (status === ABORTED) return { kind: 'failed', code: ABORTED, message: '' };
	const member = memberOf(detail, taskId);
	// One whose end is known and whose member is not there yet is asked again.
	if (status !== 'FINISH' || !member) return { kind: 'running', status };
	const { ErrCode, ErrCodeExt, Message, Output, Status: own } = member;
	const isWell = Number(ErrCode ?? 0) === 0 && (ErrCodeExt ?? '') === '' && own !== 'FAIL';
	if (isWell) return { kind: 'ended', output: isRecord(Output) ? Output : {} };
	const code = isCode(ErrCodeExt) ? ErrCodeExt : `ErrCode.${Number(ErrCode ?? 0)}`;
	return { kind: 'failed', code, message: oneLine(Message) };
}

/** The one member that is filled; undefined while there is none. */
export function memberOf(detail: TaskDetail, taskId: string): Record<string, unknown> | undefined {
	const members = Object.values(detail).filter(isRecord);
	return members.find(({ TaskId }) => TaskId === taskId) ?? members[0];
}

/** Whether the account was running as many tasks as it may. */
export function hasFoundNoPlace({ code }: Pick<TaskFailed, 'code'>): boolean {
	return code.startsWith('RequestLimitExceeded');
}
