/** The sub-application: a part of a VOD account with files, tasks and settings of its own. */
import type { INodeProperties } from 'n8n-workflow';

import type { ItemReader } from '../../execution/itemReader';
import { wrong, type Checked } from '../../input/checked';
import type { Wording } from '../../messages/nouns';

const DISPLAY_NAME = 'Sub-Application';
const LABEL = `'${DISPLAY_NAME}'`;

/** @param digits how many, as a regular expression says it */
const fieldWith = (digits: string): INodeProperties => ({
	displayName: DISPLAY_NAME,
	name: 'subAppId',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
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
					properties: { regex: `^\\d${digits}$`, errorMessage: 'A SubAppId consists of digits' },
				},
			],
		},
	],
});

/** It may stay empty. */
export const subAppIdField: INodeProperties = {
	...fieldWith('{0,15}'),
	description:
		'The part of your VOD account to use. Accounts made since December 2023 must choose one.',
};

/** For actions that do nothing without one. */
export const requiredSubAppIdField: INodeProperties = {
	...fieldWith('{1,15}'),
	required: true,
	description:
		'The part of your VOD account to use. Each has files, tasks and elements of its own.',
};

/** What to do where Tencent Cloud does not know it. */
export const SUB_APP_ADVICE: Wording['advice'] = [
	[
		/^(InvalidParameterValue\.SubAppId|ResourceNotFound)/,
		"Check 'Sub-Application': it must belong to the account of the credential.",
	],
];

/** @returns a SubAppId as the API takes it; undefined where none is chosen */
export function readSubAppId(reader: ItemReader): Checked<number | undefined> {
	const value = reader.read('subAppId', DISPLAY_NAME);
	if (value === undefined || value === null || value === '') return { ok: true, value: undefined };
	const subAppId = subAppIdIn(value);
	return subAppId === undefined
		? wrong('subAppId', LABEL, 'must be a number, such as 1500000001')
		: { ok: true, value: subAppId };
}

export function readRequiredSubAppId(reader: ItemReader): Checked<number> {
	const subAppId = readSubAppId(reader);
	if (!subAppId.ok) return subAppId;
	const { value } = subAppId;
	return value === undefined ? wrong('subAppId', LABEL, 'is empty') : { ok: true, value };
}

/** @returns undefined where it is none */
export function subAppIdIn(value: unknown): number | undefined {
	const text = typeof value === 'number' || typeof value === 'string' ? String(value).trim() : '';
	// The API wants a JSON number, and JavaScript's are exact up to 15 digits.
	return /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}
