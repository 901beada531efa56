/** n8n's real engine with the node as it is shipped. It takes seconds to load, so it is loaded when it is needed. */
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import n8nCore from 'n8n-core/package.json';

import type { Execution } from '../workflow/engine';
import type { WorkflowJson } from '../workflow/workflows';
import { loadBuiltPackage } from './builtPackage';

export async function loadEngine() {
	console.log(`Loading n8n's engine (n8n-core ${n8nCore.version}) and the built node …`);
	const { Engine } = await import('../workflow/engine');
	const { recordLogs } = await import('../workflow/logs');
	const { node, credential } = loadBuiltPackage();
	const engine = new Engine(node, [credential]);
	const save = (workflow: WorkflowJson, account: ICredentialDataDecryptedObject) => {
		const saved = engine.load(workflow, { [credential.name]: account });
		// "manual" is what a click on "Execute workflow" starts: n8n then uses the pinned rows.
		return { execute: async () => succeeded(await saved.execute([{}], { mode: 'manual' })) };
	};
	return { recordLogs, save };
}

/** @throws Error when the workflow was stopped by one */
function succeeded(execution: Execution): Execution {
	const { error } = execution;
	if (error) throw new Error(`${error.message} ${error.description ?? ''}`);
	return execution;
}
