/** Files that cannot be fetched, in n8n's engine: nothing is made or paid twice for their sake, and nothing is lost. */
import { CLOCK } from '../../../../nodes/TencentCloudVod/execution/clock';
import { startEmulator, type Emulator } from '../../../emulator/emulator';
import { only, type Fault } from '../../../emulator/faults';
import { faultsByName, QUOTA_USED_UP } from '../../../support/faultPlans';
import { agentOn, workflowOn } from '../../../support/node';
import { CONTINUE, ERROR_OUTPUT, RETRY, type Setup } from '../../../support/nodeSetup';
import { generateVideo, getTask, row, rows, startTask } from '../../../support/operations';
import { speedUp } from '../../../support/speed';
import { errorOf, forbiddenIn } from '../../../support/whatIsSeen';
import type { Execution } from '../../../workflow/engine';

const GET = 'GetObject';
const page = (status: number): Fault => ({ kind: 'http', stage: 'before', status, body: 'html' });

let emulator: Emulator;
let onDownload: () => void;
let goBackToRealTime: () => void;

beforeEach(async () => {
	onDownload = () => undefined;
	emulator = await startEmulator({ onCall: ({ action }) => action === GET && onDownload() });
	emulator.setTaskLives(() => ({ runsMs: 0, end: { kind: 'success' } }));
	goBackToRealTime = speedUp(200);
});
afterEach(async () => {
	goBackToRealTime();
	await emulator.close();
});

const generate = (setup: Setup = {}) =>
	workflowOn(emulator, {
		operation: generateVideo,
		...setup,
		fields: { downloadFile: true, ...setup.fields },
	});

/** Each download for a name meets the next of its faults. */
const downloadsFaulty = (lists: Record<string, Array<Fault | undefined>>) =>
	emulator.setFaults(only(GET, faultsByName(lists)));

const always = (...names: string[]) =>
	emulator.setFaults(only(GET, ({ name = '' }) => (names.includes(name) ? page(404) : undefined)));

const downloads = () => emulator.ledger.calls.filter(({ action }) => action === GET).length;
const started = () => emulator.tasks.map(({ name }) => name);
const taskOf = (name: string) => emulator.tasks.find((task) => task.name === name)?.taskId;
const urlOf = (name: string) => emulator.files.find((file) => file.name === name)?.url;

describe('a fault that passes', () => {
	test.each<Fault>([
		{ kind: 'reset', stage: 'before' },
		{ kind: 'hangUp', stage: 'after' },
		{ kind: 'cutBody', stage: 'after' },
		{ kind: 'stallHeaders', stage: 'before' },
		{ kind: 'stallBody', stage: 'after' },
		page(500),
		page(429),
	])('%j is gone through, and no second task is started', async (fault) => {
		downloadsFaulty({ a: [fault, fault] });
		const { output } = await generate().execute(rows('a'));
		expect(output[0]?.binary).toHaveProperty('data');
		expect(downloads()).toBe(3);
		expect(started()).toEqual(['a']);
	});

	test('is tried three times, and no more', async () => {
		downloadsFaulty({ a: [page(500), page(500), page(500)] });
		const execution = await generate().execute(rows('a'));
		expect(errorOf(execution).message).toContain('reports a fault of its own');
		expect(downloads()).toBe(3);
	});
});

test.each([401, 403, 404, 410])('HTTP %i is final', async (status) => {
	downloadsFaulty({ a: [page(status)] });
	expect((await generate().execute(rows('a'))).status).toBe('error');
	expect(downloads()).toBe(1);
});

describe('with "Stop"', () => {
	test('the error says that all is paid, where it is, and how to go on; a retry only downloads', async () => {
		always('b');
		const workflow = generate();
		const failed = await workflow.execute(rows('a', 'b', 'c'));
		const { description, message } = errorOf(failed);
		const [a, b, c] = ['a', 'b', 'c'].map(taskOf);
		expect(message).toBe(
			`Item 1: The task is finished and paid, but its file could not be downloaded: the server that has it answers that it is not there, or that it may not be read. TaskId ${b}. Generated, with TaskId: item 0 = ${a}, item 1 = ${b}, item 2 = ${c}.`,
		);
		expect(description).toMatch(/^Look in the console of VOD whether the file is there/);
		expect(description).toContain('Nothing has to be made again: use Task → Get');
		expect(description).toContain(`TaskId "${b}", RequestId `);
		expect(description).toContain(`URL "${urlOf('b')}", kept until "`);
		expect(description).toContain('Code HTTP 404');
		expect(description).toContain('that starts no task and only downloads.');
		expect(forbiddenIn(failed)).toEqual([]);

		emulator.setFaults(() => undefined);
		const before = emulator.ledger.calls.length;
		const { output } = await workflow.retry(failed);
		expect(output.map(({ binary }) => Object.keys(binary ?? {}))).toEqual(
			Array.from({ length: 3 }, () => ['data']),
		);
		expect(output.map(({ json }) => json.TaskId)).toEqual([a, b, c]);
		const since = emulator.ledger.calls.slice(before);
		// One that was given up may arrive late.
		expect(new Set(since.map(({ action }) => action))).toEqual(new Set([GET]));
	});

	test("n8n's own Retry On Fail only downloads, too", async () => {
		downloadsFaulty({ a: [page(404)] });
		const execution = await generate({ settings: RETRY }).execute(rows('a'));
		expect(execution.output[0]?.binary).toHaveProperty('data');
		expect(started()).toEqual(['a']);
	});

	test('what a batch with a failed call has made is not fetched; a retry does it', async () => {
		emulator.setFaults(only(generateVideo.action, faultsByName({ b: [QUOTA_USED_UP] })));
		const workflow = generate();
		const failed = await workflow.execute(rows('a', 'b'));
		expect(downloads()).toBe(0);
		const { output } = await workflow.retry(failed);
		expect(output.filter(({ binary }) => binary)).toHaveLength(2);
		expect(started()).toEqual(['a', 'b']);
	});

	test('nothing more is fetched after a file that is lost', async () => {
		const names = Array.from({ length: 12 }, (_, n) => `row ${n}`);
		always('row 0');
		await generate().execute(rows(...names));
		expect(downloads()).toBeLessThan(12);
	});
});

describe('with "Continue"', () => {
	test.each([
		['the output', CONTINUE],
		['the error output', ERROR_OUTPUT],
	])('the others have their files, and the item is an error in %s', async (_title, settings) => {
		always('b');
		const execution = await generate({ settings }).execute(rows('a', 'b', 'c'));
		const { errorOutput, output } = execution;
		expect(output.filter(({ binary }) => binary)).toHaveLength(2);
		const [item] = [...errorOutput, ...output].filter(({ json }) => json.error !== undefined);
		expect(item).toMatchObject({ pairedItem: { item: 1 } });
		expect(item?.binary).toBeUndefined();
		expect(item?.json).toMatchObject({
			error: expect.stringMatching(
				/^Item 1: The task is finished and paid, .* TaskId \S+\.$/,
			) as string,
			message: expect.stringContaining(`URL "${urlOf('b')}"`) as string,
		});
		expect(forbiddenIn(execution)).toEqual([]);
	});

	test('a workflow has the ids, and the URL, in fields', async () => {
		always('a');
		const fields = { additionalFields: { storageMode: 'Permanent' } };
		const { output } = await generate({ settings: CONTINUE, fields }).execute(rows('a'));
		const [file] = emulator.ledger.ofKind('file');
		expect(output[0]?.json).toMatchObject({
			error: expect.stringContaining(`TaskId ${taskOf('a')}, FileId ${file?.id}.`) as string,
			details: {
				outcome: 'notDownloaded',
				code: 'HTTP 404',
				taskId: taskOf('a'),
				fileId: file?.id,
				fileUrl: urlOf('a'),
			},
		});
	});
});

test('a cancel ends it at once: four were under way, and no other began', async () => {
	emulator.setFaults(only(GET, () => ({ kind: 'stallBody', stage: 'after' })));
	const running = generate().start(rows(...Array.from({ length: 9 }, (_, n) => `row ${n}`)));
	let begun = 0;
	onDownload = () => {
		if (++begun < 4) return;
		// From here on a transfer that stands still would be waited for.
		goBackToRealTime();
		running.cancel();
	};
	const { runs } = await running.finished;
	expect(runs).toHaveLength(1);
	expect(downloads()).toBe(4);
});

describe('as the tool of an agent', () => {
	const answers = async (...names: string[]) => {
		const setup = {
			operation: generateVideo,
			fields: { ...generateVideo.fromModel, downloadFile: true },
		};
		const rounds = names.map((name) => [row(name)]);
		const execution = await agentOn(emulator, rounds, 'engine', setup).execute();
		return execution.json('Agent').flatMap(({ answers: all }) => all as string[]);
	};

	test('the model is told to call again, and doing so only downloads', async () => {
		downloadsFaulty({ a: [page(404)] });
		const [first, second] = await answers('a', 'a');
		expect(first).toContain('Called again with the same input, this tool only downloads');
		expect(first).toContain(taskOf('a'));
		expect(second).toContain('FINISH');
		expect(started()).toEqual(['a']);
	});
});

describe('what was made before, and is kept no longer', () => {
	const DAYS_8 = 8 * 24 * 60 * 60 * 1000;
	const options = { reuseCreated: true };

	async function reusedLater(downloadFile: boolean): Promise<Execution> {
		await generate({ options, fields: { downloadFile: false } }).execute(rows('a'));
		always('a');
		CLOCK.wallTime = () => Date.now() + DAYS_8;
		return await generate({ options, fields: { downloadFile } }).execute(rows('a'));
	}

	test('is told as that, with what to do, and not made anew by itself', async () => {
		const { description, message } = errorOf(await reusedLater(true));
		expect(message).toContain(
			'could not be downloaded: Tencent Cloud kept it until a time that is over.',
		);
		expect(description).toMatch(/^It is gone\. To make it anew, change the input, or switch off/);
		expect(started()).toEqual(['a']);
	});

	test('where only its URL is put out, a hint says that it opens nothing', async () => {
		const execution = await reusedLater(false);
		expect(execution.output[0]?.json.FileUrl).toBe(urlOf('a'));
		expect(execution.hints.map(({ message }) => message)).toContain(
			'Item 0: Tencent Cloud kept the file of the video until a time that is over, so its FileUrl opens nothing. To generate the video anew, change the input, or switch off the reuse of what was made before.',
		);
	});
});

test('of Task → Get, running it again is the way to go on', async () => {
	const task = await startTask(emulator, 'a');
	always('a');
	const execution = await workflowOn(emulator, {
		operation: getTask,
		fields: { downloadFile: true },
	}).execute([{ task }]);
	const { description } = errorOf(execution);
	expect(description).toContain('read the task again within 3 days');
	expect(description).toContain('Running it again does no harm.');
});
