/** `npm run lint`: every check of the source text. All of them run, so that one call shows all there is to mend. */
import { spawnSync } from 'node:child_process';

/**
 * `n8n-node lint` lints the whole checkout and takes no paths, and test/ has rules of its own
 * (test/eslint.config.mjs). With this flag each file gets the configuration nearest to it, which is
 * how ESLint 10 does it anyway.
 */
const env = { ...process.env, ESLINT_FLAGS: 'unstable_config_lookup_from_file' };

const checks = [
	{
		name: "n8n's rules in strict mode, and the tests' rules",
		command: 'n8n-node lint',
	},
	{
		name: 'The same, without warnings',
		command: 'eslint --max-warnings 0 index.ts package.json nodes credentials test',
	},
	{
		name: 'House rules',
		command:
			'eslint --max-warnings 0 --config test/lint/sources.eslint.config.mjs index.ts nodes credentials',
	},
	{ name: 'Types', command: 'tsc --noEmit' },
	{ name: 'Formatting', command: 'prettier --check --log-level warn .' },
];

const failed = checks.filter(({ name, command }) => {
	console.log(`\n${name}: ${command}`);
	return spawnSync(command, { env, shell: true, stdio: 'inherit' }).status !== 0;
});

console.log(`\n${checks.length - failed.length} of ${checks.length} checks passed`);
for (const { name } of failed) console.log(`failed: ${name}`);
process.exitCode = failed.length === 0 ? 0 : 1;
