/** An n8n with the packed package in it, an emulator behind it, and everything to look at afterwards. */
import type { IDataObject } from 'n8n-workflow';
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
	EMULATOR_SECRET_ID,
	EMULATOR_SECRET_KEY,
	startEmulator,
	type Emulator,
	type EmulatorOptions,
} from '../emulator/emulator';
import { Api, type SavedCredential, type SavedWorkflow } from './api';
import type { CleanUp } from './cleanUp';
import { CREDENTIAL_TYPE, type Workflow } from './examples';
import { installedN8n, type InstalledN8n } from './install';
import { PACKAGE_INSTALLED } from './places';
import type { Program } from './program';
import { startServer, startWorker, type Server } from './server';

const PREFIX = 'tencent-cloud-vod-n8n-';

/**
 * Removes what an earlier run that was killed has left, and makes a folder.
 * @throws Error where the package would find other modules than n8n's own
 */
export function temporaryFolder(): string {
	refuseModulesAbove(tmpdir());
	for (const name of readdirSync(tmpdir())) {
		const [, owner] = new RegExp(`^${PREFIX}(\\d+)-`).exec(name) ?? [];
		if (owner === undefined || isRunning(Number(owner))) continue;
		rmSync(join(tmpdir(), name), { recursive: true, force: true });
	}
	return mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));
}

function isRunning(pid: number): boolean {
	try {
		return process.kill(pid, 0);
	} catch {
		return false;
	}
}

/** n8n leads packages to its own modules by NODE_PATH, which Node.js looks at last. */
function refuseModulesAbove(folder: string): void {
	const modules = join(folder, 'node_modules');
	if (existsSync(modules)) {
		throw new Error(`${modules} hides n8n's own modules. Remove it, or set TMPDIR elsewhere.`);
	}
	if (dirname(folder) !== folder) refuseModulesAbove(dirname(folder));
}

/** The credential's fields for the emulator. */
export function credentialFor(
	{ url }: Pick<Emulator, 'url'>,
	sessionToken: string | undefined,
): IDataObject {
	return {
		site: 'custom',
		endpoint: url,
		secretId: EMULATOR_SECRET_ID,
		secretKey: EMULATOR_SECRET_KEY,
		sessionToken: sessionToken ?? '',
	};
}

export interface Worker extends Program {
	/** N8N_USER_FOLDER. */
	readonly folder: string;
}

/** An N8N_USER_FOLDER that the package is installed in. */
export async function folderWithPackage(cleanUp: CleanUp): Promise<string> {
	const folder = temporaryFolder();
	await cleanUp.add(() => rmSync(folder, { recursive: true, force: true }));
	cpSync(PACKAGE_INSTALLED, folder, { recursive: true });
	return folder;
}

export class Scene {
	private constructor(
		readonly n8n: InstalledN8n,
		/** N8N_USER_FOLDER; n8n's log is in it. */
		readonly folder: string,
		readonly env: Record<string, string>,
		readonly emulator: Emulator,
		public server: Server,
		public api: Api,
		/** What was typed into the credential. */
		readonly fields: IDataObject,
		readonly credential: SavedCredential,
		/** Ends everything, after the last test. */
		readonly cleanUp: CleanUp,
	) {}

	/**
	 * @param cleanUp ends everything, also when this fails half way
	 * @param env more of n8n's environment variables
	 */
	static async open(
		cleanUp: CleanUp,
		options: EmulatorOptions = {},
		env: Record<string, string> = {},
	): Promise<Scene> {
		const n8n = installedN8n();
		const folder = await folderWithPackage(cleanUp);
		const emulator = await startEmulator(options);
		await cleanUp.add(() => emulator.close());
		const server = await startServer(n8n, { folder, env });
		await cleanUp.add(() => server.stop());
		const api = new Api(server.url);
		await api.signIn();
		const fields = credentialFor(emulator, options.token);
		const credential = await api.createCredential('Emulator', CREDENTIAL_TYPE, fields);
		return new Scene(n8n, folder, env, emulator, server, api, fields, credential, cleanUp);
	}

	/** Stops n8n and starts it again: nothing is left but what it has saved. */
	async restart(): Promise<void> {
		await this.server.stop();
		const server = await startServer(this.n8n, this);
		await this.cleanUp.add(() => server.stop());
		this.server = server;
		this.api = new Api(server.url);
		await this.api.signIn();
	}

	/** Starts one of queue mode's workers, with a folder of its own. */
	async startWorker(): Promise<Worker> {
		const folder = await folderWithPackage(this.cleanUp);
		const worker = await startWorker(this.n8n, { folder, env: this.env });
		await this.cleanUp.add(() => worker.stop());
		return { ...worker, folder };
	}

	/** Makes a workflow whose triggers run: webhooks, forms and schedules. */
	async publish(workflow: Workflow): Promise<SavedWorkflow> {
		const saved = await this.api.createWorkflow(workflow);
		await this.api.activate(saved);
		return saved;
	}

	/** Calls a production webhook. */
	async callWebhook(path: string, rows: IDataObject[]): Promise<IDataObject[]> {
		const response = await fetch(`${this.server.url}/webhook/${path}`, {
			method: 'POST',
			headers: { 'Content-Type': 'application/json' },
			body: JSON.stringify({ rows }),
		});
		const answer = (await response.json()) as IDataObject | IDataObject[];
		return [answer].flat();
	}
}
