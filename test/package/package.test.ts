import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import n8nCore from 'n8n-core/package.json';
import codex from '../../nodes/TencentCloudVod/TencentCloudVod.node.json';
import manifest from '../../package.json';

const root = resolve(__dirname, '../..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

describe('package.json', () => {
	test.each(['dependencies', 'optionalDependencies', 'bundleDependencies', 'overrides'])(
		'brings nothing along: no %s',
		(field) => {
			expect(manifest).not.toHaveProperty(field);
		},
	);

	test('asks n8n for n8n-workflow, in any version, and for nothing else', () => {
		expect(manifest.peerDependencies).toEqual({ 'n8n-workflow': '*' });
	});

	// With ignore-scripts, as .npmrc has it, npm runs no hooks of the package's own scripts either.
	test('has no script that npm would run by itself', () => {
		const names = Object.keys(manifest.scripts);
		const isHook = (name: string): boolean =>
			/^(prepare|prepublishOnly|(pre|post)?(install|publish|pack|version))$/.test(name) ||
			(/^(pre|post)/.test(name) && names.includes(name.replace(/^(pre|post)/, '')));
		expect(names.filter(isHook)).toEqual([]);
	});

	test.each([...manifest.n8n.nodes, ...manifest.n8n.credentials, manifest.main])(
		'%s is built from a source at the same place',
		(path) => {
			expect(path).toMatch(/^dist\/.+\.js$/);
			expect(existsSync(join(root, path.replace('dist/', '').replace(/\.js$/, '.ts')))).toBe(true);
		},
	);

	test('tests with the zod and the n8n-workflow that n8n uses', () => {
		expect(manifest.devDependencies.zod).toBe(n8nCore.peerDependencies.zod);
		expect(manifest.devDependencies['n8n-workflow']).toBe(n8nCore.dependencies['n8n-workflow']);
	});

	test('pins every version, and the lock file names no registry', () => {
		const loose = Object.entries(manifest.devDependencies).filter(
			([, version]) => !/^(npm:.+@)?\d+\.\d+\.\d+$/.test(version),
		);
		expect(loose).toEqual([]);
		expect(read('package-lock.json')).not.toMatch(/"resolved": "http/);
	});

	test('the changelog has an entry for this version', () => {
		expect(read('CHANGELOG.md')).toContain(`\n## [${manifest.version}] - `);
	});
});

describe('codex', () => {
	// n8n drops a codex that has no `resources` (n8n-core, directory-loader: getCodex).
	test('belongs to this package and says where the documentation is', () => {
		expect(codex.node).toBe(manifest.name);
		expect(codex.resources.primaryDocumentation).toEqual([{ url: manifest.homepage }]);
		expect(codex.resources.credentialDocumentation).toHaveLength(1);
	});

	test.each(['kling', 'subject', 'character', 'AIGC', '腾讯云'])('is found by %s', (word) => {
		expect(codex.alias).toContain(word);
	});
});

describe.each(['nodes/TencentCloudVod/tencentCloudVod', 'credentials/tencentCloudApi'])(
	'icon %s',
	(path) => {
		const light = read(`${path}.svg`);
		const dark = read(`${path}.dark.svg`);

		test.each([
			{ theme: 'light', svg: light },
			{ theme: 'dark', svg: dark },
		])('in the $theme theme is square, small and draws on nothing outside itself', ({ svg }) => {
			expect(svg).toMatch(/viewBox="0 0 (\d+) \1"/);
			expect(svg.length).toBeLessThan(4000);
			expect(svg).not.toMatch(/href|url\(|<script|<image|<!ENTITY/i);
		});

		test('differs between the light and the dark theme', () => {
			expect(dark).not.toBe(light);
		});
	},
);
