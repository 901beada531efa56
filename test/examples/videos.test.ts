/** The workflows of examples/ that make videos do what they say, whole, with the sample rows. */
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { TencentCloudApi } from '../../credentials/TencentCloudApi.credentials';
import { TencentCloudVod } from '../../nodes/TencentCloudVod/TencentCloudVod.node';
import {
	EMULATOR_SECRET_ID,
	EMULATOR_SECRET_KEY,
	EMULATOR_SUB_APP_ID,
	startEmulator,
	type Emulator,
} from '../emulator/emulator';
import type { PlannedTask } from '../emulator/taskLives';
import { speedUp } from '../support/speed';
import { Engine, type Execution, type SavedWorkflow } from '../workflow/engine';
import { TAKES_DETAILS } from '../workflow/version';
import { examples, pinned, withSubApp } from './examples';

const MINUTE = 60_000;

let emulator: Emulator;
/** Of the emulator's clock, in milliseconds. */
let ahead: number;
let backToRealTime: () => void;
// Of each test's own: what was made at another site is not reused.
beforeEach(async () => {
	ahead = 0;
	emulator = await startEmulator({ now: () => Date.now() + ahead });
	backToRealTime = speedUp(200);
});
afterEach(async () => {
	backToRealTime();
	await emulator.close();
});

const engine = new Engine(new TencentCloudVod(), [new TencentCloudApi()]);

/**
 * As a person has it who has chosen credential and sub-application.
 * @param options added to those of each node
 */
function imported(
	file: string,
	options: INodeParameters = {},
): { saved: SavedWorkflow; rows: IDataObject[] } {
	const workflow = examples.find((example) => example.file === file)?.workflow;
	if (workflow === undefined) throw new Error(`${file} is not there`);
	const nodes = workflow.nodes.map((node) => {
		const { parameters, ...rest } = withSubApp(node, EMULATOR_SUB_APP_ID);
		const all = { ...(parameters.options as INodeParameters), ...options };
		return { ...rest, parameters: { ...parameters, options: all } };
	});
	const credential = {
		...{ site: 'custom', endpoint: emulator.url },
		...{ secretId: EMULATOR_SECRET_ID, secretKey: EMULATOR_SECRET_KEY },
	};
	const saved = engine.load({ ...workflow, nodes }, { tencentCloudApi: credential });
	const [[, items = []] = []] = pinned(workflow);
	return { saved, rows: items.map(({ json }) => json) };
}

/** What a node has put out, in all its runs. */
const itemsOf = (execution: Execution, node: string) =>
	execution.runsOf(node).flatMap(({ outputs }) => outputs[0] ?? []);
const rowsOf = (execution: Execution, node: string) =>
	itemsOf(execution, node).map(({ json }) => json);
const namesOf = (execution: Execution, node: string) =>
	rowsOf(execution, node).map(({ name }) => name);

const isFront = ({ action, request }: Pick<PlannedTask, 'action' | 'request'>) =>
	action === 'CreateAigcImageTask' && request.FileInfos === undefined;
const isLeft = ({ action, request }: Pick<PlannedTask, 'action' | 'request'>) =>
	action === 'CreateAigcImageTask' && request.FileInfos !== undefined;

describe('rows-to-videos.json', () => {
	const wrong = 'Captain Bartholomew Quill';
	const correct = (rows: IDataObject[]) =>
		rows.map((row) => (row.name === wrong ? { ...row, name: 'Captain Quill' } : row));

	/** How many of each have been made. */
	const made = () => ({
		fronts: emulator.ledger.ofKind('task').filter(isFront).length,
		lefts: emulator.ledger.ofKind('task').filter(isLeft).length,
		elements: emulator.ledger.ofKind('element').length,
		videos: emulator.ledger.ofKind('task').filter(({ action }) => /Video/.test(action)).length,
	});

	test('makes a clip of every good row, of the pictures of that row', async () => {
		const { saved, rows } = imported('rows-to-videos.json');
		const execution = await saved.execute(rows);
		const good = rows.filter(({ name }) => name !== wrong);
		const done = itemsOf(execution, 'Rows with Videos');
		expect(done.map(({ json: { name } }) => name)).toEqual(good.map(({ name }) => name));
		for (const [index, { json, binary }] of done.entries()) {
			const element = emulator.ledger.find(json.element_id as string);
			expect(element?.request).toMatchObject({
				ElementName: json.name,
				ElementFrontalImage: json.front_url,
				ElementReferList: [{ ImageUrl: json.left_url }],
			});
			const { name: prompt = '' } = emulator.ledger.find(json.task_id as string) ?? {};
			expect(prompt).toBe(`<<<element_1>>> ${good[index]?.clip as string}`);
			const file = emulator.files.find(({ url }) => url === json.video_url);
			expect(binary?.data?.fileExtension).toBe('mp4');
			expect(Buffer.from(binary?.data?.data ?? '', 'base64')).toHaveLength(file?.size ?? -1);
			expect(json.Status).toBe('FINISH');
		}
	});

	test('run again with its row corrected, makes what is missing and nothing else', async () => {
		const { saved, rows } = imported('rows-to-videos.json');
		const first = await saved.execute(rows);
		expect(rowsOf(first, 'Failed Rows')).toMatchObject([
			{
				name: wrong,
				step: 'Create Elements',
				what_is_wrong: expect.stringMatching(/25 characters/) as string,
			},
		]);
		expect(made()).toEqual({ fronts: 6, lefts: 6, elements: 5, videos: 5 });
		const second = await saved.execute(correct(rows));
		expect(namesOf(second, 'Failed Rows')).toEqual([]);
		expect(namesOf(second, 'Rows with Videos')).toEqual(correct(rows).map(({ name }) => name));
		expect(made()).toEqual({ fronts: 6, lefts: 6, elements: 6, videos: 6 });
		expect(emulator.ledger.summary().madeTwice).toEqual([]);
	});

	test('tells of a row that fails at any step where, why, and what it has made', async () => {
		const { saved, rows } = imported('rows-to-videos.json');
		const [atFront, atLeft, atElement, atVideo] = correct(rows);
		const failure = { kind: 'failure', errCodeExt: 'ModelGenerateFailed', message: '' } as const;
		const isOf = (row: IDataObject | undefined, text: string) =>
			[row?.description, row?.clip].some((words) => text.includes(words as string));
		emulator.setTaskLives((task) => {
			const fails =
				(isFront(task) && isOf(atFront, task.name)) ||
				(isLeft(task) && isOf(atLeft, task.name)) ||
				(task.action === 'CreateAigcVideoTask' && isOf(atVideo, task.name));
			return fails ? { runsMs: 0, end: failure } : undefined;
		});
		emulator.setFaults(({ action, name }) =>
			action === 'CreateAigcCustomElement' && name === atElement?.name
				? { kind: 'tencentError', stage: 'before', code: 'InvalidParameter.ViolationContent' }
				: undefined,
		);
		const execution = await saved.execute(correct(rows));
		const failed = rowsOf(execution, 'Failed Rows');
		expect(Object.fromEntries(failed.map(({ name, step }) => [step, name]))).toEqual({
			'Front View': atFront?.name,
			'Left View': atLeft?.name,
			'Create Elements': atElement?.name,
			'Make Videos': atVideo?.name,
		});
		const at = (step: string) => failed.find((row) => row.step === step);
		const failedTasks = emulator.tasks.filter(({ ending }) => ending?.kind === 'failure');
		for (const [index, step] of ['Front View', 'Left View', 'Make Videos'].entries()) {
			const taskId = failedTasks[index]?.taskId;
			expect(at(step)?.what_is_wrong).toContain(taskId);
			expect(at(step)?.[TAKES_DETAILS ? 'task_id' : 'what_is_wrong']).toContain(taskId);
		}
		const elementId = at('Make Videos')?.element_id as string;
		expect(emulator.ledger.find(elementId)?.name).toBe(atVideo?.name);

		emulator.setTaskLives(() => undefined);
		emulator.setFaults(() => undefined);
		const before = made();
		const again = await saved.execute(correct(rows));
		expect(namesOf(again, 'Rows with Videos')).toEqual(correct(rows).map(({ name }) => name));
		// Each row goes on where it had failed.
		expect(before).toEqual({ fronts: 6, lefts: 5, elements: 3, videos: 3 });
		expect(made()).toEqual({ fronts: 7, lefts: 7, elements: 6, videos: 7 });
	});
});

test('rows-to-videos.json: a picture that takes longer than Max Wait comes out with its TaskId, and the next run waits for it', async () => {
	const { saved, rows } = imported('rows-to-videos.json', { maxWait: 0.2 });
	const [row = {}] = rows;
	const lasting = (runsMs: number) => () => ({ runsMs, end: { kind: 'success' } }) as const;
	emulator.setTaskLives(lasting(MINUTE));
	const execution = await saved.execute([row]);
	const [{ taskId = '' } = {}] = emulator.tasks;
	expect(rowsOf(execution, 'Failed Rows')).toMatchObject([{ step: 'Left View', task_id: taskId }]);
	emulator.setTaskLives(lasting(0));
	ahead = MINUTE;
	const again = await saved.execute([row]);
	expect(namesOf(again, 'Rows with Videos')).toEqual([row.name]);
	expect(emulator.tasks).toHaveLength(3);
});

test('element-to-video.json: the clip, its element and the file', async () => {
	const { saved, rows } = imported('element-to-video.json');
	const execution = await saved.execute(rows);
	const [video] = itemsOf(execution, 'Video');
	const [element] = emulator.ledger.ofKind('element');
	const [task] = emulator.ledger.ofKind('task');
	expect(video?.json).toEqual({
		Status: 'FINISH',
		name: rows[0]?.name,
		element_id: element?.id,
		task_id: task?.id,
		video_url: emulator.files[0]?.url,
	});
	expect(task?.request).toMatchObject({ SubjectInfos: [{ Id: element?.id }] });
	expect(video?.binary?.data?.fileExtension).toBe('mp4');
});
