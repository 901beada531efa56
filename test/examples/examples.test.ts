/** The workflows of examples/ can be imported, and explain themselves. */
import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { TencentCloudVod } from '../../nodes/TencentCloudVod/TencentCloudVod.node';
import {
	examples,
	namesIn,
	NODE_TYPE,
	ours,
	pinned,
	read,
	STICKY_NOTE,
	TOOL_TYPE,
} from './examples';

/**
 * Versions of n8n's nodes that both n8n 2.0.0 and 2.41.1 have: a workflow saved by a newer editor
 * would not open in an older one. Source: dist/types/nodes.json of n8n-nodes-base and of
 * @n8n/n8n-nodes-langchain.
 */
const VERSIONS: Readonly<Record<string, number>> = {
	[NODE_TYPE]: 1,
	[TOOL_TYPE]: 1,
	[STICKY_NOTE]: 1,
	'@n8n/n8n-nodes-langchain.agent': 3,
	'@n8n/n8n-nodes-langchain.chatTrigger': 1.4,
	'@n8n/n8n-nodes-langchain.lmChatOpenAi': 1.3,
	'n8n-nodes-base.code': 2,
	'n8n-nodes-base.filter': 2.3,
	'n8n-nodes-base.form': 2.3,
	'n8n-nodes-base.formTrigger': 2.3,
	'n8n-nodes-base.googleSheets': 4.7,
	'n8n-nodes-base.if': 2.3,
	'n8n-nodes-base.manualTrigger': 1,
	'n8n-nodes-base.noOp': 1,
	'n8n-nodes-base.readWriteFile': 1,
	'n8n-nodes-base.scheduleTrigger': 1.3,
	'n8n-nodes-base.set': 3.4,
	'n8n-nodes-base.splitInBatches': 3,
	'n8n-nodes-base.wait': 1.1,
};

test('there is an example for each use that the README names', () => {
	expect(examples.map(({ file }) => file).sort()).toEqual([
		'agent-with-tool.json',
		'crash-proof-loop.json',
		'element-to-video.json',
		'folder-to-elements.json',
		'form-to-element.json',
		'form-with-files-to-element.json',
		'long-task-loop.json',
		'rows-to-advanced-elements.json',
		'rows-to-elements.json',
		'rows-to-videos.json',
		'schedule-with-reuse.json',
	]);
});

describe.each(examples)('$file', ({ file, workflow }) => {
	const names = workflow.nodes.map(({ name }) => name);

	test('imports: an id and a name, nodes told apart, connections between nodes that are there', () => {
		expect(workflow.id).toMatch(/^\w{8,36}$/);
		expect(workflow.name).toMatch(/\w/);
		expect(new Set(names).size).toBe(names.length);
		expect(new Set(workflow.nodes.map(({ id }) => id)).size).toBe(names.length);
		const connected = Object.entries(workflow.connections).flatMap(([from, outputs]) => [
			from,
			...Object.values(outputs)
				.flat(2)
				.map((target) => target?.node),
		]);
		expect(connected.filter((name) => name === undefined || !names.includes(name))).toEqual([]);
		const lonely = workflow.nodes.filter(
			({ name, type }) => type !== STICKY_NOTE && !connected.includes(name),
		);
		expect(lonely).toEqual([]);
	});

	test('has the nodes of every n8n from 2.0', () => {
		const others = workflow.nodes.filter(({ type, typeVersion }) => VERSIONS[type] !== typeVersion);
		expect(others).toEqual([]);
	});

	test('explains itself', () => {
		const notes = workflow.nodes.filter(({ type }) => type === STICKY_NOTE);
		expect(notes.map(({ name }) => name)).toContain('About');
		for (const { parameters } of notes) expect(parameters.content).toMatch(/\w+ \w+/);
	});

	test('has sample data pinned to nodes that are there', () => {
		expect(pinned(workflow).length).toBeGreaterThan(0);
		for (const [name, items] of pinned(workflow)) {
			expect(names).toContain(name);
			expect(items.length).toBeGreaterThan(0);
		}
	});

	test('its expressions name nodes that are there', () => {
		expect(namesIn(read(file)).filter((name) => !names.includes(name))).toEqual([]);
	});

	test('uses the node with parameters and options that it has', () => {
		const { properties } = new TencentCloudVod().description;
		const collections = properties.filter(({ name }) => name === 'options');
		const known = properties.map(({ name }) => name);
		const knownOptions = collections
			.flatMap(({ options = [] }) => options as INodeProperties[])
			.map(({ name }) => name);
		expect(ours(workflow)).not.toEqual([]);
		for (const { type, parameters } of ours(workflow)) {
			const ofTool = type === TOOL_TYPE ? ['descriptionType', 'toolDescription'] : [];
			expect([...known, ...ofTool]).toEqual(expect.arrayContaining(Object.keys(parameters)));
			expect(knownOptions).toEqual(
				expect.arrayContaining(Object.keys(parameters.options as IDataObject)),
			);
		}
	});

	test('holds no credential, no key, and no link to a picture of anybody', () => {
		expect(workflow.nodes.filter(({ credentials }) => credentials !== undefined)).toEqual([]);
		expect(read(file)).not.toMatch(/AKID\w|secret(id|key)/i);
		const pictures = JSON.stringify(workflow.pinData).match(/https?:\/\/[^/]+/g) ?? [];
		expect(pictures.filter((host) => !/^https:\/\/\w+\.example\.(com|org)$/.test(host))).toEqual(
			[],
		);
	});
});

test('rows.csv holds the rows that are pinned in rows-to-elements.json, ready for a sheet', () => {
	const example = examples.find(({ file }) => file === 'rows-to-elements.json');
	const rows = example?.workflow.pinData?.Rows?.map(({ json }) => json) ?? [];
	const columns = ['name', 'description', 'front_image', 'reference_images'];
	const written = ['outcome', 'element_id', 'request_id', 'problem'];
	const cell = (value: unknown): string => {
		if (typeof value !== 'string') throw new Error('A sample row holds something else than text');
		return /[",\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
	};
	const lines = [
		[...columns, ...written],
		...rows.map((row) => [...columns.map((column) => cell(row[column])), ...written.map(() => '')]),
	].map((line) => `${line.join(',')}\r\n`);
	expect(read('rows.csv')).toBe(lines.join(''));
});
