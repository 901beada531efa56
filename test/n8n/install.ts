/** n8n itself, with the Node.js that it needs, and the oldest engine: installed once. */
import { createHash } from 'node:crypto';
import {
	cpSync,
	existsSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	renameSync,
	rmSync,
	symlinkSync,
} from 'node:fs';
import { basename, delimiter, join, resolve } from 'node:path';
import { CACHE, KEPT } from './places';
import { runProgram } from './program';

/** A folder of versions/, which holds the lockfile. */
type Lockfile = 'newest' | 'engine';

export interface InstalledN8n {
	readonly version: string;
	/** The Node.js that runs it. */
	readonly node: string;
	/** The folder `node_modules` that n8n is in. */
	readonly modules: string;
	/** n8n's own command line, a script for `node`. */
	readonly script: string;
	/** For PATH: `node` and `npm` as n8n is to find them. */
	readonly path: string;
}

const SHOW_EVERY_MS = 30_000;
const INSTALL_LIMIT_MS = 30 * 60_000;

interface Manifest {
	dependencies: { n8n: string; node: string };
}

interface Packages {
	title: string;
	/** How much and how long, for whoever waits. */
	effort: string;
	/** Those whose install scripts have to run. */
	toRebuild: readonly string[];
}

/** Told what is being done, and how far it is. */
export type Say = (line: string) => void;

/** Installs n8n, unless it is there. */
export async function installN8n(say: Say): Promise<InstalledN8n> {
	const { n8n, node } = manifest().dependencies;
	// Of the packages with install scripts these two are needed: the one fetches Node.js, the other is
	// compiled where there is no binary to be had. isolated-vm brings its binaries along.
	const packages: Packages = {
		title: `n8n ${n8n} and Node.js ${node}`,
		effort: '3 GB, 5 to 15 minutes',
		toRebuild: ['node', 'sqlite3'],
	};
	await installOnce('newest', packages, say);
	return installedN8n();
}

/** Installs the oldest engine that the node works in, unless it is there. */
export async function installEngine(say: Say): Promise<void> {
	const packages = { title: 'n8n-core 2.0.0', effort: '200 MB', toRebuild: [] };
	await installOnce('engine', packages, say);
}

/**
 * The n8n that has been installed.
 * @throws Error when it has not
 */
export function installedN8n(): InstalledN8n {
	const modules = join(KEPT, 'newest/node_modules');
	const node = join(modules, 'node/bin/node');
	if (!existsSync(node)) throw new Error('n8n is not installed: run npm run test:n8n');
	return {
		version: manifest().dependencies.n8n,
		node,
		modules,
		script: join(modules, 'n8n/bin/n8n'),
		path: [resolve(node, '..'), process.env.PATH ?? ''].join(delimiter),
	};
}

function manifest(): Manifest {
	const file = join(__dirname, 'versions/newest/package.json');
	return JSON.parse(readFileSync(file, 'utf8')) as Manifest;
}

async function installOnce(
	name: Lockfile,
	{ title, effort, toRebuild }: Packages,
	say: Say,
): Promise<void> {
	const source = join(__dirname, 'versions', name);
	const lock = readFileSync(join(source, 'package-lock.json'));
	const hash = createHash('sha256').update(lock).digest('hex').slice(0, 12);
	const folder = join(CACHE, `${name}-${hash}`);
	if (existsSync(folder)) {
		say(`${title}: there already, in ${folder}`);
	} else {
		say(`${title}: installing into ${folder}, this once (${effort})`);
		await install(source, folder, toRebuild, say);
	}
	const link = join(KEPT, name);
	rmSync(link, { recursive: true, force: true });
	mkdirSync(KEPT, { recursive: true });
	symlinkSync(folder, link);
}

async function install(
	source: string,
	folder: string,
	toRebuild: readonly string[],
	say: Say,
): Promise<void> {
	mkdirSync(CACHE, { recursive: true });
	// What an earlier lockfile named takes 3 GB, and what was interrupted is of no use.
	const [name = ''] = basename(folder).split('-');
	for (const other of readdirSync(CACHE).filter((entry) => entry.startsWith(`${name}-`))) {
		rmSync(join(CACHE, other), { recursive: true, force: true });
	}
	// Bears its name only when it is complete.
	const partial = `${folder}.partial`;
	cpSync(source, partial, { recursive: true });
	// Not `npm ci`: it refuses a lockfile without the optional packages of other systems that a mirror
	// may not have. Versions are those of the lockfile all the same.
	await npm('downloading', ['install', '--ignore-scripts'], partial, say);
	if (toRebuild.length > 0) {
		await npm('preparing', ['rebuild', ...toRebuild, '--ignore-scripts=false'], partial, say);
	}
	renameSync(partial, folder);
}

/** Node.js brings what compiling against it needs; without a hint npm would download the same. */
function headersOfNode(): Record<string, string> {
	const prefix = resolve(process.execPath, '../..');
	const isThere = existsSync(join(prefix, 'include/node/node.h'));
	return isThere ? { npm_config_nodedir: prefix } : {};
}

async function npm(what: string, args: readonly string[], folder: string, say: Say): Promise<void> {
	const started = Date.now();
	const timer = setInterval(() => {
		say(`  still ${what}, ${Math.round((Date.now() - started) / 1000)} s so far`);
	}, SHOW_EVERY_MS);
	const env = { ...process.env, ...headersOfNode(), npm_config_omit: '' };
	const logFile = join(folder, 'install.log');
	await runProgram('npm', [...args, '--no-audit', '--no-fund'], {
		env,
		cwd: folder,
		logFile,
		limitMs: INSTALL_LIMIT_MS,
	}).finally(() => clearInterval(timer));
}
