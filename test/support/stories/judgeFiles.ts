/** What holds for files that tasks have made: who asks for a file gets all of it, or is told that it is missing. */
import { createHash } from 'node:crypto';

import type { INodeExecutionData } from 'n8n-workflow';

import { pairOf } from '../whatIsSeen';
import type { Tale } from './storyteller';

export function brokenByFiles({ chapters, files, operation, story }: Tale): string[] {
	const { downloadFile = false, waitForCompletion = false } = story.tasks ?? {};
	const isAskedFor = downloadFile && waitForCompletion && operation.nouns.id === 'TaskId';
	return chapters.flatMap(({ execution, isCancelled }, n) =>
		// What a cancelled node puts out is not kept.
		(isCancelled ? [] : [...execution.output, ...execution.errorOutput]).flatMap((item) => {
			const file = files.find(({ taskId }) => taskId === item.json.TaskId);
			const wanted = isAskedFor && item.json.Status === 'FINISH' ? file?.sha256 : undefined;
			const words = `execution ${n}: item ${pairOf(item)} has not the file that was made for it`;
			return hashIn(item) === wanted ? [] : [words];
		}),
	);
}

/** In n8n's engine alone, a file is in its item. @returns undefined without a file */
function hashIn({ binary }: INodeExecutionData): string | undefined {
	if (!binary?.data) return undefined;
	const bytes = Buffer.from(binary.data.data, 'base64');
	return createHash('sha256').update(bytes).digest('hex');
}
