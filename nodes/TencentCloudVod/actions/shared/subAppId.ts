/** The sub-application: a part of a VOD account with files, tasks and settings of its own. */
import type { INodeProperties } from 'n8n-workflow';

import type { ItemReader } from '../../execution/itemReader';
import type { InputFault } from '../../input/inputError';

const DISPLAY_NAME = 'Sub-Application';

export const subAppIdField: INodeProperties = {
	displayName: DISPLAY_NAME,
	name: 'subAppId',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	description:
		'Where it lies in your VOD account. Accounts made since December 2023 must choose one.',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			typeOptions: { searchListMethod: 'searchSubApps', searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. 1500000001',
			validation: [
				{
					type: 'regex',
					// It may stay empty.
					properties: { regex: '^\\d{0,15}$', errorMessage: 'A SubAppId consists of digits' },
				},
			],
		},
	],
};

/** A SubAppId as the API takes it; undefined where none is chosen. */
export interface SubApp {
	subAppId: number | undefined;
	faults: InputFault[];
}

export function readSubAppId(reader: ItemReader): SubApp {
	const value = reader.read('subAppId', DISPLAY_NAME);
	if (value === undefined || value === null || value === '') {
		return { subAppId: undefined, faults: [] };
	}
	const text = typeof value === 'number' || typeof value === 'string' ? String(value).trim() : '';
	// The API wants a JSON number, and JavaScript's are exact up to 15 digits.
	if (/^\d{1,15}$/.test(text)) return { subAppId: Number(text), faults: [] };
	const fault = `'${DISPLAY_NAME}' must be a number, such as 1500000001.`;
	return { subAppId: undefined, faults: [{ field: 'subAppId', text: fault }] };
}
