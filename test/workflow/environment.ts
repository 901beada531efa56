/**
 * n8n reads its settings from the environment while its modules load, so this module comes before
 * any import of n8n-core. Nothing is written outside a temporary folder, nothing reaches the console.
 */
import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// n8n makes it when it has a settings file to write.
const userFolder = join(tmpdir(), `n8n-engine-${randomUUID()}`);

process.env.N8N_USER_FOLDER = userFolder;
process.env.N8N_ENCRYPTION_KEY = 'a key for an engine that stores nothing';
process.env.N8N_LOG_LEVEL = 'info';
process.env.N8N_LOG_OUTPUT = 'none';

const LOOPBACK = '127.0.0.1,localhost,::1';

// All that proxy-from-env reads, which n8n asks; npm hands its own settings to the scripts it runs.
const NO_PROXY_VARIABLES = ['npm_config_no_proxy', 'no_proxy', 'NO_PROXY'];
const PROXY_VARIABLES = [
	...['http_proxy', 'https_proxy', 'all_proxy'].flatMap((name) => [name, name.toUpperCase()]),
	...['npm_config_http_proxy', 'npm_config_https_proxy', 'npm_config_proxy'],
	...NO_PROXY_VARIABLES,
];

// Servers started by tests are reached directly, whatever proxy the machine is set to use.
const [noProxy] = NO_PROXY_VARIABLES.flatMap((name) => process.env[name] ?? []);
for (const name of NO_PROXY_VARIABLES) delete process.env[name];
process.env.NO_PROXY = noProxy ? `${noProxy},${LOOPBACK}` : LOOPBACK;

/** Removes the folder that n8n put its settings file into: it reads the file once. */
export function removeUserFolder(): void {
	rmSync(userFolder, { recursive: true, force: true });
}

/** Calls `action` while n8n sends every request, loopback too, through the proxy at `proxyUrl`. */
export async function throughProxy<T>(proxyUrl: string, action: () => Promise<T>): Promise<T> {
	const before = PROXY_VARIABLES.map((name) => [name, process.env[name]] as const);
	for (const name of PROXY_VARIABLES) delete process.env[name];
	process.env.HTTP_PROXY = proxyUrl;
	process.env.HTTPS_PROXY = proxyUrl;
	try {
		return await action();
	} finally {
		for (const [name, value] of before) {
			if (value === undefined) delete process.env[name];
			else process.env[name] = value;
		}
	}
}
