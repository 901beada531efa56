import type {
	IConnections,
	IDataObject,
	INode,
	INodeExecutionData,
	INodeProperties,
} from 'n8n-workflow';
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { runInNewContext } from 'node:vm';

import { TencentCloudApi } from '../../credentials/TencentCloudApi.credentials';
import { TencentCloudVod } from '../../nodes/TencentCloudVod/TencentCloudVod.node';
import {
	EMULATOR_SECRET_ID,
	EMULATOR_SECRET_KEY,
	EMULATOR_SUB_APP_ID,
	startEmulator,
	type Emulator,
} from '../emulator/emulator';
import { call, VIDEO } from '../emulator/rawClient';
import { Engine, type Execution, type SavedWorkflow } from '../workflow/engine';
import type { WorkflowJson } from '../workflow/workflows';

const folder = resolve(__dirname, '../../examples');
const read = (file: string): string => readFileSync(resolve(folder, file), 'utf8');

const examples = readdirSync(folder)
	.filter((file) => file.endsWith('.json'))
	.map((file) => ({ file, workflow: JSON.parse(read(file)) as WorkflowJson & { id: string } }));

const NODE_TYPE = 'n8n-nodes-tencent-cloud-vod.tencentCloudVod';
const TOOL_TYPE = `${NODE_TYPE}Tool`;
const STICKY_NOTE = 'n8n-nodes-base.stickyNote';

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
	'n8n-nodes-base.httpRequest': 4.3,
	'n8n-nodes-base.if': 2.3,
	'n8n-nodes-base.manualTrigger': 1,
	'n8n-nodes-base.noOp': 1,
	'n8n-nodes-base.readWriteFile': 1,
	'n8n-nodes-base.scheduleTrigger': 1.3,
	'n8n-nodes-base.set': 3.4,
	'n8n-nodes-base.splitInBatches': 3,
	'n8n-nodes-base.wait': 1.1,
};

const ours = ({ nodes }: WorkflowJson): INode[] =>
	nodes.filter(({ type }) => [NODE_TYPE, TOOL_TYPE].includes(type));

const oursFor = (workflow: WorkflowJson, resource: string): INode | undefined =>
	ours(workflow).find(({ parameters }) => parameters.resource === resource);

const pinned = ({ pinData = {} }: WorkflowJson) => Object.entries(pinData);

/** What the Code node of an example makes of items; without one, they stay as they are. */
function grouped({ nodes }: WorkflowJson, items: INodeExecutionData[]): INodeExecutionData[] {
	const code = nodes.find(({ type }) => type === 'n8n-nodes-base.code')?.parameters.jsCode;
	if (typeof code !== 'string') return items;
	const $input = { all: () => items };
	return runInNewContext(`(() => {${code}})()`, { $input }) as INodeExecutionData[];
}

/** What reaches the node of an example that makes elements. */
function sampleItems(workflow: WorkflowJson): INodeExecutionData[] {
	const [[, items = []] = []] = pinned(workflow);
	return grouped(workflow, items);
}

const namesIn = (text: string): string[] =>
	[...text.matchAll(/\$\('([^']+)'\)/g)].map(([, name = '']) => name);

test('there is an example for each use that the README names', () => {
	expect(examples.map(({ file }) => file).sort()).toEqual([
		'agent-with-tool.json',
		'crash-proof-loop.json',
		'element-to-video.json',
		'folder-to-elements.json',
		'form-to-element.json',
		'form-with-files-to-element.json',
		'rows-to-elements.json',
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

describe('sample rows', () => {
	let emulator: Emulator;
	beforeAll(async () => {
		emulator = await startEmulator();
	});
	afterAll(() => emulator.close());

	const engine = new Engine(new TencentCloudVod(), [new TencentCloudApi()]);
	const credentials = () => ({
		tencentCloudApi: {
			site: 'custom',
			endpoint: emulator.url,
			secretId: EMULATOR_SECRET_ID,
			secretKey: EMULATOR_SECRET_KEY,
		},
	});

	/** The node that makes elements in an example, fed with the sample rows by a trigger in place of what comes before it. */
	async function runNode({ nodes, ...workflow }: WorkflowJson): Promise<Execution> {
		const [[pinnedName = ''] = []] = pinned({ nodes, ...workflow });
		const items = sampleItems({ nodes, ...workflow });
		const node = oursFor({ nodes, ...workflow }, 'element');
		if (node === undefined) throw new Error('The example makes no elements');
		const [feeder = pinnedName] = namesIn(JSON.stringify(node.parameters));
		const files = items.map(({ binary = {} }) => binary);
		const rows = items.map(({ json }) => json);
		return await workflowAfter([feeder], node).execute(rows, { files });
	}

	/** @param before names of the nodes before it, which pass on what the execution starts with */
	function workflowAfter(before: string[], node: INode): SavedWorkflow {
		const passers = before.map(
			(name, index): INode => ({
				id: name,
				name,
				type: index === 0 ? 'n8n-nodes-base.manualTrigger' : 'n8n-nodes-base.noOp',
				typeVersion: 1,
				position: [0, 0],
				parameters: {},
			}),
		);
		const nodes = [...passers, node];
		const connections: IConnections = {};
		before.forEach((name, index) => {
			const next = nodes[index + 1]?.name ?? '';
			connections[name] = { main: [[{ node: next, type: 'main', index: 0 }]] };
		});
		return engine.load({ nodes, connections }, credentials());
	}

	const withItems = examples.filter(({ file }) => file !== 'agent-with-tool.json');

	test.each(withItems)(
		'of $file become elements, but for those meant to be wrong',
		async (example) => {
			const { output, errorOutput } = await runNode(example.workflow);
			const items = sampleItems(example.workflow);
			const wrong = example.file === 'rows-to-elements.json' ? 1 : 0;
			expect(errorOutput).toHaveLength(wrong);
			expect(output.map(({ json }) => typeof json.ElementId)).toEqual(
				Array<string>(items.length - wrong).fill('string'),
			);
		},
	);

	test('of rows-to-elements.json: one is wrong in two ways', async () => {
		const example = examples.find(({ file }) => file === 'rows-to-elements.json');
		if (example === undefined) throw new Error('The example is not there');
		const { errorOutput } = await runNode(example.workflow);
		expect(errorOutput.map(({ json }) => json.error)).toEqual([
			expect.stringMatching(
				/'Element Name' has 25 characters.+'Element Frontal Image' links to a \.webp/,
			),
		]);
	});

	describe('of folder-to-elements.json', () => {
		const example = examples.find(({ file }) => file === 'folder-to-elements.json');
		if (example === undefined) throw new Error('The example is not there');
		const fileNamed = (fileName: string): INodeExecutionData => ({
			json: {},
			binary: { data: { data: '', mimeType: 'image/png', fileName } },
		});
		const group = (...names: string[]) => grouped(example.workflow, names.map(fileNamed));

		test('are grouped by their names, each element coming from its files', () => {
			const elements = group('a-b-Left.JPG', 'mira-front.png', 'a-b-front.jpeg', 'mira-back.png');
			expect(
				elements.map(({ json, binary = {}, pairedItem }) => [
					json.name,
					json.references,
					Object.entries(binary).map(([view, { fileName }]) => `${view}: ${fileName}`),
					JSON.stringify(pairedItem),
				]),
			).toEqual([
				['a-b', 'left', ['left: a-b-Left.JPG', 'front: a-b-front.jpeg'], '[{"item":0},{"item":2}]'],
				[
					'mira',
					'back',
					['front: mira-front.png', 'back: mira-back.png'],
					'[{"item":1},{"item":3}]',
				],
			]);
		});

		test.each([
			['names no view', ['mira.png'], 'mira.png does not follow the rule name-view.png'],
			['is no picture', ['mira-front.txt'], 'mira-front.txt does not follow the rule'],
			['is there twice', ['mira-left.png', 'mira-left.jpg'], 'two files for mira-left'],
		])('stop the workflow where one %s', (_, names, message) => {
			expect(() => group(...names)).toThrow(message);
		});
	});

	test('the agent of agent-with-tool.json gets an ElementId from its tool', async () => {
		const example = examples.find(({ file }) => file === 'agent-with-tool.json');
		const tool = example && oursFor(example.workflow, 'element');
		const asked = {
			name: 'Kofi Mensah',
			description: 'Fisherman of fifty, straw hat, blue striped shirt',
			front_image: 'https://images.example.com/village/kofi-mensah-front.jpg',
			reference_images:
				'https://images.example.com/village/kofi-mensah-left.jpg, https://images.example.com/village/kofi-mensah-back.jpg',
		};
		const execution = await engine
			.agent({ parameters: tool?.parameters, credentials: credentials(), calls: [[asked]] })
			.execute();
		const [{ answers = [] } = {}] = execution.json('Agent') as Array<{ answers?: string[] }>;
		expect(answers).toEqual([expect.stringMatching(/"ElementId":"\d{15,19}"/)]);
		expect(emulator.ledger.timesMade('element', 'Kofi Mensah')).toBe(1);
	});

	test('the task of element-to-video.json is looked at until its video is there', async () => {
		const example = examples.find(({ file }) => file === 'element-to-video.json');
		const node = example && oursFor(example.workflow, 'task');
		if (node === undefined) throw new Error('The example looks at no task');
		const { TaskId } = await call(emulator, { action: 'CreateAigcVideoTask', body: VIDEO });
		const SubAppIdInfoSet = [{ SubAppId: EMULATOR_SUB_APP_ID, Status: 'On' }];
		// Stands for the answers of both HTTP Request nodes.
		const answer = { Response: { SubAppIdInfoSet, TaskId } };
		const workflow = workflowAfter(['Sub-Applications', 'Start Video'], node);
		const looks: IDataObject[] = [];
		while (looks.length < 3) {
			const { output } = await workflow.execute([answer]);
			looks.push(...output.map(({ json }) => json));
		}
		expect(looks).toMatchObject([
			{ TaskId, Status: 'WAITING', FileUrl: null },
			{ TaskId, Status: 'PROCESSING', FileUrl: null },
			{
				TaskId,
				Status: 'FINISH',
				ErrCode: 0,
				ErrCodeExt: '',
				FileUrl: expect.stringMatching(/\.mp4$/) as string,
			},
		]);
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
