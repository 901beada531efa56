import { faultsOf, type Tarball } from './tarball';

const manifest = JSON.stringify({
	main: 'dist/index.js',
	n8n: {
		nodes: ['dist/nodes/Vod/Vod.node.js'],
		credentials: ['dist/credentials/Api.credentials.js'],
	},
});
const complete: [string, string][] = [
	['package.json', manifest],
	['LICENSE', ''],
	['README.md', ''],
	['dist/index.js', ''],
	['dist/nodes/Vod/Vod.node.js', "icon: { light: 'file:vod.svg', dark: 'file:vod.dark.svg' }"],
	['dist/nodes/Vod/Vod.node.json', '{}'],
	['dist/nodes/Vod/vod.svg', ''],
	['dist/nodes/Vod/vod.dark.svg', ''],
	['dist/credentials/Api.credentials.js', "icon = 'file:../nodes/Vod/vod.svg'"],
];

function tarball(files: [string, string][], bytes = 30_000): Tarball {
	return { bytes, files: new Map(files) };
}

describe('faults of a tarball', () => {
	test('a complete one has none, with a changelog and a README in another language neither', () => {
		expect(faultsOf(tarball(complete))).toEqual([]);
		const more: [string, string][] = [
			['CHANGELOG.md', ''],
			['README.zh-CN.md', ''],
		];
		expect(faultsOf(tarball([...complete, ...more]))).toEqual([]);
	});

	test.each(complete.map(([path]) => path).filter((path) => path !== 'package.json'))(
		'%s is missed',
		(path) => {
			const rest = complete.filter(([other]) => other !== path);
			expect(faultsOf(tarball(rest))).toContain(`${path} is missing`);
		},
	);

	test.each([
		'test/package/tarball.js',
		'index.ts',
		'.npmrc',
		'dist/index.js.map',
		'dist/.env',
		'dist/examples/rows.json',
		'dist/test/package/tarball.js',
		'docs/picture.png',
	])('%s is not let through', (path) => {
		expect(faultsOf(tarball([...complete, [path, '']]))).toEqual([`${path} is not to be shipped`]);
	});

	test('60,000 bytes are the most', () => {
		expect(faultsOf(tarball(complete, 90_000))).toEqual([]);
		expect(faultsOf(tarball(complete, 90_001))).toEqual(['90001 bytes are more than 90000']);
	});
});
