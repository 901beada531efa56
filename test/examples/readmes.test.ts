import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';

import { TencentCloudVod } from '../../nodes/TencentCloudVod/TencentCloudVod.node';
import { FIELD_NAMES } from '../../nodes/TencentCloudVod/actions/element/request';
import {
	MAX_DESCRIPTION_LENGTH,
	MAX_NAME_LENGTH,
} from '../../nodes/TencentCloudVod/actions/element/request';
import manifest from '../../package.json';
import engine from '../n8n/versions/engine/package.json';
import newest from '../n8n/versions/newest/package.json';

/** Of every operation, as the form shows them. */
const optionNames = new TencentCloudVod().description.properties
	.filter(({ name }) => name === 'options')
	.flatMap(({ options = [] }) => options)
	.flatMap((option) => ('displayName' in option ? [option.displayName] : []));

const root = resolve(__dirname, '../..');
const read = (path: string): string => readFileSync(resolve(root, path), 'utf8');

const readmes = ['README.md', 'docs/README.zh-CN.md'].map((path) => ({ path, text: read(path) }));

const headings = (text: string): string[] =>
	[...text.matchAll(/^(#+ .+)$/gm)].map(([heading]) => heading);

/** The blocks of code, without the comments in them, which are translated. */
const codeBlocks = (text: string): Array<{ language: string; code: string }> =>
	[...text.matchAll(/^```(\w*)\n(.*?)^```/gms)].map(([, language = '', code = '']) => ({
		language,
		code: code.replace(/^#.*\n/gm, ''),
	}));

const prose = (text: string): string => text.replace(/^```.*?^```/gms, '');

const pictures = (text: string): string[] =>
	[...prose(text).matchAll(/(?:!\[[^\]]*\]\(|src(?:set)?=")([^)"]+)[)"]/g)].map(
		([, target = '']) => target,
	);

/** How GitHub makes an anchor of a heading. */
const anchorOf = (heading: string): string =>
	heading
		.replace(/^#+ /, '')
		.toLowerCase()
		.replace(/[^\p{L}\p{N}\s-]/gu, '')
		.replaceAll(' ', '-');

describe.each(readmes)('$path', ({ path, text }) => {
	const links = [
		...[...prose(text).matchAll(/\]\(([^)]+)\)/g)].map(([, target = '']) => target),
		...pictures(text),
	];

	test('its links lead to files and sections that are there', () => {
		const anchors = headings(prose(text)).map((heading) => `#${anchorOf(heading)}`);
		const local = links.filter((target) => !/^https:/.test(target));
		expect(local.length).toBeGreaterThan(20);
		const dead = local.filter((target) =>
			target.startsWith('#')
				? !anchors.includes(target)
				: !existsSync(resolve(root, dirname(path), target)),
		);
		expect(dead).toEqual([]);
	});

	test('the commands that it names are scripts of the package', () => {
		const named = [...text.matchAll(/npm run ([\w:]+)/g)].map(([, name]) => name);
		expect(Object.keys(manifest.scripts)).toEqual(expect.arrayContaining(named));
	});

	test('names the fields and options as the node shows them, and their limits', () => {
		for (const name of [...Object.values(FIELD_NAMES), ...optionNames]) {
			expect(text).toContain(name);
		}
		expect(text).toMatch(new RegExp(`Element Name \\|.*\\b${MAX_NAME_LENGTH}\\b`));
		expect(text).toMatch(new RegExp(`Element Description \\|.*\\b${MAX_DESCRIPTION_LENGTH}\\b`));
	});

	test('names the versions that the tests run with', () => {
		const inTable = (text.match(/^\| .*n8n.*\d+\.\d+.* \|$/gm) ?? []).join('\n');
		const { n8n, node } = newest.dependencies;
		expect(inTable).toContain(`n8n ${n8n}`);
		expect(inTable).toContain(`Node.js ${node}`);
		for (const version of [manifest.devDependencies['n8n-core'], engine.dependencies['n8n-core']]) {
			expect(inTable).toMatch(new RegExp(`n8n-core.{1,2}${version.replaceAll('.', '\\.')}`));
		}
	});

	test('its JSON can be pasted', () => {
		const blocks = codeBlocks(text).filter(({ language }) => language === 'json');
		expect(blocks.length).toBeGreaterThan(2);
		for (const { code } of blocks) expect(() => void JSON.parse(code)).not.toThrow();
	});
});

test('both show all the pictures that there are', () => {
	const there = readdirSync(resolve(root, 'docs')).filter((file) => file.endsWith('.png'));
	for (const { text } of readmes) {
		expect(
			pictures(text)
				.map((path) => basename(path))
				.sort(),
		).toEqual(there.sort());
	}
});

test('both say the same: as many sections of each level, the same code', () => {
	const [english = [], chinese = []] = readmes.map(({ text }) =>
		headings(prose(text)).map((heading) => heading.replace(/ .*/, '')),
	);
	expect(chinese).toEqual(english);
	const [inEnglish = [], inChinese = []] = readmes.map(({ text }) => codeBlocks(text));
	expect(inChinese.filter(({ language }) => language !== '')).toEqual(
		inEnglish.filter(({ language }) => language !== ''),
	);
});
