/** What the pages say is there, and the translations have the structure of their originals. */
import type { INodeProperties } from 'n8n-workflow';
import { readdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';

import { TencentCloudApi } from '../../credentials/TencentCloudApi.credentials';
import {
	MAX_DESCRIPTION_LENGTH,
	MAX_NAME_LENGTH,
} from '../../nodes/TencentCloudVod/actions/shared/elementTexts';
import {
	filesIn as filesOfTask,
	outputOfFiles,
} from '../../nodes/TencentCloudVod/actions/shared/taskFiles';
import { simplified } from '../../nodes/TencentCloudVod/actions/task/detail';
import { TencentCloudVod } from '../../nodes/TencentCloudVod/TencentCloudVod.node';
import manifest from '../../package.json';
import engine from '../n8n/versions/engine/package.json';
import newest from '../n8n/versions/newest/package.json';
import { Page, sectionOf, type Link } from './markdown';

const CHINESE = '.zh-CN.md';
const README = 'README.md';
const README_IN_CHINESE = `docs/README${CHINESE}`;
const ELEMENTS = 'docs/elements.md';
/** For contributors, in English only. */
const UNTRANSLATED = ['CONTRIBUTING.md', 'CHANGELOG.md', 'docs/architecture.md'];

const filesIn = (folder: string): string[] => readdirSync(resolve(__dirname, '../..', folder));

const pathsInDocs = filesIn('docs')
	.filter((file) => file.endsWith('.md'))
	.map((file) => join('docs', file));

const originals = [README, ...pathsInDocs].filter(
	(path) => !path.endsWith(CHINESE) && !UNTRANSLATED.includes(path),
);

const translationOf = (path: string): string =>
	path === README ? README_IN_CHINESE : path.replace(/\.md$/, CHINESE);

const originalOf = (path: string): string =>
	path === README_IN_CHINESE ? README : path.replace(CHINESE, '.md');

const pairs = originals.map((path) => ({ path, translation: translationOf(path) }));

test('each page for users has its translation, and each translation its page', () => {
	const translations = pathsInDocs.filter((path) => path.endsWith(CHINESE));
	expect(translations.map(originalOf).sort()).toEqual([...originals].sort());
});

describe.each([...originals, ...originals.map(translationOf), ...UNTRANSLATED])('%s', (path) => {
	const page = new Page(path);

	test('its links lead to files and sections that are there', () => {
		expect(page.localLinks.filter((link) => sectionOf(link) < 0)).toEqual([]);
	});

	test('the commands that it names are scripts of the package', () => {
		const named = [...page.text.matchAll(/npm run ([\w:]+)/g)].map(([, name]) => name);
		expect(Object.keys(manifest.scripts)).toEqual(expect.arrayContaining(named));
	});

	test('its JSON can be pasted', () => {
		const blocks = page.codeBlocks.filter(({ language }) => language === 'json');
		for (const { code } of blocks) expect(() => void JSON.parse(code)).not.toThrow();
	});
});

describe.each(pairs)('$translation has, like $path,', ({ path, translation }) => {
	const [english, chinese] = [new Page(path), new Page(translation)];
	/** Where a link leads, whatever the language. */
	const goalOf = (link: Link) => `${originalOf(link.path)} ${sectionOf(link)}`;

	test('as many sections of each level', () => {
		const levels = ({ headings }: Page) => headings.map((heading) => heading.replace(/ .*/, ''));
		expect(levels(chinese)).toEqual(levels(english));
	});

	test('the same code', () => {
		expect(chinese.codeBlocks).toEqual(english.codeBlocks);
	});

	test('the same tables', () => {
		expect(chinese.tables).toEqual(english.tables);
	});

	test('the same links and pictures', () => {
		const goals = ({ localLinks, webLinks }: Page) => [...localLinks.map(goalOf), ...webLinks];
		expect(goals(chinese).sort()).toEqual(goals(english).sort());
	});
});

test.each([
	{ language: 'English', paths: originals },
	{ language: 'Chinese', paths: originals.map(translationOf) },
])('the $language pages show all pictures that there are, each once', ({ paths }) => {
	const there = filesIn('docs').filter((file) => file.endsWith('.png'));
	const shown = paths.flatMap((path) => new Page(path).pictures);
	expect(shown.map((picture) => basename(picture)).sort()).toEqual(there.sort());
});

describe.each([README, README_IN_CHINESE])('%s', (path) => {
	const page = new Page(path);

	test('leads to every example and every page for users', () => {
		const linked = page.localLinks.map((link) => originalOf(link.path));
		const examples = filesIn('examples').map((file) => join('examples', file));
		expect(linked).toEqual(expect.arrayContaining([...examples, ...originals]));
	});

	test('names the fields of the credential', () => {
		for (const { displayName } of new TencentCloudApi().properties) {
			expect(page.text).toContain(displayName);
		}
	});
});

test.each([ELEMENTS, translationOf(ELEMENTS)])('%s names the limits of texts', (path) => {
	const { text } = new Page(path);
	expect(text).toMatch(new RegExp(`Element Name \\|.*\\b${MAX_NAME_LENGTH}\\b`));
	expect(text).toMatch(new RegExp(`Element Description \\|.*\\b${MAX_DESCRIPTION_LENGTH}\\b`));
});

describe.each([
	{ resource: 'element', path: ELEMENTS },
	{ resource: 'advancedElement', path: 'docs/advanced-elements.md' },
	{ resource: 'task', path: 'docs/tasks.md' },
	{ resource: 'media', path: 'docs/uploads.md' },
	{ resource: 'video', path: 'docs/videos.md' },
	{ resource: 'image', path: 'docs/videos.md' },
])('$path names, as the node shows them,', ({ resource, path }) => {
	const ofResource = new TencentCloudVod().description.properties.filter(
		({ displayOptions }) => displayOptions?.show?.resource?.includes(resource) === true,
	);
	const entriesOf = (collection: string) =>
		ofResource
			.filter(({ name }) => name === collection)
			.flatMap(({ options: entries = [] }) => entries as INodeProperties[]);
	const options = entriesOf('options');
	const fields = [
		...ofResource.filter(({ name }) => !['operation', 'options'].includes(name)),
		...entriesOf('additionalFields'),
	];

	test.each([path, translationOf(path)])('the fields and options: %s', (file) => {
		const { text } = new Page(file);
		const names = [...fields, ...options].map(({ displayName }) => displayName);
		expect(names.length).toBeGreaterThan(3);
		expect(names.filter((name) => !text.includes(name))).toEqual([]);
	});

	test.each([path, translationOf(path)])('the quota: %s', (file) => {
		const quota = options.find(({ name }) => name === 'requestsPerSecond')?.default;
		const { text } = new Page(file);
		expect(text).toMatch(new RegExp(`Requests per Second\\D+${Number(quota)}\\b`));
	});
});

test.each([
	{
		what: 'Task → Get',
		path: 'docs/tasks.md',
		output: simplified('', { Status: 'FINISH', AigcVideoTask: { Output: { FileInfos: [{}] } } }),
	},
	{
		what: 'Generate',
		path: 'docs/videos.md',
		output: outputOfFiles(
			{ TaskId: '', Status: 'FINISH', Files: filesOfTask({ FileInfos: [{}] }) },
			null,
		),
	},
])('the output of $what is shown with all of its fields', ({ path, output }) => {
	const [example] = new Page(path).codeBlocks.filter(({ language }) => language === 'json');
	const shown = JSON.parse(example?.code ?? '{}') as { Files: object[] };
	expect(Object.keys(shown)).toEqual(Object.keys(output));
	expect(shown.Files.map(Object.keys)).toEqual((output.Files as object[]).map(Object.keys));
});

test('CONTRIBUTING.md names the versions that the tests run with', () => {
	const rows = new Page('CONTRIBUTING.md').text.match(/^\| n8n.*\d+\.\d+.* \|$/gm) ?? [];
	const { n8n, node } = newest.dependencies;
	const engines = [manifest.devDependencies['n8n-core'], engine.dependencies['n8n-core']];
	expect(rows.map((row) => row.replace(/ (on|\|).*/, '').replace('| ', ''))).toEqual([
		`n8n ${n8n}`,
		...engines.map((version) => `n8n's engine (n8n-core) ${version}`),
	]);
	expect(rows[0]).toContain(`Node.js ${node}`);
});
