import type { IDataObject, IExecuteFunctions, INodeExecutionData, INodeType } from 'n8n-workflow';

import { describe } from './standInShape';

interface Assignment {
	name: string;
	value: string;
}

/** As n8n's "Edit Fields (Set)", in its two modes, with no more of its options than examples use. */
export class EditFields implements INodeType {
	description = describe({
		displayName: 'Edit Fields',
		properties: [
			{ displayName: 'Mode', name: 'mode', type: 'string', default: 'manual' },
			{ displayName: 'JSON Output', name: 'jsonOutput', type: 'json', default: {} },
			{
				displayName: 'Assignments',
				name: 'assignments',
				type: 'assignmentCollection',
				default: {},
			},
			{ displayName: 'Others', name: 'includeOtherFields', type: 'boolean', default: false },
			{ displayName: 'Fields', name: 'includeFields', type: 'string', default: '' },
		],
	});

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return [this.getInputData().map((item, index) => edited(this, item, index))];
	}
}

function edited(
	context: IExecuteFunctions,
	{ json, binary }: INodeExecutionData,
	item: number,
): INodeExecutionData {
	const fields =
		context.getNodeParameter('mode', item) === 'raw'
			? (context.getNodeParameter('jsonOutput', item) as IDataObject)
			: assigned(context.getNodeParameter('assignments.assignments', item) as Assignment[]);
	const pairedItem = { item };
	if (context.getNodeParameter('includeOtherFields', item) !== true)
		return { json: fields, pairedItem };
	// Files come along with other fields only.
	const names = (context.getNodeParameter('includeFields', item) as string).split(/ *, */);
	const others = Object.fromEntries(names.map((name) => [name, json[name]]));
	return { json: { ...others, ...fields }, binary, pairedItem };
}

function assigned(assignments: Assignment[]): IDataObject {
	return Object.fromEntries(assignments.map(({ name, value }) => [name, value]));
}
