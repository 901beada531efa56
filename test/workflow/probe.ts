/** A node and a credential for the tests of the engine itself. */
import type {
	Icon,
	ICredentialDataDecryptedObject,
	ICredentialType,
	IExecuteFunctions,
	IHttpRequestOptions,
	INodeExecutionData,
	INodeType,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

export const PROBE_SECRET = 'the secret of the probe';

/** The name of a probe in workflows. */
export const PROBE = 'Probe';

export const probeCredentials = { probeApi: { key: PROBE_SECRET } };

/** Sends its key in a header. */
export class ProbeApi implements ICredentialType {
	name = 'probeApi';

	displayName = 'Probe API';

	icon: Icon = 'file:probe.svg';

	properties: ICredentialType['properties'] = [
		{ displayName: 'Key', name: 'key', type: 'string', default: '' },
		{ displayName: 'Site', name: 'site', type: 'string', default: 'the default site' },
	];

	authenticate = async (
		{ key }: ICredentialDataDecryptedObject,
		options: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> => ({
		...options,
		headers: { ...options.headers, 'X-Key': key as string },
	});
}

type Execute = (this: IExecuteFunctions) => Promise<INodeExecutionData[][]>;

/** A node with one parameter, `value`, that does what it is given to do. */
export function probe(execute: Execute): INodeType {
	return {
		description: {
			name: 'probe',
			displayName: 'Probe',
			group: ['transform'],
			version: 1,
			description: 'Does what a test wants to know about',
			defaults: { name: PROBE },
			usableAsTool: true,
			inputs: [NodeConnectionTypes.Main],
			outputs: [NodeConnectionTypes.Main],
			credentials: [{ name: 'probeApi', required: true }],
			properties: [{ displayName: 'Value', name: 'value', type: 'string', default: '' }],
		},
		execute,
	};
}
