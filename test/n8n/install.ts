/** n8n itself, with the Node.js that it needs: installed once, kept in a folder that git ignores. */
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { runProgram } from './program';

export type Release = 'newest' | 'oldest';

export interface InstalledN8n {
	readonly version: string;
	/** The Node.js that runs it. */
	readonly node: string;
	/** n8n's own command line, a script for `node`. */
	readonly script: string;
	/** For PATH: `node` and `npm` as n8n is to find them. */
	readonly path: string;
}

export const ROOT = resolve(__dirname, '../..');
/** Everything that `npm run n8n` and `npm run test:n8n` keep. */
export const KEPT = join(ROOT, '.n8n-dev');

const SHOW_EVERY_MS = 30_000;

interface Manifest {
	dependencies: { n8n: string; node: string };
}

/** @param say told what is being done, and how far it is */
export async function installN8n(
	release: Release,
	say: (line: string) => void,
): Promise<InstalledN8n> {
	const folder = join(KEPT, release);
	const source = join(__dirname, 'versions', release);
	const lock = readFileSync(join(source, 'package-lock.json'), 'utf8');
	const { dependencies } = JSON.parse(
		readFileSync(join(source, 'package.json'), 'utf8'),
	) as Manifest;
	const installed = join(folder, 'installed-lock.json');
	const names = `n8n ${dependencies.n8n} and Node.js ${dependencies.node}`;
	if (existsSync(installed) && readFileSync(installed, 'utf8') === lock) {
		say(`${names} are there already (.n8n-dev/${release}).`);
	} else {
		say(`Installing ${names} into .n8n-dev/${release}: 2.5 GB, 5 to 15 minutes, this once.`);
		await install(source, folder, say);
		writeFileSync(installed, lock);
	}
	const node = join(folder, 'node_modules/node/bin/node');
	return {
		version: dependencies.n8n,
		node,
		script: join(folder, 'node_modules/n8n/bin/n8n'),
		path: [resolve(node, '..'), process.env.PATH ?? ''].join(delimiter),
	};
}

async function install(source: string, folder: string, say: (line: string) => void): Promise<void> {
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(folder, { recursive: true });
	for (const file of ['package.json', 'package-lock.json']) {
		copyFileSync(join(source, file), join(folder, file));
	}
	// Not `npm ci`: it refuses a lockfile without the optional packages of other systems that a mirror
	// may not have. Versions are those of the lockfile all the same.
	await npm('downloading', ['install', '--ignore-scripts'], folder, say);
	// Of the packages with install scripts these two are needed: the one fetches Node.js, the other is
	// compiled where there is no binary to be had. isolated-vm brings its binaries along.
	const needed = ['node', 'sqlite3'];
	await npm('preparing', ['rebuild', ...needed, '--ignore-scripts=false'], folder, say);
}

async function npm(
	what: string,
	args: readonly string[],
	folder: string,
	say: (line: string) => void,
): Promise<void> {
	const started = Date.now();
	const timer = setInterval(() => {
		say(`  still ${what}, ${Math.round((Date.now() - started) / 1000)} s so far`);
	}, SHOW_EVERY_MS);
	const env = { ...process.env, npm_config_omit: '' } as Record<string, string>;
	const logFile = join(folder, 'install.log');
	await runProgram('npm', [...args, '--no-audit', '--no-fund'], {
		env,
		cwd: folder,
		logFile,
	}).finally(() => clearInterval(timer));
}
