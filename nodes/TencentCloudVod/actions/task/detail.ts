/** What is put out of a task: of its answer, what is the same for every kind. */
import type { IDataObject } from 'n8n-workflow';

import { isRecord, readId, recordsIn } from '../../client/answer';
import { memberOf, type TaskDetail } from '../../client/task';
import { filesIn, firstOf } from '../shared/taskFiles';

/** The same for every kind of task; null for what a task does not have, or not yet. */
export function simplified(taskId: string, detail: TaskDetail): IDataObject {
	const task = memberOf(detail, taskId) ?? {};
	const output = isRecord(task.Output) ? task.Output : {};
	const files = filesIn(output);
	const [firstMade] = recordsIn(output.InfoList);
	return {
		TaskId: taskId,
		TaskType: detail.TaskType ?? null,
		Status: detail.Status,
		Progress: task.Progress ?? null,
		ErrCode: task.ErrCode ?? null,
		ErrCodeExt: task.ErrCodeExt ?? null,
		Message: task.Message ?? null,
		Files: files,
		...firstOf(files),
		// Not from ElementInfo, where it is a number that JavaScript cannot hold.
		ElementId: readId(firstMade?.ElementId) ?? null,
		CreateTime: detail.CreateTime ?? null,
		FinishTime: detail.FinishTime ?? null,
	};
}
