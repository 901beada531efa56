import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { chosenOperation, properties } from './actions';
import { searchElements } from './actions/pickers/elements';
import {
	searchAspectRatios,
	searchModels,
	searchModelVersions,
	searchResolutions,
} from './actions/pickers/models';
import { searchSubApps } from './actions/pickers/subApps';

export class TencentCloudVod implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Tencent Cloud VOD',
		name: 'tencentCloudVod',
		icon: { light: 'file:tencentCloudVod.svg', dark: 'file:tencentCloudVod.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description:
			'Creates elements (subjects, characters) in Tencent Cloud VOD, generates AI videos and images with them, uploads media, and reads tasks',
		defaults: { name: 'Tencent Cloud VOD' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'tencentCloudApi', required: true }],
		properties,
	};

	methods = {
		listSearch: {
			searchAspectRatios,
			searchElements,
			searchModels,
			searchModelVersions,
			searchResolutions,
			searchSubApps,
		},
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return [await chosenOperation(this).execute(this)];
	}
}
