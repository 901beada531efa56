/** What is to be seen, in words. */
import type { INodeProperties } from 'n8n-workflow';

import type { ItemReader } from '../../execution/itemReader';
import { wrong, type Checked } from '../../input/checked';
import { notTextFault } from '../../input/texts';

const DISPLAY_NAME = 'Prompt';
export const PROMPT_LABEL = `'${DISPLAY_NAME}'`;

/** @param description what may be named in it */
export function promptField(placeholder: string, description: string): INodeProperties {
	return {
		displayName: DISPLAY_NAME,
		name: 'prompt',
		type: 'string',
		typeOptions: { rows: 4 },
		default: '',
		placeholder,
		description,
	};
}

/** Nothing is trimmed or rewritten. Whether it may be missing depends on the rest of the request. */
export function readPrompt(reader: ItemReader): Checked<string> {
	const value = reader.read('prompt', DISPLAY_NAME) ?? '';
	return typeof value === 'string'
		? { ok: true, value }
		: wrong('prompt', PROMPT_LABEL, notTextFault(value));
}
