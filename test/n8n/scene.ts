/** An n8n with the packed package in it, an emulator behind it, and everything to look at afterwards. */
import type { IDataObject } from 'n8n-workflow';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
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
import { installCommunityNode, packTarball } from './communityNode';
import { CREDENTIAL_TYPE } from './examples';
import { installN8n, type InstalledN8n, type Release } from './install';
import { startServer, type Server } from './server';

const PREFIX = 'tencent-cloud-vod-n8n-';

/**
 * Removes what an earlier run that was killed has left, and makes a folder.
 * @throws Error where the package would find other modules than n8n's own
 */
export function temporaryFolder(): string {
	refuseModulesAbove(tmpdir());
	for (const name of readdirSync(tmpdir())) {
		if (name.startsWith(PREFIX)) rmSync(join(tmpdir(), name), { recursive: true, force: true });
	}
	return mkdtempSync(join(tmpdir(), PREFIX));
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
export function credentialFor({ url }: Pick<Emulator, 'url'>): IDataObject {
	return {
		site: 'custom',
		endpoint: url,
		secretId: EMULATOR_SECRET_ID,
		secretKey: EMULATOR_SECRET_KEY,
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
		readonly credential: SavedCredential,
	) {}

	static async open(release: Release, options: EmulatorOptions = {}): Promise<Scene> {
		const n8n = await installN8n(release, (line) => console.log(line));
		const folder = temporaryFolder();
		mkdirSync(folder, { recursive: true });
		await installCommunityNode(await packTarball(join(folder, 'packed')), folder);
		const emulator = await startEmulator(options);
		const server = await startServer(n8n, { folder });
		const api = new Api(server.url);
		await api.signIn();
		const credential = await api.createCredential(
			'Emulator',
			CREDENTIAL_TYPE,
			credentialFor(emulator),
		);
		return new Scene(n8n, folder, emulator, server, api, credential);
	}

	/** Stops n8n and starts it again: nothing is left but what it has saved. */
	async restart(): Promise<void> {
		await this.server.stop();
		this.server = await startServer(this.n8n, { folder: this.folder });
		this.api = new Api(this.server.url);
		await this.api.signIn();
	}

	async close(): Promise<void> {
		await this.server.stop();
		await this.emulator.close();
		rmSync(this.folder, { recursive: true, force: true });
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
