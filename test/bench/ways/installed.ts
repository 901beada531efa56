import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { ICredentialType, INodeType } from 'n8n-workflow';

import { n8n } from '../../../package.json';

const load = createRequire(__filename);

/** The node and the credential as n8n finds them in the installed package: built, by its manifest. */
export const installed: { node: INodeType; credentialType: ICredentialType } = {
	node: instance<INodeType>(n8n.nodes),
	credentialType: instance<ICredentialType>(n8n.credentials),
};

function instance<T>(files: readonly string[]): T {
	const [file = ''] = files;
	const exported = load(join(__dirname, '../../..', file)) as Record<string, new () => T>;
	const [Type] = Object.values(exported);
	if (Type === undefined) throw new Error(`${file} exports nothing`);
	return new Type();
}
