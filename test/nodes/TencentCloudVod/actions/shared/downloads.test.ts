/** Download File in n8n's engine: what a person gets, and under which name. */
import { createHash } from 'node:crypto';
import type { IBinaryData, INodeParameters, INodeExecutionData } from 'n8n-workflow';

import type { Emulator } from '../../../../emulator/emulator';
import { only } from '../../../../emulator/faults';
import { workflowOn } from '../../../../support/node';
import type { Setup } from '../../../../support/nodeSetup';
import {
	generateImage,
	generateVideo,
	getTask,
	rows,
	startTask,
} from '../../../../support/operations';
import { startQuickEmulator } from '../../../../support/quickEmulator';
import { errorOf, forbiddenIn } from '../../../../support/whatIsSeen';
import { storingOnDisk } from '../../../../workflow/fileStore';

let emulator: Emulator;
beforeEach(async () => void (emulator = await startQuickEmulator()));
afterEach(async () => await emulator.close());

const generate = (fields: INodeParameters = {}, setup: Setup = {}) =>
	workflowOn(emulator, {
		operation: generateVideo,
		...setup,
		fields: { downloadFile: true, ...fields },
	});

const get = (fields: INodeParameters = {}) =>
	workflowOn(emulator, { operation: getTask, fields: { downloadFile: true, ...fields } });

const sha256Of = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

const inItem = async ({ data }: IBinaryData) => Buffer.from(data, 'base64');

/** What each item has, by the name of its field. */
async function filesOf(
	output: readonly INodeExecutionData[],
	read: (file: IBinaryData) => Promise<Buffer> = inItem,
): Promise<Array<Record<string, object>>> {
	const all: Array<Record<string, object>> = [];
	for (const { binary = {} } of output) {
		const files: Record<string, object> = {};
		for (const [field, file] of Object.entries(binary)) {
			const { fileName, fileExtension, mimeType } = file;
			files[field] = { fileName, fileExtension, mimeType, sha256: sha256Of(await read(file)) };
		}
		all.push(files);
	}
	return all;
}

/** What the emulator has made for an item. */
function madeFor({ json: { TaskId } }: INodeExecutionData, ending: string, mimeType: string) {
	const made = emulator.files.filter(({ taskId }) => taskId === TaskId);
	return made.map(({ sha256 }, n) => ({
		fileName: `${TaskId as string}${n === 0 ? '' : `_${n}`}.${ending}`,
		fileExtension: ending,
		mimeType,
		sha256,
	}));
}

const downloads = () => emulator.ledger.calls.filter(({ action }) => action === 'GetObject');

test('each item has the very bytes of its task, named by it, beside what was put out before', async () => {
	const execution = await generate().execute(rows('a', 'b'));
	const { output } = execution;
	expect(await filesOf(output)).toEqual(
		output.map((item) => ({ data: madeFor(item, 'mp4', 'video/mp4')[0] })),
	);
	expect(output.map(({ json }) => json.Status)).toEqual(['FINISH', 'FINISH']);
	expect(output.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
	expect(emulator.files.map((file) => file.downloads)).toEqual([1, 1]);
	expect(forbiddenIn(execution)).toEqual([]);
});

test("with n8n's store on disk nothing of it is in the item", async () => {
	await storingOnDisk(async (store) => {
		const { output } = await generate().execute(rows('a'));
		const read = async ({ id = '' }: IBinaryData) => await store.read(id);
		expect(await filesOf(output, read)).toEqual(
			output.map((item) => ({ data: madeFor(item, 'mp4', 'video/mp4')[0] })),
		);
		expect(output[0]?.binary?.data?.data).toMatch(/^filesystem/);
	});
});

test('of several files each has a field and a name of its own', async () => {
	const additionalFields = { outputImageCount: 3 };
	const fields = { additionalFields, binaryPropertyOutput: 'view' };
	const execution = await generate(fields, { operation: generateImage }).execute(rows('a'));
	const { output } = execution;
	const made = output.flatMap((item) => madeFor(item, 'png', 'image/png'));
	expect(await filesOf(output)).toEqual([{ view: made[0], view_1: made[1], view_2: made[2] }]);
});

test('items that share a task share one download', async () => {
	const { output } = await generate({}, { options: { reuseCreated: true } }).execute(
		rows('a', 'a'),
	);
	const [file] = await filesOf(output);
	expect(file).toHaveProperty('data');
	expect(await filesOf(output)).toEqual([file, file]);
	expect(downloads()).toHaveLength(1);
});

test('of a task that was not waited for, or was not to be downloaded, there is no file', async () => {
	for (const fields of [{ waitForCompletion: false }, { downloadFile: '={{ false }}' }]) {
		const { output } = await generate(fields).execute(rows('a'));
		expect(output.map(({ binary }) => binary)).toEqual([undefined]);
	}
	expect(downloads()).toEqual([]);
});

describe('Task → Get', () => {
	test('downloads once the task has ended, whether it waits or not', async () => {
		emulator.setTaskLives(() => undefined);
		const task = await startTask(emulator);
		const runs = [await get().execute([{ task }]), await get().execute([{ task }])];
		expect(runs.map(({ output }) => output[0]?.binary)).toEqual([undefined, undefined]);
		for (const fields of [{}, { simplify: false }, { waitForCompletion: true }]) {
			const { output } = await get(fields).execute([{ task }]);
			const item = { ...output[0], json: { TaskId: task } };
			expect(await filesOf(output)).toEqual([{ data: madeFor(item, 'mp4', 'video/mp4')[0] }]);
		}
	});

	test('of a task that has failed it puts out the failure, and asks for no file', async () => {
		const end = { kind: 'failure', errCodeExt: 'ModelGenerateFailed', message: 'No' } as const;
		emulator.setTaskLives(() => ({ runsMs: 0, end }));
		const task = await startTask(emulator);
		const { output } = await get().execute([{ task }]);
		expect(output[0]).toMatchObject({ json: { ErrCodeExt: 'ModelGenerateFailed' } });
		expect(output[0]?.binary).toBeUndefined();
	});
});

test.each([
	[{ downloadFile: '={{ "perhaps" }}' }, "'Download File' must be true or false"],
	[{ binaryPropertyOutput: ' ' }, "'Put Output File in Field' is empty"],
])('%j is refused before anything is paid', async (fields, fault) => {
	const execution = await generate(fields).execute(rows('a'));
	expect(errorOf(execution).message).toBe(`Item 0: ${fault}. Nothing was sent.`);
	expect(emulator.ledger.calls).toEqual([]);
});

test('what was made stays in the journal as long as its file is missing, for a retry after a restart', async () => {
	const missing = { kind: 'http', stage: 'before', status: 404, body: 'html' } as const;
	emulator.setFaults(only('GetObject', () => missing));
	const execution = await generate().execute(rows('a'));
	expect(errorOf(execution).message).toMatch(/its file could not be downloaded/);
	const taskId = emulator.tasks[0]?.taskId ?? 'none';
	expect(JSON.stringify(execution.contextOf('Tencent Cloud VOD').journal)).toContain(taskId);
});
