/** Whether an item waits for the end of its task. */
import type { INodeProperties } from 'n8n-workflow';

import type { ItemReader } from '../../execution/itemReader';
import { wrong, type Checked } from '../../input/checked';

const DISPLAY_NAME = 'Wait for Completion';

/** @param description begins with "Whether": what is put out with it, and what without */
export function waitForCompletionField(preset: boolean, description: string): INodeProperties {
	return {
		displayName: DISPLAY_NAME,
		name: 'waitForCompletion',
		type: 'boolean',
		default: preset,
		description,
	};
}

export function readWaitForCompletion(reader: ItemReader): Checked<boolean> {
	const value = reader.read('waitForCompletion', DISPLAY_NAME);
	if (value === true || value === 'true') return { ok: true, value: true };
	if (value === false || value === 'false') return { ok: true, value: false };
	return wrong('waitForCompletion', `'${DISPLAY_NAME}'`, 'must be true or false');
}
