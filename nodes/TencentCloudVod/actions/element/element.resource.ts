import {
	updateDisplayOptions,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
	type INodePropertyOptions,
} from 'n8n-workflow';

import { createFields } from './create.fields';
import { create } from './create.operation';

/** An element is a person or thing that AI videos can show again and again; the documentation also says "subject". */
export const resource: INodePropertyOptions = { name: 'Element', value: 'element' };

export const properties: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['element'] } },
		options: [
			{
				name: 'Create',
				value: 'create',
				description:
					'Create an element from its name, description and pictures, and get its ElementId',
				action: 'Create an element',
			},
		],
		default: 'create',
	},
	...updateDisplayOptions({ show: { resource: ['element'], operation: ['create'] } }, createFields),
];

export async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	return await create(context);
}
