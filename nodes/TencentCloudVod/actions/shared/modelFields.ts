/** The model that generates, and its version: chosen from the list, or any name. */
import type { INodeProperties } from 'n8n-workflow';

import type { ItemReader } from '../../execution/itemReader';
import { faultsIn, wrong, type Checked } from '../../input/checked';
import { notTextFault } from '../../input/texts';

const MODEL = 'Model';
const VERSION = 'Model Version';

/** A text to choose from a list, which does not have them all. */
export function choiceField(
	field: Pick<INodeProperties, 'displayName' | 'name' | 'description'> & { required?: true },
	searchListMethod: string,
	loadOptionsDependsOn: string[],
	placeholder: string,
): INodeProperties {
	return {
		...field,
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		typeOptions: { loadOptionsDependsOn },
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				typeOptions: { searchListMethod, searchable: true },
			},
			{ displayName: 'By Name', name: 'name', type: 'string', placeholder },
		],
	};
}

export const modelFields: INodeProperties[] = [
	choiceField(
		{
			displayName: MODEL,
			name: 'modelName',
			required: true,
			description: 'What generates. Each model has prices and limits of its own.',
		},
		'searchModels',
		['resource'],
		'e.g. Kling',
	),
	choiceField(
		{
			displayName: VERSION,
			name: 'modelVersion',
			required: true,
			description:
				'The list follows the model. A version that is newer than the list is taken by its name.',
		},
		'searchModelVersions',
		['modelName.value'],
		'e.g. 3.0-Omni',
	),
];

/** As the requests have it. */
export interface ChosenModel {
	ModelName: string;
	ModelVersion: string;
}

export function readModel(reader: ItemReader): Checked<ChosenModel> {
	const name = readChosen(reader, 'modelName', MODEL);
	const version = readChosen(reader, 'modelVersion', VERSION);
	if (!name.ok || !version.ok) return { ok: false, faults: faultsIn([name, version]) };
	return { ok: true, value: { ModelName: name.value, ModelVersion: version.value } };
}

function readChosen(reader: ItemReader, field: string, displayName: string): Checked<string> {
	const value = reader.read(field, displayName) ?? '';
	const label = `'${displayName}'`;
	if (typeof value === 'number') {
		return wrong(field, label, 'must be text, but is a number: version 3.0 would be sent as 3');
	}
	if (typeof value !== 'string') return wrong(field, label, notTextFault(value));
	const text = value.trim();
	return text === '' ? wrong(field, label, 'is empty') : { ok: true, value: text };
}
