import type { INodeParameters } from 'n8n-workflow';

import type { NodeSetup } from './inEngine';
import { installed } from './installed';
import type { Way } from './way';

/** The fields as a person maps the columns of a sheet to them. */
export const FIELDS: INodeParameters = {
	elementName: '={{ $json.name }}',
	elementDescription: '={{ $json.description }}',
	elementFrontalImage: '={{ $json.front }}',
	specifyElementReferList: 'json',
	elementReferListJson: '={{ $json.references }}',
};

export function thisNode({ options = {}, settings }: Way & { kind: 'thisNode' }): NodeSetup {
	return { node: installed.node, parameters: { ...FIELDS, options }, settings };
}
