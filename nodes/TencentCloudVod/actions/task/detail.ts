/** What is put out of a task: of its answer, what is the same for every kind. */
import type { IDataObject } from 'n8n-workflow';

import { readId } from '../../client/answer';
import { memberOf, type TaskDetail } from '../../client/task';

/** The same for every kind of task; null for what a task does not have, or not yet. */
export function simplified(taskId: string, detail: TaskDetail): IDataObject {
	const task = memberOf(detail, taskId) ?? {};
	const output = objectIn(task.Output);
	const files = listIn(output.FileInfos).map(fileOf);
	const [firstFile] = files;
	const [firstMade] = listIn(output.InfoList);
	return {
		TaskId: taskId,
		TaskType: detail.TaskType ?? null,
		Status: detail.Status,
		Progress: task.Progress ?? null,
		ErrCode: task.ErrCode ?? null,
		ErrCodeExt: task.ErrCodeExt ?? null,
		Message: task.Message ?? null,
		Files: files,
		FileUrl: firstFile?.FileUrl ?? null,
		FileId: firstFile?.FileId ?? null,
		// Not from ElementInfo, where it is a number that JavaScript cannot hold.
		ElementId: readId(firstMade?.ElementId) ?? null,
		CreateTime: detail.CreateTime ?? null,
		FinishTime: detail.FinishTime ?? null,
	};
}

function fileOf(info: IDataObject): IDataObject {
	const meta = objectIn(info.MetaData);
	return {
		FileUrl: info.FileUrl ?? null,
		FileId: info.FileId ?? null,
		FileType: info.FileType ?? null,
		ExpireTime: info.ExpireTime ?? null,
		Duration: meta.Duration ?? null,
		Width: meta.Width ?? null,
		Height: meta.Height ?? null,
		Size: meta.Size ?? null,
	};
}

function isObject(value: unknown): value is IDataObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function objectIn(value: unknown): IDataObject {
	return isObject(value) ? value : {};
}

function listIn(value: unknown): IDataObject[] {
	return Array.isArray(value) ? value.filter(isObject) : [];
}
