/**
 * What it costs n8n to load this package: requiring the built credential and node, with n8n-workflow
 * and zod loaded before as they are in n8n, against requiring the official VOD SDK. Each measurement
 * has a process of its own; the two alternate, and the medians count.
 */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { n8n, name } from '../../package.json';
import { version as sdkVersion } from 'tencentcloud-sdk-nodejs-vod/package.json';
import { median } from './median';

const RUNS = 11;

/** The bar: less than this share of what the SDK takes. */
const BAR = 1 / 5;

const PROJECT = join(__dirname, '../..');
const SDK = 'tencentcloud-sdk-nodejs-vod';
const LOADED_BY_N8N = ['n8n-workflow', 'zod'];

/** Milliseconds that requiring `modules` takes in a fresh process, once `loadedBefore` are there. */
function requireTime(modules: readonly string[], loadedBefore: readonly string[]): number {
	const script = `
		for (const module of ${JSON.stringify(loadedBefore)}) require(module);
		const start = process.hrtime.bigint();
		for (const module of ${JSON.stringify(modules)}) require(module);
		process.stdout.write(String(Number(process.hrtime.bigint() - start) / 1e6));
	`;
	return Number(execFileSync(process.execPath, ['-e', script], { cwd: PROJECT, encoding: 'utf8' }));
}

/** Prints the table. What is not built is left out, and said so. */
export async function run(): Promise<void> {
	const files = [...n8n.credentials, ...n8n.nodes].map((file) => join(PROJECT, file));
	const built = files.filter((file) => existsSync(file));
	for (const file of files.filter((candidate) => !built.includes(candidate))) {
		console.error(`NOT MEASURED, because it is not built (npm run build): ${file}`);
	}
	if (built.length === 0) return;

	const times = Array.from({ length: RUNS }, () => ({
		ours: requireTime(built, LOADED_BY_N8N),
		theirs: requireTime([SDK], []),
	}));
	const ours = median(times.map((time) => time.ours));
	const theirs = median(times.map((time) => time.theirs));
	const ratio = ours / theirs;

	console.log(
		`Loading ${name} (${built.length} of ${files.length} files) against ${SDK} ${sdkVersion}, ` +
			`Node ${process.version}, median of ${RUNS} fresh processes each`,
	);
	console.table([
		{
			'ours, ms': ours.toFixed(1),
			'SDK, ms': theirs.toFixed(1),
			ratio: ratio.toFixed(3),
			[`bar ${BAR}`]: ratio < BAR ? 'met' : 'MISSED',
		},
	]);
}
