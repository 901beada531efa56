/**
 * How much this package adds to n8n's start (`npx tsx test/n8n/startTime.ts`). Whole starts, with and
 * without it in turn; and, since those vary by more than the package can add, the loading of the
 * package alone, by n8n's own loader.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { packAndInstall } from './communityNode';
import { installN8n, type InstalledN8n } from './install';
import { PACKAGE } from './places';
import { runProgram } from './program';
import { temporaryFolder } from './scene';
import { startServer } from './server';

const ROUNDS = 5;

/** Run by n8n's Node.js, where n8n is installed: what it does with each community package when it starts. */
const LOAD_ALONE = `
const { PackageDirectoryLoader } = require('n8n-core');
require('n8n-workflow');
require('zod');
const begun = performance.now();
new PackageDirectoryLoader(process.argv[1]).loadAll().then(() => console.log(performance.now() - begun));
`;

async function run(): Promise<void> {
	const n8n = await installN8n((line) => console.log(line));
	const folder = temporaryFolder();
	const without = join(folder, 'without');
	const withIt = join(folder, 'with');
	await packAndInstall(withIt);
	// The first start makes the database.
	for (const userFolder of [without, withIt]) await millisecondsToStart(n8n, userFolder);
	const starts: Record<'without' | 'with' | 'alone', number[]> = {
		without: [],
		with: [],
		alone: [],
	};
	for (let round = 1; round <= ROUNDS; round += 1) {
		starts.without.push(await millisecondsToStart(n8n, without));
		starts.with.push(await millisecondsToStart(n8n, withIt));
		starts.alone.push(await millisecondsToLoad(n8n, withIt));
		console.log(`round ${round} of ${ROUNDS}`);
	}
	rmSync(folder, { recursive: true, force: true });
	console.log(`
n8n ${n8n.version}, median of ${ROUNDS} (all of them)
  start without the package   ${describe(starts.without)}
  start with it               ${describe(starts.with)}
  its loading alone           ${describe(starts.alone)}   (the bar: 50 ms)`);
}

async function millisecondsToStart(n8n: InstalledN8n, folder: string): Promise<number> {
	const begun = performance.now();
	const server = await startServer(n8n, { folder });
	const took = performance.now() - begun;
	await server.stop();
	return took;
}

async function millisecondsToLoad(n8n: InstalledN8n, userFolder: string): Promise<number> {
	const printed = await runProgram(
		n8n.node,
		['--eval', LOAD_ALONE, join(userFolder, '.n8n/nodes/node_modules', PACKAGE)],
		{
			// n8n leads community packages to its own modules in this way.
			env: { PATH: n8n.path, HOME: userFolder, NODE_PATH: n8n.modules },
			cwd: join(n8n.modules, 'n8n'),
			logFile: join(userFolder, `load-${Date.now()}.log`),
		},
	);
	return Number(printed.trim().split('\n').at(-1));
}

function describe(times: readonly number[]): string {
	const sorted = [...times].sort((a, b) => a - b);
	const median = sorted[Math.floor(sorted.length / 2)] ?? NaN;
	return `${median.toFixed(0)} ms (${sorted.map((time) => time.toFixed(0)).join(', ')})`;
}

run().catch((error: Error) => {
	console.error(error.message);
	process.exitCode = 1;
});
