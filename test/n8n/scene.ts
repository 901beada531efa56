/** An n8n with the packed package in it, an emulator behind it, and everything to look at afterwards. */
import type { IDataObject } from 'n8n-workflow';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
	EMULATOR_SECRET_ID,
	EMULATOR_SECRET_KEY,
	startEmulator,
	type Emulator,
	type EmulatorOptions,
} from '../emulator/emulator';
import { Api, type SavedCredential } from './api';
import type { CleanUp } from './cleanUp';
import { installCommunityNode, packTarball } from './communityNode';
import { CREDENTIAL_TYPE } from './examples';
import { n8nOf, type InstalledN8n, type Release } from './install';
import { startServer, type Server } from './server';

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

export class Scene {
	private constructor(
		readonly n8n: InstalledN8n,
		/** N8N_USER_FOLDER; n8n's log is in it. */
		readonly folder: string,
		readonly emulator: Emulator,
		public server: Server,
		public api: Api,
		/** What was typed into the credential. */
		readonly fields: IDataObject,
		readonly credential: SavedCredential,
		private readonly cleanUp: CleanUp,
	) {}

	/** @param cleanUp ends everything, also when this fails half way */
	static async open(
		release: Release,
		cleanUp: CleanUp,
		options: EmulatorOptions = {},
	): Promise<Scene> {
		const n8n = n8nOf(release);
		const folder = temporaryFolder();
		cleanUp.add(() => rmSync(folder, { recursive: true, force: true }));
		await installCommunityNode(await packTarball(join(folder, 'packed')), folder);
		const emulator = await startEmulator(options);
		cleanUp.add(() => emulator.close());
		const server = await startServer(n8n, { folder });
		cleanUp.add(() => server.stop());
		const api = new Api(server.url);
		await api.signIn();
		const fields = credentialFor(emulator, options.token);
		const credential = await api.createCredential('Emulator', CREDENTIAL_TYPE, fields);
		return new Scene(n8n, folder, emulator, server, api, fields, credential, cleanUp);
	}

	/** Stops n8n and starts it again: nothing is left but what it has saved. */
	async restart(): Promise<void> {
		await this.server.stop();
		const server = await startServer(this.n8n, { folder: this.folder });
		this.cleanUp.add(() => server.stop());
		this.server = server;
		this.api = new Api(this.server.url);
		await this.api.signIn();
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
