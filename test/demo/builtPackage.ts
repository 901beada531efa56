import type { ICredentialType, INodeType } from 'n8n-workflow';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, resolve } from 'node:path';

import manifest from '../../package.json';

const root = resolve(__dirname, '../..');
const requireFromRoot = createRequire(resolve(root, 'package.json'));

/**
 * The node and the credential as they are shipped, found the way n8n finds them: package.json names
 * the file, and the file's name is the name of the class.
 *
 * @throws Error when the package has not been built
 */
export function loadBuiltPackage(): { node: INodeType; credential: ICredentialType } {
	const [nodeFile = ''] = manifest.n8n.nodes;
	const [credentialFile = ''] = manifest.n8n.credentials;
	return {
		node: instanceFrom<INodeType>(nodeFile),
		credential: instanceFrom<ICredentialType>(credentialFile),
	};
}

function instanceFrom<T>(file: string): T {
	const path = resolve(root, file);
	if (!existsSync(path)) throw new Error(`${file} is not there. Run: npm run build`);
	const exported = requireFromRoot(path) as Record<string, (new () => T) | undefined>;
	const [className = ''] = basename(file).split('.');
	const Exported = exported[className];
	if (Exported === undefined) throw new Error(`${file} exports no class ${className}`);
	return new Exported();
}
