/** The workflows of examples/, each started in the way it is meant for. */
import type { IDataObject } from 'n8n-workflow';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { png } from '../support/pictures';
import { eventually } from './eventually';
import { readExample, type Workflow } from './examples';
import { startScriptedModel } from './scriptedModel';
import { runCommand } from './server';
import { Scene } from './scene';
import { secretsIn, SESSION_TOKEN } from './secrets';
import { useScene } from './useScene';
import { NODE_NAME, withoutPins } from './workflows';

const GOOD_ROWS = 7;
const ADVANCED_ROWS = 4;
const GOOD_CLIPS = 5;

const scene = useScene((cleanUp) => Scene.open(cleanUp, { token: SESSION_TOKEN }));

function example(file: string): Workflow {
	const workflow = readExample(file, scene().credential);
	// A look at the tasks every 20 seconds, or every two minutes, is for real ones.
	const nodes = workflow.nodes.map((node) =>
		node.type === 'n8n-nodes-base.wait' ? { ...node, parameters: { amount: 1 } } : node,
	);
	return { ...workflow, nodes };
}

async function runInEditor(workflow: Workflow, trigger: string) {
	const saved = await scene().api.createWorkflow(workflow);
	return await scene().api.ended(await scene().api.runInEditor(saved, trigger));
}

const idsMade = () =>
	scene()
		.emulator.ledger.ofKind('element')
		.map(({ id }) => id)
		.sort();
const idsIn = (items: IDataObject[] = [], key = 'ElementId') =>
	items.map((item) => item[key] as string).sort();

describe('in the editor, with the data that is pinned', () => {
	test('rows to elements: every good row with its ElementId, the wrong one with its reason', async () => {
		const execution = await runInEditor(example('rows-to-elements.json'), 'Rows');
		expect(execution.status).toBe('success');
		const [made] = execution.outputs('Rows with ElementIds');
		expect(made).toHaveLength(GOOD_ROWS);
		expect(idsIn(made, 'element_id')).toEqual(idsMade());
		for (const { name, element_id } of made ?? []) {
			expect(scene().emulator.ledger.find(element_id as string)?.name).toBe(name);
		}
		const [wrong] = execution.outputs('Rows to Correct');
		expect(wrong).toEqual([
			{
				name: 'Captain Bartholomew Quill',
				what_is_wrong: expect.stringContaining("'Element Name'") as string,
				what_to_do: expect.any(String) as string,
			},
		]);
	});

	test('the crash-proof loop', async () => {
		const execution = await runInEditor(example('crash-proof-loop.json'), 'Start');
		expect(execution.status).toBe('success');
		expect(idsMade().length).toBeGreaterThan(0);
		const [made] = execution.outputs(NODE_NAME);
		expect(idsIn(made?.filter(({ ElementId }) => ElementId))).toEqual(idsMade());
	});

	test('the schedule with reuse', async () => {
		const execution = await runInEditor(example('schedule-with-reuse.json'), 'Every Morning');
		expect(execution.status).toBe('success');
		expect(idsMade().length).toBeGreaterThan(0);
	});

	test('rows to advanced elements: every row with the ElementId that its task made', async () => {
		const execution = await runInEditor(example('rows-to-advanced-elements.json'), 'Rows');
		expect(execution.status).toBe('success');
		const [made] = execution.outputs('Rows with ElementIds');
		expect(made).toHaveLength(ADVANCED_ROWS);
		expect(idsIn(made, 'element_id')).toEqual(idsMade());
		for (const { name, element_id } of made ?? []) {
			expect(scene().emulator.ledger.find(element_id as string)?.name).toBe(name);
		}
	});

	test('the loop for long tasks: looks until each has ended, and names the one that failed', async () => {
		const failing = 'Biscuit';
		const end = { kind: 'failure', errCodeExt: 'ModelGenerateFailed', message: 'busy' } as const;
		scene().emulator.setTaskLives(({ name }) =>
			// The others end when they are looked at for the third time.
			name.includes('terrier') ? { runsMs: 0, end } : undefined,
		);
		const execution = await runInEditor(example('long-task-loop.json'), 'Rows');
		expect(execution.status).toBe('success');
		const { files, tasks } = scene().emulator;
		const [made] = execution.outputs('Rows with Videos');
		expect(idsIn(made, 'task_id')).toEqual(files.map(({ taskId }) => taskId).sort());
		expect(idsIn(made, 'video_url')).toEqual(files.map(({ url }) => url).sort());
		expect(files.map(({ downloads }) => downloads)).toEqual([1, 1, 1]);
		expect(tasks).toHaveLength(4);
		const [wrong] = execution.outputs('What Went Wrong');
		expect(wrong).toEqual([
			{
				name: failing,
				task_id: tasks.find(({ ending }) => ending?.kind === 'failure')?.taskId,
				status: 'FINISH',
				what_is_wrong: 'ModelGenerateFailed: busy',
				what_to_do: '',
			},
		]);
	});

	test('a folder to elements: its files are grouped, uploaded and made into elements', async () => {
		const execution = await runInEditor(example('folder-to-elements.json'), 'Start');
		expect(execution.status).toBe('success');
		const [made] = execution.outputs('Elements');
		expect(made?.map(({ name }) => name)).toEqual(['kofi', 'mira']);
		expect(idsIn(made, 'element_id')).toEqual(idsMade());
		expect(scene().emulator.ledger.ofKind('file')).toHaveLength(5);
	});

	test('rows to videos: every good row with its clip, the wrong one with its step', async () => {
		scene().emulator.setTaskLives(() => ({ runsMs: 0, end: { kind: 'success' } }));
		const execution = await runInEditor(example('rows-to-videos.json'), 'Rows');
		expect(execution.status).toBe('success');
		const [made] = execution.outputs('Rows with Videos');
		expect(made).toHaveLength(GOOD_CLIPS);
		expect(idsIn(made, 'element_id')).toEqual(idsMade());
		const clips = scene().emulator.files.filter(({ url }) => url.endsWith('.mp4'));
		expect(idsIn(made, 'video_url')).toEqual(clips.map(({ url }) => url).sort());
		expect(clips.map(({ downloads }) => downloads)).toEqual(clips.map(() => 1));
		const [wrong] = execution.outputs('Failed Rows');
		expect(wrong).toMatchObject([
			{ name: 'Captain Bartholomew Quill', step: 'Create Elements', element_id: '' },
		]);
	});

	test('element to video: the clip, with its element and its file', async () => {
		const execution = await runInEditor(example('element-to-video.json'), 'Character');
		expect(execution.status).toBe('success');
		const [file] = scene().emulator.files;
		const [video] = execution.outputs('Video');
		expect(video).toEqual([
			{
				Status: 'FINISH',
				name: 'Ines Valverde',
				element_id: idsMade()[0],
				task_id: file?.taskId,
				video_url: file?.url,
			},
		]);
		expect(file?.downloads).toBe(1);
	});
});

describe('by command line', () => {
	const files = ['rows-to-elements.json', 'element-to-video.json'];
	const idOf = (file: string) => `cli${file.replace(/\W/g, '')}`;

	beforeAll(async () => {
		const workflows = files.map((file) => ({ ...withoutPins(example(file)), id: idOf(file) }));
		const input = join(scene().folder, 'workflows.json');
		writeFileSync(input, JSON.stringify(workflows));
		await runCommand(scene().n8n, ['import:workflow', `--input=${input}`], scene());
	});

	test.each(files)('%s', async (file) => {
		const args = ['execute', `--id=${idOf(file)}`, '--rawOutput'];
		const printed = await runCommand(scene().n8n, args, scene());
		expect(idsMade().length).toBeGreaterThan(0);
		for (const id of idsMade()) expect(printed).toContain(`"${id}"`);
	});
});

describe('a visitor fills in the form, and reads the ElementId on its last page', () => {
	const texts = ['Mira', 'Young woman with short black hair'];
	const file = (name: string, colour: number) =>
		new File([new Uint8Array(png(300, 300, colour))], name, { type: 'image/png' });

	test.each([
		[
			'form-to-element.json',
			[
				'https://images.example.com/mira-front.png',
				'https://images.example.com/mira-left.png\nhttps://images.example.com/mira-back.png',
			],
			0,
		],
		['form-with-files-to-element.json', [file('1.png', 1), file('2.png', 2), file('3.png', 3)], 3],
	])('%s', async (name, pictures, files) => {
		const form = example(name);
		const workflow = await scene().publish(form);
		const trigger = form.nodes.find(({ type }) => type === 'n8n-nodes-base.formTrigger');
		const url = `${scene().server.url}/form/${trigger?.webhookId}`;
		const page = await (await fetch(url)).text();
		const fields = new Set(
			[...page.matchAll(/name=['"](field-\d+)/g)].map(([, field = '']) => field),
		);
		const values = [...texts, ...pictures];
		const body = new FormData();
		[...fields].forEach((field, index) => body.set(field, values[index] ?? ''));
		const answer = await fetch(url, { method: 'POST', body });
		const { formWaitingUrl } = (await answer.json()) as { formWaitingUrl: string };
		await eventually('execution that waits for its visitor', async () =>
			(await scene().api.executions(workflow)).find(({ status }) => status === 'waiting'),
		);
		const lastPage = await (await fetch(formWaitingUrl)).text();
		expect(scene().emulator.ledger.ofKind('file')).toHaveLength(files);
		expect(idsMade()).toHaveLength(1);
		expect(lastPage).toContain(idsMade()[0]);
		expect(lastPage).toContain('Mira');
	});
});

test('the agent: its model calls the tool, twice, and gets one ElementId', async () => {
	const call = {
		name: 'Kofi Mensah',
		description: 'Fisherman of fifty, straw hat',
		front_image: 'https://images.example.com/village/kofi-mensah-front.jpg',
		reference_images: 'https://images.example.com/village/kofi-mensah-left.jpg',
	};
	const model = await startScriptedModel([call, call]);
	await scene().cleanUp.add(() => model.close());
	const openAi = await scene().api.createCredential('Scripted', 'openAiApi', {
		apiKey: 'none',
		url: model.url,
	});
	const { id, name } = openAi;
	const agent = example('agent-with-tool.json');
	const nodes = agent.nodes.map((node) =>
		node.name === 'Chat Model' ? { ...node, credentials: { openAiApi: { id, name } } } : node,
	);
	const execution = await runInEditor({ ...agent, nodes }, 'Chat');
	const [answer] = execution.outputs('Agent');
	expect(execution.error).toBeUndefined();
	expect(idsMade()).toHaveLength(1);
	expect(JSON.stringify(answer)).toContain(idsMade()[0]);
	expect(model.requests).toHaveLength(3);
	expect(JSON.stringify(model.requests[0]?.tools)).toContain('at most 20 characters');
});

test('no secret in the database, the log, or an answer of the API', () => {
	expect(secretsIn({ folders: [scene().folder], api: scene().api })).toEqual([]);
});
