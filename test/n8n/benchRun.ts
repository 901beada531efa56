/** One run of a workflow in an n8n of its own, and what it took. */
import { buildSync } from 'esbuild';
import type { IDataObject } from 'n8n-workflow';
import { basename, join } from 'node:path';
import type { Address } from '../bench/processes/emulator';
import { Api, type SavedCredential, type StoredExecution } from './api';
import { CleanUp } from './cleanUp';
import { CREDENTIAL_TYPE, type Workflow } from './examples';
import { installedN8n } from './install';
import { forgetHighest, highestMb, processOf, residentMb } from './memory';
import { credentialFor, folderWithPackage } from './scene';
import { startServer } from './server';

export interface Run {
	idleMb: number;
	highestMb: number;
	wallMs: number;
}

export interface ToRun {
	/** Where the emulator is. */
	address: Address;
	/** A node for the workflow, as a TypeScript file beside this one. */
	extension: `${string}.ts`;
	/** Its webhook has the workflow's name for a path, and answers at the end. */
	workflow: (credential: SavedCredential) => Workflow;
	rows: IDataObject[];
	/** Looks at what is there afterwards, in N8N_USER_FOLDER and in the execution. */
	inspect?: (folder: string, execution: StoredExecution) => void;
}

/** Runs the workflow once, in filesystem mode. */
export async function benchRun({
	address,
	extension,
	workflow,
	rows,
	inspect,
}: ToRun): Promise<Run> {
	const cleanUp = new CleanUp();
	try {
		const n8n = installedN8n();
		const folder = await folderWithPackage(cleanUp);
		const extensions = join(folder, 'extensions');
		const [letter = '', ...letters] = basename(extension, '.ts');
		buildSync({
			entryPoints: [join(__dirname, extension)],
			outfile: join(extensions, `${letter.toUpperCase()}${letters.join('')}.node.js`),
			bundle: true,
			platform: 'node',
		});
		const env = {
			N8N_DEFAULT_BINARY_DATA_MODE: 'filesystem',
			N8N_CUSTOM_EXTENSIONS: extensions,
		};
		const server = await startServer(n8n, { folder, env });
		await cleanUp.add(() => server.stop());
		const api = new Api(server.url);
		await api.signIn();
		const fields = credentialFor(address, undefined);
		const credential = await api.createCredential('Emulator', CREDENTIAL_TYPE, fields);
		const saved = await api.createWorkflow(workflow(credential));
		await api.activate(saved);
		const pid = processOf(n8n.script, folder);
		const idleMb = residentMb(pid);
		forgetHighest(pid);
		const begun = performance.now();
		const response = await fetch(`${server.url}/webhook/${saved.name}`, {
			method: 'POST',
			headers: { 'Content-Type': 'application/json' },
			body: JSON.stringify({ rows }),
		});
		const answer = await response.text();
		if (!response.ok) throw new Error(`${answer}\n${server.log().slice(-3000)}`);
		const run = { idleMb, highestMb: highestMb(pid), wallMs: performance.now() - begun };
		const [execution] = await api.executions(saved);
		inspect?.(folder, await api.ended(execution?.id ?? ''));
		return run;
	} finally {
		await cleanUp.run();
	}
}
