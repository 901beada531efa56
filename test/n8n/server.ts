/** A real n8n, started as on a server: one process, its own folder, loopback only. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { InstalledN8n } from './install';
import { freePort } from './ports';
import { runProgram, startProgram, type Program } from './program';

export interface Server {
	/** Base URL of editor, API and webhooks. */
	readonly url: string;
	/** Everything n8n has printed. */
	readonly log: () => string;
	readonly stop: () => Promise<void>;
	readonly kill: () => Promise<void>;
}

export interface ServerOptions {
	/** N8N_USER_FOLDER: holds settings, database and community nodes, in `.n8n`. */
	folder: string;
	/** Default: any free one. */
	port?: number;
	/** More of n8n's environment variables. */
	env?: Record<string, string>;
}

const START_LIMIT_MS = 180_000;
const LOOK_EVERY_MS = 200;

/** Nothing that talks to anyone else; nothing that pops up over the editor. */
const QUIET = {
	N8N_DIAGNOSTICS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_WHATS_NEW_ENABLED: 'false',
	N8N_DYNAMIC_BANNERS_ENABLED: 'false',
	N8N_TEMPLATES_ENABLED: 'false',
	N8N_PERSONALIZATION_ENABLED: 'false',
	N8N_HIRING_BANNER_ENABLED: 'false',
	N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
	// The list of community nodes for the search in the editor; those that are installed load all the same.
	N8N_VERIFIED_PACKAGES_ENABLED: 'false',
	N8N_UNVERIFIED_PACKAGES_ENABLED: 'true',
	N8N_DISABLED_MODULES: 'mcp-registry,instance-ai',
};

/** Starts n8n's server. Resolves when its API answers. */
export async function startServer(n8n: InstalledN8n, options: ServerOptions): Promise<Server> {
	const { folder, port = await freePort() } = options;
	const url = `http://127.0.0.1:${port}`;
	const env = { N8N_PORT: String(port), ...options.env };
	const program = await start(n8n, ['start'], { folder, env, logFile: join(folder, 'n8n.log') });
	await waitUntil(program, () => isReady(url));
	return { url, log: program.log, stop: program.stop, kill: program.kill };
}

/** Starts one of queue mode's workers. Resolves when it takes jobs. */
export async function startWorker(
	n8n: InstalledN8n,
	{ folder, env = {} }: Pick<ServerOptions, 'folder' | 'env'>,
): Promise<Program> {
	const logFile = join(folder, 'n8n.log');
	const program = await start(n8n, ['worker', '--concurrency=5'], { folder, env, logFile });
	await waitUntil(program, async () => program.log().includes('n8n worker is now ready'));
	return program;
}

/** Until it is ready, n8n answers every address with a page that says so. */
async function isReady(url: string): Promise<boolean> {
	const { ok, headers } = await fetch(`${url}/rest/settings`);
	return ok && (headers.get('content-type') ?? '').startsWith('application/json');
}

/** Runs a command of n8n's command line on the same data. @returns what it printed */
export async function runCommand(
	n8n: InstalledN8n,
	args: readonly string[],
	{ folder, env = {} }: Pick<ServerOptions, 'folder' | 'env'>,
): Promise<string> {
	const logFile = join(folder, `n8n-${args[0]?.replace(/\W/g, '-')}-${Date.now()}.log`);
	return await runProgram(n8n.node, [n8n.script, ...args], {
		env: await environment(n8n, folder, env),
		cwd: folder,
		logFile,
	});
}

async function start(
	n8n: InstalledN8n,
	args: readonly string[],
	{ folder, env, logFile }: { folder: string; env: Record<string, string>; logFile: string },
): Promise<Program> {
	mkdirSync(folder, { recursive: true });
	return startProgram(n8n.node, [n8n.script, ...args], {
		env: await environment(n8n, folder, env),
		cwd: folder,
		logFile,
	});
}

/** Waits for `isReady`; what it throws counts as no. */
async function waitUntil(program: Program, isReady: () => Promise<boolean>): Promise<void> {
	let endedWith: number | undefined;
	void program.ended.then((code) => (endedWith = code));
	const limit = Date.now() + START_LIMIT_MS;
	while (!(await isReady().catch(() => false))) {
		if (endedWith === undefined && Date.now() < limit) {
			await sleep(LOOK_EVERY_MS);
			continue;
		}
		await program.kill();
		throw new Error(`n8n did not start:\n${program.log().split('\n').slice(-30).join('\n')}`);
	}
}

async function environment(
	n8n: InstalledN8n,
	folder: string,
	env: Record<string, string>,
): Promise<Record<string, string>> {
	return {
		...QUIET,
		PATH: n8n.path,
		HOME: folder,
		N8N_USER_FOLDER: folder,
		// Where it listens, and what it calls itself in the addresses of webhooks.
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_HOST: '127.0.0.1',
		N8N_RUNNERS_BROKER_PORT: String(await freePort()),
		...env,
	};
}
