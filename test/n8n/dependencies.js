/** Installs what this repository needs, unless it is there: for whoever has just cloned it. */
const { spawnSync } = require('node:child_process');
const { existsSync } = require('node:fs');
const { join } = require('node:path');

const root = join(__dirname, '../..');

// npm writes it when everything else is there.
if (!existsSync(join(root, 'node_modules/.package-lock.json'))) {
	console.log('Installing the packages of this repository (npm ci): a minute or two, this once');
	const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], {
		cwd: root,
		stdio: 'inherit',
	});
	process.exitCode = status ?? 1;
}
