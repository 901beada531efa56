/** The table of all that the node offers. Form and dispatch come from it. */
import {
	NodeOperationError,
	type IExecuteFunctions,
	type INodeProperties,
	type INodePropertyOptions,
} from 'n8n-workflow';

import { createAdvancedElement } from './advancedElement/create';
import { deleteAdvancedElement } from './advancedElement/delete';
import { getManyAdvancedElements } from './advancedElement/getMany';
import { createElement } from './element/create';
import { generateImage } from './image/generate';
import { uploadMedia } from './media/upload';
import type { OfferedOperation } from './operation';
import { shownWith } from './shared/shownWith';
import { getTask } from './task/get';
import { generateVideo } from './video/generate';

interface Resource {
	option: INodePropertyOptions & { value: string };
	/** The first one is the default. */
	operations: [OfferedOperation, ...OfferedOperation[]];
}

const RESOURCES: Resource[] = [
	{ option: { name: 'Element', value: 'element' }, operations: [createElement] },
	{
		option: { name: 'Advanced Element', value: 'advancedElement' },
		operations: [createAdvancedElement, deleteAdvancedElement, getManyAdvancedElements],
	},
	{ option: { name: 'Image', value: 'image' }, operations: [generateImage] },
	{ option: { name: 'Media', value: 'media' }, operations: [uploadMedia] },
	{ option: { name: 'Task', value: 'task' }, operations: [getTask] },
	{ option: { name: 'Video', value: 'video' }, operations: [generateVideo] },
];

export const properties: INodeProperties[] = [
	{
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		options: RESOURCES.map(({ option }) => option),
		default: 'element',
	},
	...RESOURCES.flatMap(propertiesOf),
];

function propertiesOf({ option: { value }, operations }: Resource): INodeProperties[] {
	const resource = [value];
	const preset = operations[0].option.value;
	return [
		{
			displayName: 'Operation',
			name: 'operation',
			type: 'options',
			noDataExpression: true,
			displayOptions: { show: { resource } },
			options: operations.map(({ option }) => option),
			default: preset,
		},
		...operations.flatMap(({ option, form }) =>
			shownWith({ resource, operation: [option.value] }, form),
		),
	];
}

/** @throws NodeOperationError where a workflow names what this version does not have */
export function chosenOperation(context: IExecuteFunctions): OfferedOperation {
	const isChosen = ({ option }: Pick<OfferedOperation, 'option'>, parameter: string) =>
		option.value === context.getNodeParameter(parameter, 0);
	const resource = RESOURCES.find((one) => isChosen(one, 'resource'));
	const operation = resource?.operations.find((one) => isChosen(one, 'operation'));
	if (operation) return operation;
	throw new NodeOperationError(context.getNode(), 'This node does not have that operation.', {
		description: "Choose 'Resource' and 'Operation' again. A newer version may have it.",
	});
}
