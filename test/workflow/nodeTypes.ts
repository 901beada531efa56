import type {
	IDataObject,
	INodeType,
	INodeTypeDescription,
	INodeTypes,
	IVersionedNodeType,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { isTrigger, standIns, TRIGGER } from './standIns';

/** n8n puts the package's name before a node's: so it stands in workflows. */
const PACKAGE = 'n8n-nodes-tencent-cloud-vod';

/** The type name of the node in a workflow. */
export function typeName(node: INodeType): string {
	return `${PACKAGE}.${node.description.name}`;
}

/** The node types that n8n would have installed: the node under test, its tool, the stand-ins. */
export class NodeTypes implements INodeTypes {
	private readonly types: ReadonlyMap<string, INodeType>;

	constructor(node: INodeType) {
		const nodes = node.description.usableAsTool ? [node, asTool(node)] : [node];
		this.types = new Map([
			...Object.entries(standIns),
			...nodes.map((type) => [typeName(type), type] as const),
		]);
	}

	getByName(name: string): INodeType | IVersionedNodeType {
		return this.getByNameAndVersion(name);
	}

	getByNameAndVersion(name: string): INodeType {
		const type = this.types.get(isTrigger(name) ? TRIGGER : name);
		if (type === undefined) throw new Error(`There is no stand-in for nodes of type ${name}`);
		return type;
	}

	getKnownTypes(): IDataObject {
		return {};
	}
}

/**
 * The tool that n8n makes of a node with `usableAsTool`.
 * Source: packages/cli/src/node-types.ts and tool-generation/ai-tools.ts of n8n.
 */
function asTool(node: INodeType): INodeType {
	const { usableAsTool, ...description } = node.description;
	const toolDescription: INodeTypeDescription = {
		...description,
		name: `${description.name}Tool`,
		displayName: `${description.displayName} Tool`,
		inputs: [],
		outputs: [NodeConnectionTypes.AiTool],
		properties: [
			{
				displayName: 'Description',
				name: 'toolDescription',
				type: 'string',
				default: description.description,
			},
			...description.properties,
		],
	};
	return Object.create(node, { description: { value: toolDescription } }) as INodeType;
}
