/** Task → Get in n8n's engine: a read, which may be repeated and makes nothing. */
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { EMULATOR_SUB_APP_ID, startEmulator, type Emulator } from '../../../../emulator/emulator';
import { workflowOn } from '../../../../support/node';
import { LOST } from '../../../../support/faultPlans';
import { RETRY, type Setup } from '../../../../support/nodeSetup';
import { getTask, startTask, SUB_APP } from '../../../../support/operations';
import { errorOf, forbiddenIn } from '../../../../support/whatIsSeen';

let emulator: Emulator;

beforeEach(async () => {
	emulator = await startEmulator();
});
afterEach(() => emulator.close());

const get = (fields: INodeParameters = {}, setup: Setup = {}) =>
	workflowOn(emulator, { ...setup, operation: getTask, fields });

const asked = (...tasks: unknown[]) => tasks.map((task) => ({ task }) as IDataObject);
const calls = () => emulator.ledger.calls.length;

test('tells how far a task is, and what it made', async () => {
	const task = await startTask(emulator);
	const execution = await get().execute(asked(task, task, task));
	const told = { TaskId: task, TaskType: 'AigcVideoTask', ElementId: null };
	const file = { FileUrl: expect.stringMatching(/^http/) as string };
	expect(execution.output.map(({ json }) => json)).toEqual([
		expect.objectContaining({ ...told, Status: 'WAITING', Files: [], FileUrl: null }),
		expect.objectContaining({ ...told, Status: 'PROCESSING', Files: [] }),
		expect.objectContaining({
			...told,
			...file,
			Status: 'FINISH',
			Progress: 100,
			ErrCode: 0,
			ErrCodeExt: '',
			Files: [expect.objectContaining({ ...file, Duration: expect.any(Number) as number })],
		}),
	]);
	expect(execution.output.map(({ pairedItem }) => pairedItem)).toEqual(
		[0, 1, 2].map((item) => ({ item })),
	);
	expect(execution.logs).toEqual([]);
	expect(forbiddenIn(execution)).toEqual([]);
});

test('gives the answer as it came, when asked to', async () => {
	const task = await startTask(emulator);
	const { output } = await get({ simplify: false }).execute(asked(task, task, task));
	expect(output[2]?.json).toMatchObject({
		TaskType: 'AigcVideoTask',
		AigcVideoTask: { TaskId: task },
		AigcImageTask: null,
		RequestId: expect.any(String) as string,
	});
});

test.each<[string, unknown, INodeParameters, RegExp]>([
	['no TaskId', ' ', SUB_APP, /^Item 0: 'Task ID' is empty\. Nothing was sent\.$/],
	['a number', 7, SUB_APP, /'Task ID' must be text/],
	[
		'a name of a sub-application',
		'x',
		{ ...SUB_APP, value: '={{ "shop" }}' },
		/'Sub-Application' must be a number/,
	],
])('refuses %s', async (_title, task, subAppId, message) => {
	expect(errorOf(await get({ subAppId }).execute(asked(task))).message).toMatch(message);
	expect(calls()).toBe(0);
});

test('needs no sub-application', async () => {
	const task = await startTask(emulator);
	const subAppId = { ...SUB_APP, value: '' };
	expect((await get({ subAppId }).execute(asked(task))).status).toBe('success');
});

test('a link that others have signed is put out as it is', async () => {
	const link = `https://bucket.cos.example.com/a.mp4?q-signature=${'0a'.repeat(32)}`;
	const task = await startTask(emulator, link);
	await get().execute(asked(task));
	const execution = await get({ simplify: false }).execute(asked(task));
	expect(execution.output[0]?.json).toMatchObject({ AigcVideoTask: { Input: { Prompt: link } } });
});

test('after two answers that are unclear it is asked a third time', async () => {
	const task = await startTask(emulator);
	const before = calls();
	emulator.setFaults(({ index }) => (index < before + 2 ? LOST : undefined));
	const execution = await get().execute(asked(task));
	expect(execution.status).toBe('success');
	expect(calls()).toBe(before + 3);
});

test('a task that nobody knows is an error that says where to look', async () => {
	const error = errorOf(await get({}, { settings: RETRY }).execute(asked('nowhere')));
	expect(error.message).toBe(
		'Item 0: Tencent Cloud knows nothing of that name or number, so nothing was read.',
	);
	expect(error.description).toMatch(/^Check 'Task ID' and 'Sub-Application'.*TaskId "nowhere"/);
	expect(error.description).toContain('There is no such task.');
	expect(error.description).not.toMatch(/creat|Execute workflow/);
});

test('nothing is remembered: what is asked again is read again', async () => {
	const task = await startTask(emulator);
	emulator.setFaults(() => ({ kind: 'tencentError', stage: 'before', code: 'LimitExceeded' }));
	const failed = await get().execute(asked(task, 'other'));
	expect(failed.contextOf('Tencent Cloud VOD')).toEqual({});
	emulator.setFaults(() => undefined);
	const before = calls();
	await get().retry(failed);
	expect(calls()).toBe(before + 2);
});

test('Validate Only shows what would be sent', async () => {
	const { output } = await get({}, { options: { validateOnly: true } }).execute(asked(' a '));
	expect(output[0]?.json).toEqual({ TaskId: 'a', SubAppId: EMULATOR_SUB_APP_ID });
	expect(calls()).toBe(0);
});
