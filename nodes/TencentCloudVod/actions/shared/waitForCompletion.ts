/** Whether an item waits for the end of its task. */
import type { INodeProperties } from 'n8n-workflow';

import type { ItemReader } from '../../execution/itemReader';
import { checkedBoolean, type Checked } from '../../input/checked';

const DISPLAY_NAME = 'Wait for Completion';

export const waitForCompletionField: INodeProperties = {
	displayName: DISPLAY_NAME,
	name: 'waitForCompletion',
	type: 'boolean',
	default: true,
	description:
		'Whether to wait until the task has ended, and put out what it made. Otherwise the TaskId is put out as soon as the task has been started; Task → Get gives the result later.',
};

export function readWaitForCompletion(reader: ItemReader): Checked<boolean> {
	const value = reader.read('waitForCompletion', DISPLAY_NAME);
	return checkedBoolean('waitForCompletion', `'${DISPLAY_NAME}'`, value);
}
