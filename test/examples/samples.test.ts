/** The workflows of examples/ do what they say, with the sample data that is pinned in them. */
import type { IConnections, INode, INodeExecutionData } from 'n8n-workflow';
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
import { speedUp } from '../support/speed';
import { Engine, type Execution, type SavedWorkflow } from '../workflow/engine';
import type { WorkflowJson } from '../workflow/workflows';
import { examples, namesIn, oursFor, pinned, withSubApp } from './examples';

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

/** The node of an example that makes elements of either kind. */
function makerOf(workflow: WorkflowJson): INode {
	const maker = oursFor(workflow, 'element') ?? oursFor(workflow, 'advancedElement');
	if (maker === undefined) throw new Error('The example makes no elements');
	return withSubApp(maker, EMULATOR_SUB_APP_ID);
}

/**
 * Nodes in a line.
 * @param before names of nodes that pass on what the execution starts with
 */
function workflowOf(before: string[], nodes: INode[]): WorkflowJson {
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
	const line = [...passers, ...nodes];
	const connections: IConnections = {};
	line.slice(1).forEach(({ name }, index) => {
		const { name: previous = '' } = line[index] ?? {};
		connections[previous] = { main: [[{ node: name, type: 'main', index: 0 }]] };
	});
	return { nodes: line, connections };
}

describe('sample rows', () => {
	let emulator: Emulator;
	let backToRealTime: () => void;
	beforeAll(async () => {
		emulator = await startEmulator();
		// An element takes the emulator three looks; a real one takes a minute.
		backToRealTime = speedUp(200);
	});
	afterEach(() => emulator.reset());
	afterAll(async () => {
		backToRealTime();
		await emulator.close();
	});

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
		const node = makerOf({ nodes, ...workflow });
		const [feeder = pinnedName] = namesIn(JSON.stringify(node.parameters));
		const files = items.map(({ binary = {} }) => binary);
		const rows = items.map(({ json }) => json);
		return await workflowAfter([feeder], node).execute(rows, { files });
	}

	/** @param before names of the nodes before it, which pass on what the execution starts with */
	function workflowAfter(before: string[], node: INode): SavedWorkflow {
		return engine.load(workflowOf(before, [node]), credentials());
	}

	/** One has no items, and two make videos. */
	const others = ['agent-with-tool.json', 'long-task-loop.json', 'rows-to-videos.json'];
	const withItems = examples.filter(({ file }) => !others.includes(file));

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

	test('the tasks of long-task-loop.json are started, and looked for where they were started', async () => {
		const example = examples.find(({ file }) => file === 'long-task-loop.json');
		const looking = example && oursFor(example.workflow, 'task');
		if (!example || !looking) throw new Error('The example looks at no task');
		const video = oursFor(example.workflow, 'video');
		if (video === undefined) throw new Error('The example starts no video');
		const starting = withSubApp(video, EMULATOR_SUB_APP_ID);
		const { parameters } = looking;
		// Puts out what would be sent.
		const checking = { ...looking, parameters: { ...parameters, options: { validateOnly: true } } };
		const workflow = engine.load(workflowOf(['Rows'], [starting, checking]), credentials());
		const execution = await workflow.execute(sampleItems(example.workflow).map(({ json }) => json));
		const tasks = emulator.tasks.map(({ taskId }) => taskId);
		expect(tasks).toHaveLength(sampleItems(example.workflow).length);
		expect(execution.json(starting.name)).toMatchObject(
			tasks.map((TaskId) => ({ TaskId, Status: 'WAITING', FileUrl: null })),
		);
		expect(execution.json(looking.name)).toEqual(
			tasks.map((TaskId) => ({ TaskId, SubAppId: EMULATOR_SUB_APP_ID })),
		);
	});
});
