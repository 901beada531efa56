import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import * as element from './actions/element/element.resource';

export class TencentCloudVod implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Tencent Cloud VOD',
		name: 'tencentCloudVod',
		icon: { light: 'file:tencentCloudVod.svg', dark: 'file:tencentCloudVod.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description:
			'Creates elements (subjects, characters) for AI video in Tencent Cloud VOD and gives their ElementIds',
		defaults: { name: 'Tencent Cloud VOD' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'tencentCloudApi', required: true }],
		properties: [
			{
				displayName: 'Resource',
				name: 'resource',
				type: 'options',
				noDataExpression: true,
				options: [element.resource],
				default: 'element',
			},
			...element.properties,
		],
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return [await element.execute(this)];
	}
}
