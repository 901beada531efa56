/**
 * `npm run lint`: every check of the source text. All of them run, side by side, so that one call shows
 * all there is to mend.
 */
import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { stripVTControlCharacters } from 'node:util';

/**
 * `n8n-node lint` lints the whole checkout and takes no paths, and test/ has rules of its own
 * (test/eslint.config.mjs). With this flag each file gets the configuration nearest to it, which is
 * how ESLint 10 does it anyway.
 */
const env = { ...process.env, ESLINT_FLAGS: 'unstable_config_lookup_from_file' };

interface Check {
	name: string;
	command: string;
}

const checks: Check[] = [
	{
		name: "n8n's rules in strict mode, and the tests' rules",
		command: 'n8n-node lint',
	},
	{
		name: 'House rules',
		command:
			'eslint --max-warnings 0 --config test/lint/sources.eslint.config.mjs index.ts nodes credentials',
	},
	{ name: 'Types', command: 'tsc --noEmit' },
	{ name: 'Formatting', command: 'prettier --check --log-level warn .' },
];

/** In ESLint's summary. `n8n-node lint` passes with warnings, and takes no `--max-warnings`. */
const HAS_WARNINGS = /\([0-9]+ errors?, [1-9][0-9]* warnings?\)/;

/** @returns whether it passed; what it prints stands together */
async function passes({ name, command }: Check): Promise<boolean> {
	const child = spawn(`${command} 2>&1`, {
		env,
		shell: true,
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	const ended = new Promise<number | null>((resolve, reject) => {
		child.once('close', resolve);
		child.once('error', reject);
	});
	const [printed, status] = await Promise.all([text(child.stdout), ended]);
	console.log(`\n${name}: ${command}\n${printed}`);
	return status === 0 && !HAS_WARNINGS.test(stripVTControlCharacters(printed));
}

async function main(): Promise<void> {
	const passed = await Promise.all(checks.map(passes));
	const failed = checks.filter((_, n) => !passed[n]);
	console.log(`\n${checks.length - failed.length} of ${checks.length} checks passed`);
	for (const { name } of failed) console.log(`failed: ${name}`);
	process.exitCode = failed.length === 0 ? 0 : 1;
}

void main();
