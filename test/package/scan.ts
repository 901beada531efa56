/**
 * `npm run scan`: packs the package as npm would publish it, and puts the tarball and the sources through
 * what n8n checks before it verifies a package, provenance aside. Works on what is built in dist/.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { lint, ruleSets, type Target } from './n8nRules';
import { faultsOf, packAndUnpack } from './tarball';

const root = resolve(__dirname, '../..');

/** @returns how many faults were found. */
async function scan(folder: string): Promise<number> {
	// The scanner makes a folder for downloads when it is loaded, and leaves it behind.
	process.env.TMPDIR = folder;
	const n8n = await import('@n8n/scan-community-package/scanner/scanner.mjs');

	const tarball = packAndUnpack(root, folder);
	const faults = faultsOf(tarball);
	console.log(`Tarball: ${tarball.files.size} files, ${(tarball.bytes / 1000).toFixed(1)} kB`);
	for (const fault of faults) console.log(`  ${fault}`);
	let count = faults.length;

	const targets: Target[] = [
		{ name: 'sources', folder: root, patterns: n8n.SOURCE_FILE_PATTERNS },
		{
			name: 'tarball',
			folder: join(folder, 'package'),
			patterns: ['**/*.js', '**/*.ts', '**/*.json'],
		},
	];
	const sets = await ruleSets(await n8n.buildScanConfig());
	for (const target of targets) {
		const verdict = await n8n.analyzePackage(target.folder, target.patterns);
		console.log(`n8n's scanner on the ${target.name}: ${verdict.passed ? 'passed' : 'refused'}`);
		if (!verdict.passed) count += 1;
		for (const set of sets) {
			const { files, errors, warnings, report } = await lint(target, set);
			console.log(`  ${set.name}: ${files} files, ${errors} errors, ${warnings} warnings${report}`);
			count += files === 0 ? 1 : errors + warnings;
		}
	}
	return count;
}

async function main(): Promise<void> {
	const folder = mkdtempSync(join(tmpdir(), 'scan-'));
	try {
		const count = await scan(folder);
		console.log(count === 0 ? '\nNothing to object to' : `\n${count} objections`);
		process.exitCode = count === 0 ? 0 : 1;
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

void main();
