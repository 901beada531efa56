/** The files that a task has made: `Output.FileInfos` of its answer, the same for every kind of task. */
import type { IDataObject } from 'n8n-workflow';
import { z } from 'zod';

import { isRecord, readId, recordsIn } from '../../client/answer';
import type { TaskOf } from '../../execution/operation';

const text = z.string().nullable();
const measure = z.number().nullable();

/** null for what Tencent Cloud does not tell. */
const taskFileSchema = z.object({
	/** Mostly of http. It is good until ExpireTime. */
	FileUrl: text,
	/** Of a file that is stored for good. */
	FileId: text,
	/** E.g. `mp4`. */
	FileType: text,
	ExpireTime: text,
	/** Seconds. */
	Duration: measure,
	/** Pixels. */
	Width: measure,
	Height: measure,
	/** Bytes. */
	Size: measure,
});

export type TaskFile = z.infer<typeof taskFileSchema>;

/** What the task of a generation has made, or how far it is. */
export const taskFilesSchema = z.object({
	TaskId: z.string(),
	Status: z.string(),
	/** Empty until the task has ended. */
	Files: z.array(taskFileSchema),
});

export type TaskFiles = z.infer<typeof taskFilesSchema>;

/** @param output the `Output` of the answer's member */
export function filesIn({ FileInfos }: Readonly<Record<string, unknown>>): TaskFile[] {
	return recordsIn(FileInfos).map(fileOf);
}

/** What a task that makes files says of itself. */
export const generating = {
	resultOf: (output, TaskId) => {
		const Files = filesIn(output);
		const hasMade = Files.some(({ FileUrl, FileId }) => FileUrl !== null || FileId !== null);
		return hasMade ? { TaskId, Status: 'FINISH', Files } : undefined;
	},
	running: (TaskId, Status) => ({ TaskId, Status, Files: [] }),
} satisfies Pick<TaskOf<never, TaskFiles>, 'resultOf' | 'running'>;

export function outputOfFiles(
	{ TaskId, Status, Files }: TaskFiles,
	RequestId: string | null,
): IDataObject {
	return { TaskId, Status, ...firstOf(Files), Files, RequestId };
}

/** Most tasks make one file: it need not be taken out of a list. */
export function firstOf([first]: readonly TaskFile[]): Pick<TaskFile, 'FileUrl' | 'FileId'> {
	return { FileUrl: first?.FileUrl ?? null, FileId: first?.FileId ?? null };
}

function fileOf(info: Readonly<Record<string, unknown>>): TaskFile {
	const meta = isRecord(info.MetaData) ? info.MetaData : {};
	return {
		FileUrl: textIn(info.FileUrl),
		FileId: readId(info.FileId) ?? null,
		FileType: textIn(info.FileType),
		ExpireTime: textIn(info.ExpireTime),
		Duration: measureIn(meta.Duration),
		Width: measureIn(meta.Width),
		Height: measureIn(meta.Height),
		Size: measureIn(meta.Size),
	};
}

/** Tencent Cloud writes '' for what it does not have. */
function textIn(value: unknown): string | null {
	return typeof value === 'string' && value !== '' ? value : null;
}

function measureIn(value: unknown): number | null {
	return typeof value === 'number' ? value : null;
}
