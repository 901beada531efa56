/** The package, installed in n8n as its "Settings → Community nodes" does it. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PACKAGE, ROOT } from './places';
import { runProgram } from './program';

/** What n8n drops from package.json before it installs the dependencies. */
interface Manifest {
	version: string;
	devDependencies?: unknown;
	peerDependencies?: unknown;
	optionalDependencies?: unknown;
}

/**
 * Packs what has been built, and installs it.
 *
 * @param userFolder N8N_USER_FOLDER
 */
export async function packAndInstall(userFolder: string): Promise<void> {
	const packed = join(userFolder, 'packed');
	await installTarball(await packTarball(packed), userFolder);
	rmSync(packed, { recursive: true });
}

/** @returns the path of the tarball, in `folder` */
async function packTarball(folder: string): Promise<string> {
	mkdirSync(folder, { recursive: true });
	const output = await npm(['pack', '--silent', '--pack-destination', folder], ROOT, folder);
	const name = output.split('\n').find((line) => line.endsWith('.tgz'));
	if (name === undefined) throw new Error(`npm pack made no tarball:\n${output}`);
	return join(folder, name);
}

/**
 * Step by step what n8n does with a package's tarball, the registry aside
 * (n8n, modules/community-packages/community-packages.service.ts, downloadPackage).
 */
async function installTarball(tarball: string, userFolder: string): Promise<void> {
	const nodes = join(userFolder, '.n8n/nodes');
	const folder = join(nodes, 'node_modules', PACKAGE);
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(folder, { recursive: true });
	await runProgram('tar', ['-xzf', tarball, '-C', folder, '--strip-components=1'], {
		env: inherited(),
		cwd: nodes,
		logFile: join(userFolder, 'install.log'),
	});
	const file = join(folder, 'package.json');
	const { devDependencies, peerDependencies, optionalDependencies, ...manifest } = JSON.parse(
		readFileSync(file, 'utf8'),
	) as Manifest;
	writeFileSync(file, JSON.stringify(manifest, null, 2));
	const flags = ['--audit=false', '--fund=false', '--bin-links=false'];
	const strategy = ['--install-strategy=shallow', '--ignore-scripts=true', '--package-lock=false'];
	await npm(['install', ...flags, ...strategy], folder, userFolder);
	writeFileSync(
		join(nodes, 'package.json'),
		JSON.stringify({
			name: 'installed-nodes',
			private: true,
			dependencies: { [PACKAGE]: manifest.version },
		}),
	);
}

async function npm(args: readonly string[], cwd: string, logs: string): Promise<string> {
	const logFile = join(logs, `npm-${args[0]}-${Date.now()}.log`);
	return await runProgram('npm', args, { env: inherited(), cwd, logFile });
}

function inherited(): Record<string, string> {
	return process.env as Record<string, string>;
}
