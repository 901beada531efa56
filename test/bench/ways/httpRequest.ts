import type { Address } from '../processes/emulator';
import { HttpRequestStandIn } from './httpRequestStandIn';
import type { NodeSetup } from './inEngine';
import type { Way } from './way';

const BODY = `={{ {
	ElementName: $json.name,
	ElementDescription: $json.description,
	ElementFrontalImage: $json.front,
	ElementReferList: $json.references.map((ImageUrl) => ({ ImageUrl })),
} }}`;

/** The HTTP Request node as a person sets it up for this API, with this package's credential. */
export function httpRequest(
	{ options = {}, settings }: Way & { kind: 'httpRequest' },
	{ url }: Address,
): NodeSetup {
	return {
		node: new HttpRequestStandIn(),
		settings,
		parameters: {
			method: 'POST',
			url: `${url}/`,
			authentication: 'predefinedCredentialType',
			nodeCredentialType: 'tencentCloudApi',
			sendHeaders: true,
			headerParameters: {
				parameters: [
					{ name: 'X-TC-Action', value: 'CreateAigcCustomElement' },
					{ name: 'X-TC-Version', value: '2018-07-17' },
				],
			},
			sendBody: true,
			contentType: 'json',
			specifyBody: 'json',
			jsonBody: BODY,
			options,
		},
	};
}
