/** Video → Generate in n8n's engine: its files, what is put out, and what goes wrong. */
import { rmSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type { CreateAigcVideoTaskRequest } from 'tencentcloud-sdk-nodejs-vod/tencentcloud/services/vod/v20180717/vod_models';

import type { Emulator } from '../../../../emulator/emulator';
import { sdkClient } from '../../../../emulator/sdkClient';
import { LOST, QUOTA_USED_UP } from '../../../../support/faultPlans';
import { agentOn, workflowOn } from '../../../../support/node';
import { CONTINUE, type Setup } from '../../../../support/nodeSetup';
import { generateImage, generateVideo, row, rows } from '../../../../support/operations';
import { fileOf, png } from '../../../../support/pictures';
import { startQuickEmulator } from '../../../../support/quickEmulator';
import { errorOf, forbiddenIn } from '../../../../support/whatIsSeen';
import { storingOnDisk } from '../../../../workflow/fileStore';

const LINK = 'https://pictures.example.com/street.png';
const GENERATE = 'CreateAigcVideoTask';

let emulator: Emulator;
beforeEach(async () => void (emulator = await startQuickEmulator()));
afterEach(async () => await emulator.close());

const generate = (fields: INodeParameters = {}, setup: Setup = {}) =>
	workflowOn(emulator, { ...setup, operation: generateVideo, fields });

/** The requests that have started tasks. */
const sent = () =>
	emulator.ledger
		.ofKind('task')
		.map(({ request }) => request as Partial<CreateAigcVideoTaskRequest>);

const image = (...images: IDataObject[]) => ({ images: { image: images } }) as INodeParameters;

describe('what is put out', () => {
	test('is the file of each task', async () => {
		const execution = await generate().execute(rows('a', 'b'));
		const tasks = emulator.ledger.ofKind('task');
		expect(execution.output.map(({ json }) => json)).toMatchObject(
			['a', 'b'].map((name) => {
				const task = tasks.find((made) => made.name === name);
				return { TaskId: task?.id, Status: 'FINISH', RequestId: task?.requestId };
			}),
		);
		for (const { json } of execution.output) {
			const TaskId = json.TaskId as string;
			const { AigcVideoTask } = await sdkClient(emulator).DescribeTaskDetail({ TaskId });
			expect(json.FileUrl).toBe(AigcVideoTask?.Output?.FileInfos?.[0]?.FileUrl);
			expect(json.Files).toMatchObject([{ FileUrl: json.FileUrl, Width: 1280, Height: 720 }]);
		}
		expect(execution.hints.map(({ message }) => message)).toEqual([
			'Items 0, 1: a task was started that Tencent Cloud bills. Another run with the same input starts, and costs, another one.',
		]);
		expect(forbiddenIn(execution)).toEqual([]);
	});

	test('in the editor one hint says that it is billed, and only one', async () => {
		const { hints } = await generate().execute(rows('a'), { mode: 'manual' });
		expect(hints).toHaveLength(2);
		expect(hints.filter(({ message }) => message.includes('bills'))).toHaveLength(1);
	});

	test('with reuse, no hint says that another run costs anything', async () => {
		const execution = await generate({}, { options: { reuseCreated: true } }).execute(rows('a'));
		expect(execution.hints.map(({ message }) => message)).toEqual([
			'Item 0: a task was started that Tencent Cloud bills.',
		]);
	});

	test('is the video itself where that is wanted, and the images of a task one by one', async () => {
		const video = await generate({ downloadFile: true }).execute(rows('a'));
		const additionalFields = { outputImageCount: 2 };
		const fields = { downloadFile: true, binaryPropertyOutput: 'view', additionalFields };
		const workflow = workflowOn(emulator, { operation: generateImage, fields });
		const images = await workflow.execute(rows('a'));
		const filesOf = ({ output }: typeof video) =>
			Object.entries(output[0]?.binary ?? {}).map(([name, { mimeType }]) => [name, mimeType]);
		expect([errorOf(video).message, errorOf(images).message]).toEqual(['', '']);
		expect(filesOf(video)).toEqual([['data', 'video/mp4']]);
		expect(filesOf(images)).toEqual([
			['view', 'image/png'],
			['view_1', 'image/png'],
		]);
	});

	test('is the TaskId where nobody waits', async () => {
		emulator.setTaskLives(() => ({ runsMs: 3_600_000, end: { kind: 'success' } }));
		const { output } = await generate({ waitForCompletion: false }).execute(rows('a'));
		const [task] = emulator.ledger.ofKind('task');
		expect(output.map(({ json }) => json)).toEqual([
			{
				TaskId: task?.id,
				Status: 'WAITING',
				FileUrl: null,
				FileId: null,
				Files: [],
				RequestId: task?.requestId,
			},
		]);
	});
});

describe('files of the item', () => {
	const OF_FILE = {
		...image({ source: 'binary', binaryPropertyName: 'front' }),
		prompt: '={{ $json.name }}',
	};

	test('go along in the request', async () => {
		const bytes = png(400, 300);
		const execution = await generate(OF_FILE).execute(rows('a'), {
			files: [{ front: fileOf(bytes, 'front.png') }],
		});
		expect(errorOf(execution).message).toBe('');
		const [request] = sent();
		expect(request?.FileInfos).toMatchObject([
			{ Type: 'Base64', Base64: bytes.toString('base64'), Category: 'Image', Usage: 'Reference' },
		]);
		expect(emulator.ledger.ofKind('file')).toEqual([]);
	});

	test('are uploaded, all of them, where together they are larger than 7 MB', async () => {
		const large = (colour: number) => Buffer.concat([png(20, 20, colour), Buffer.alloc(3_600_000)]);
		const files = [
			{ one: fileOf(large(1), 'one.png'), two: fileOf(large(2), 'two.png') },
			{ one: fileOf(large(1), 'one.png'), two: fileOf(png(20, 20), 'two.png') },
		];
		const both = image({ source: 'binary', binaryPropertyName: 'one, two' });
		const workflow = generate({ ...OF_FILE, ...both });
		const execution = await workflow.execute(rows('a', 'b'), { files });
		expect(errorOf(execution).message).toBe('');
		const uploaded = emulator.ledger.ofKind('file');
		const requests = sent();
		const byName = (name: string) => requests.find(({ Prompt }) => Prompt === name)?.FileInfos;
		expect(uploaded).toHaveLength(2);
		expect(
			byName('a')
				?.map(({ FileId }) => FileId)
				.sort(),
		).toEqual(uploaded.map(({ id }) => id).sort());
		expect(byName('b')?.map(({ Type }) => Type)).toEqual(['Base64', 'Base64']);
	});

	test('are known by their bytes: a retry makes only the rest', async () => {
		let isMended = false;
		emulator.setFaults(({ action, name }) =>
			action === GENERATE && name === 'b' && !isMended ? QUOTA_USED_UP : undefined,
		);
		const workflow = generate(OF_FILE);
		const pictures = [1, 2].map((n) => ({ front: fileOf(png(400, 300, n), `${n}.png`) }));
		const failed = await workflow.execute(rows('a', 'b'), { files: pictures });
		expect(errorOf(failed).message).toMatch(/^Item 1: A quota .* nothing was generated/);
		isMended = true;
		const retried = await workflow.retry(failed);
		expect(retried.output.map(({ json }) => json.TaskId)).toEqual(
			emulator.ledger.ofKind('task').map(({ id }) => id),
		);
		expect(retried.hints).toMatchObject([
			{ message: expect.stringMatching(/^Item 1: a task was started/) as string },
		]);
	});

	test('that are gone when it comes to sending are said to be, and nothing is sent', async () => {
		await storingOnDisk(async ({ folder }) => {
			const id = 'workflows/1/executions/1/binary_data/front';
			await mkdir(join(folder, dirname(id)), { recursive: true });
			await writeFile(join(folder, id), png(400, 300));
			await writeFile(join(folder, `${id}.metadata`), JSON.stringify({ fileSize: 1_000 }));
			const front = { ...fileOf(Buffer.alloc(0), 'front.png'), id: `filesystem-v2:${id}` };
			// Items are read before the first call, and the second one leaves when the task of the first has ended.
			emulator.setFaults(() => void rmSync(join(folder, id), { force: true }));
			const row = {
				...image({ source: '={{ $json.source }}', url: LINK, binaryPropertyName: 'front' }),
			};
			const workflow = generate({ ...OF_FILE, ...row }, { options: { maxConcurrentTasks: 1 } });
			const items = [
				{ name: 'a', source: 'url' },
				{ name: 'b', source: 'binary' },
			];
			const execution = await workflow.execute(items, { files: [{}, { front }] });
			expect(errorOf(execution).message).toContain(
				'Item 1: A file of the item could not be read any more, so nothing was sent and nothing was generated.',
			);
			expect(sent().map(({ Prompt }) => Prompt)).toEqual(['a']);
		});
	});

	test('that are too large, or no images, are refused', async () => {
		const tooLarge = fileOf(Buffer.concat([png(20, 20), Buffer.alloc(10_485_760)]), 'large.png');
		const gif = fileOf(Buffer.from('GIF89a'), 'moving.gif', 'image/gif');
		const execution = await generate(OF_FILE, { settings: CONTINUE }).execute(rows('a', 'b'), {
			files: [{ front: tooLarge }, { front: gif }],
		});
		expect(execution.output.map(({ json }) => json.error)).toEqual([
			"Item 0: 'Images': image 1 is 10.1 MB, but must be at most 10 MB. Nothing was sent.",
			"Item 1: 'Images': image 1 is a GIF image, but only PNG, JPEG and WebP images are accepted. Nothing was sent.",
		]);
	});
});

test('an answer that was lost starts no second task', async () => {
	emulator.setFaults(({ action, index }) =>
		action === GENERATE && index === 0 ? LOST : undefined,
	);
	const execution = await generate().execute(rows('a'));
	expect(execution.output.map(({ json }) => json.TaskId)).toEqual(
		emulator.ledger.ofKind('task').map(({ id }) => id),
	);
	expect(emulator.ledger.ofKind('task')).toHaveLength(1);
});

test.each([
	['InvalidParameterValue.SubAppId', /^Check 'Sub-Application'/],
	['InvalidParameterValue', /^Compare the model and its version with the rest/],
	['InvalidParameterValue.FileId', /^Check each 'File ID'/],
	['LimitExceeded.Quota', /^The sub-application has a quota for AI generation/],
])('says what to do about %s', async (code, remedy) => {
	emulator.setFaults(() => ({ kind: 'tencentError', stage: 'before', code }));
	expect(errorOf(await generate().execute(rows('a'))).description).toMatch(remedy);
});

test('says what to do about a task that has failed', async () => {
	emulator.setTaskLives(() => ({
		runsMs: 0,
		end: {
			kind: 'failure',
			errCode: 70_000,
			errCodeExt: 'InternalError',
			message: 'invalid params',
		},
	}));
	const { message, description } = errorOf(await generate().execute(rows('a')));
	expect(message).toMatch(/^Item 0: The task failed, so nothing was generated: .* TaskId \S+\.$/);
	expect(description).toMatch(/Compare the model and its version .* says: invalid params/);
});

test('as a tool, an unknown outcome tells the model not to call again', async () => {
	emulator.setFaults(({ action }) =>
		action === GENERATE || action === 'DescribeTasks' ? LOST : undefined,
	);
	const agent = agentOn(emulator, [[row('a')]], 'engine', { operation: generateVideo });
	const execution = await agent.execute();
	expect(JSON.stringify(execution.json('Agent'))).toMatch(
		/It is unknown whether the video was generated.*Do not call this tool again for this video\./,
	);
	expect(emulator.ledger.ofKind('task')).toHaveLength(1);
});
