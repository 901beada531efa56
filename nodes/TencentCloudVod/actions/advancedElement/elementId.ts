/** An advanced element that exists: chosen from the list, or given by its ID. */
import type { INodeProperties } from 'n8n-workflow';

import { readId } from '../../client/answer';
import type { ItemReader } from '../../execution/itemReader';
import { wrong, type Checked } from '../../input/checked';
import { notTextFault } from '../../input/texts';

const DISPLAY_NAME = 'Element';

export const elementIdField: INodeProperties = {
	displayName: DISPLAY_NAME,
	name: 'elementId',
	type: 'resourceLocator',
	required: true,
	default: { mode: 'list', value: '' },
	// Elements of another sub-application are not in the list.
	typeOptions: { loadOptionsDependsOn: ['subAppId.value'] },
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			typeOptions: { searchListMethod: 'searchElements', searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. 8712345678901234567',
			validation: [
				{
					type: 'regex',
					properties: { regex: '^\\s*\\S+\\s*$', errorMessage: 'An ElementId has no blanks' },
				},
			],
		},
	],
};

export function readElementId(reader: ItemReader): Checked<string> {
	const value = reader.read('elementId', DISPLAY_NAME);
	const label = `'${DISPLAY_NAME}'`;
	if (value === undefined || value === null || value === '') {
		return wrong('elementId', label, 'is empty');
	}
	// String(…) would come too late for one that long.
	if (typeof value === 'number' && !Number.isSafeInteger(value)) {
		return wrong('elementId', label, 'must be text: as a number it has lost its last digits');
	}
	if (typeof value !== 'number' && typeof value !== 'string') {
		return wrong('elementId', label, notTextFault(value));
	}
	const elementId = readId(value);
	return elementId === undefined
		? wrong('elementId', label, 'must be an ElementId')
		: { ok: true, value: elementId };
}
