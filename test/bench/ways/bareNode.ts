/**
 * The least that a node can do: it reads the same parameters and calls n8n's request helper with the
 * same credential, with as many calls in flight. It checks nothing, paces nothing, remembers nothing.
 */
import type { IDataObject, IExecuteFunctions, INodeExecutionData, INodeType } from 'n8n-workflow';

import type { NodeSetup } from './inEngine';
import { installed } from './installed';
import { FIELDS } from './thisNode';

/** The same as this package's node allows itself. */
const AT_ONCE = 600;

class BareNode implements INodeType {
	description = { ...installed.node.description, usableAsTool: undefined };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const { endpoint } = await this.getCredentials<{ endpoint: string }>('tencentCloudApi');
		this.getNodeParameter('options', 0);
		this.getNodeParameter('specifyElementReferList', 0);
		const bodies = this.getInputData().map((_, index) => bodyOf(this, index));
		const output: INodeExecutionData[] = [];
		const rest = bodies.entries();
		const work = async () => {
			for (const [item, body] of rest) {
				output[item] = { json: await send(this, endpoint, body), pairedItem: { item } };
			}
		};
		await Promise.all(Array.from({ length: AT_ONCE }, work));
		return [output];
	}
}

function bodyOf(context: IExecuteFunctions, index: number): IDataObject {
	const images = context.getNodeParameter('elementReferListJson', index) as string[];
	return {
		ElementName: context.getNodeParameter('elementName', index),
		ElementDescription: context.getNodeParameter('elementDescription', index),
		ElementFrontalImage: context.getNodeParameter('elementFrontalImage', index),
		ElementReferList: images.map((ImageUrl) => ({ ImageUrl })),
	};
}

async function send(
	context: IExecuteFunctions,
	url: string,
	body: IDataObject,
): Promise<IDataObject> {
	const answer: unknown = await context.helpers.httpRequestWithAuthentication.call(
		context,
		'tencentCloudApi',
		{
			method: 'POST',
			url,
			headers: { 'X-TC-Action': 'CreateAigcCustomElement', 'X-TC-Version': '2018-07-17' },
			body,
			json: true,
		},
	);
	const { ElementId, RequestId } = (answer as { Response: IDataObject }).Response;
	return { ElementId, RequestId, ElementName: body.ElementName };
}

export function bareNode(): NodeSetup {
	return { node: new BareNode(), parameters: { ...FIELDS, options: {} } };
}
