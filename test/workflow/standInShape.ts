import type { INodeProperties, INodeTypeDescription } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

type Shape = Partial<INodeTypeDescription> & { displayName: string; properties: INodeProperties[] };

const { Main } = NodeConnectionTypes;

/** The description of a stand-in, with what it does not say itself. */
export function describe(shape: Shape): INodeTypeDescription {
	return {
		name: shape.displayName.toLowerCase(),
		group: ['transform'],
		version: 1,
		description: shape.displayName,
		defaults: { name: shape.displayName },
		inputs: [Main],
		outputs: [Main],
		...shape,
	};
}
