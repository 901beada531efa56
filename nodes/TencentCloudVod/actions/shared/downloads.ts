/** Whether an item gets the files that its task has made, and under which name. */
import type { INodeProperties } from 'n8n-workflow';

import type { ItemReader } from '../../execution/itemReader';
import type { FilesOf } from '../../execution/operation';
import { checkedBoolean, checkedText, type Checked } from '../../input/checked';
import { shownWith } from './shownWith';
import type { TaskFiles } from './taskFiles';

const DOWNLOAD_FILE = 'Download File';
const OUTPUT_FIELD = 'Put Output File in Field';

/** An item whose files may be fetched. */
export interface WithDownload {
	/** undefined: they stay where they are. */
	download: Download | undefined;
}

export interface Download {
	/** Name of the binary field; of several files, that of the first. */
	field: string;
}

/** For an operation whose task may have ended whether it waits or not. */
export const fileFields: INodeProperties[] = [
	{
		displayName: DOWNLOAD_FILE,
		name: 'downloadFile',
		type: 'boolean',
		default: false,
		description:
			'Whether to put the file itself into the item, too, once the task has ended. Tencent Cloud keeps most files for 7 days only.',
	},
	...shownWith({ downloadFile: [true] }, [
		{
			displayName: OUTPUT_FIELD,
			name: 'binaryPropertyOutput',
			type: 'string',
			required: true,
			default: 'data',
			hint: 'The name of the output binary field to put the file in',
			description:
				'Further files of the same task go into fields with a number behind the name, such as data_1',
		},
	]),
];

/** For an operation that starts its task. */
export const downloadFields = shownWith({ waitForCompletion: [true] }, fileFields);

/** @returns undefined as the value where nothing is to be downloaded */
export function readDownload(reader: ItemReader): Checked<Download | undefined> {
	const entered = reader.read('downloadFile', DOWNLOAD_FILE);
	// A field that is not shown has no value.
	if (entered === null) return { ok: true, value: undefined };
	const isWanted = checkedBoolean('downloadFile', `'${DOWNLOAD_FILE}'`, entered);
	if (!isWanted.ok) return isWanted;
	if (!isWanted.value) return { ok: true, value: undefined };
	const field = checkedText(
		'binaryPropertyOutput',
		`'${OUTPUT_FIELD}'`,
		reader.read('binaryPropertyOutput', OUTPUT_FIELD),
		(text) => (text.trim() === '' ? ['is empty'] : []),
	);
	return field.ok ? { ok: true, value: { field: field.value.trim() } } : field;
}

/** For an operation that makes files: what it has of them, and for whom they are fetched. */
export const downloading: FilesOf<WithDownload, TaskFiles> = {
	fieldOf: ({ download }) => download?.field,
	madeBy: ({ TaskId, Files }) => ({ taskId: TaskId, files: Files }),
};
