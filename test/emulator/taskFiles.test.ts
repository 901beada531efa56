import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import fc from 'fast-check';
import { startEmulator, type Emulator, type EmulatorOptions } from './emulator';
import { only, type Fault } from './faults';
import { pngOf } from './png';
import { call, ELEMENT, VIDEO } from './rawClient';
import { fileOfTask, pollTask, startTask } from './taskClient';
import { apply, commit, put, read } from './uploadClient';

const SEVEN_DAYS_MS = 7 * 24 * 60 * 60 * 1000;

let emulator: Emulator;

async function start(options?: EmulatorOptions): Promise<void> {
	emulator = await startEmulator(options);
}

afterEach(async () => {
	await emulator.close();
});

const hashOf = (algorithm: string, text: string) =>
	createHash(algorithm).update(text, 'latin1').digest('hex');

const named = (Prompt: string) => ({ body: { ...VIDEO, Prompt } });

/** How much of a file arrives, and whether it ends well. */
async function arrivalOf(url: string): Promise<{ status: number; bytes: number; end: string }> {
	const [response] = (await once(request(url, { agent: false }).end(), 'response')) as [
		IncomingMessage,
	];
	let bytes = 0;
	const status = response.statusCode ?? 0;
	try {
		for await (const chunk of response) bytes += (chunk as Buffer).length;
		return { status, bytes, end: 'whole' };
	} catch (error) {
		return { status, bytes, end: (error as Error).message };
	}
}

describe('the file of a task', () => {
	test('is served as the task tells of it', async () => {
		await start();
		const body = {
			...VIDEO,
			OutputConfig: { Duration: 7, Resolution: '1080P', AspectRatio: '9:16' },
		};
		const { FileUrl, MetaData } = await fileOfTask(emulator, { body });
		const head = await read(FileUrl, { method: 'HEAD' });
		const whole = await read(FileUrl);
		const headers = { 'content-length': '200000', 'content-type': 'video/mp4' };
		expect([head, whole]).toMatchObject([
			{ status: 200, headers, text: '' },
			{ status: 200, headers },
		]);
		expect(whole.text).toHaveLength(200_000);
		expect(MetaData).toMatchObject({
			...{ Size: 200_000, Md5: hashOf('md5', whole.text) },
			...{ Duration: 7, Width: 1080, Height: 1920 },
		});
		expect(emulator.files).toEqual([
			{
				...{ url: FileUrl, taskId: emulator.tasks[0]?.taskId, name: VIDEO.Prompt },
				...{ md5: MetaData.Md5, sha256: hashOf('sha256', whole.text) },
				...{ size: 200_000, downloads: 1 },
			},
		]);
		expect(emulator.ledger.calls.slice(-2)).toMatchObject([
			{ action: 'HeadObject', name: VIDEO.Prompt, outcome: { kind: 'answered' } },
			{ action: 'GetObject', name: VIDEO.Prompt, outcome: { kind: 'answered' } },
		]);
	});

	test('is no other than this, and is no file of the account while it is temporary', async () => {
		await start();
		const one = await fileOfTask(emulator);
		const other = await fileOfTask(emulator);
		expect(one.FileUrl).not.toBe(other.FileUrl);
		expect(new Set(emulator.files.map(({ sha256 }) => sha256)).size).toBe(2);
		expect(emulator.ledger.ofKind('file')).toEqual([]);
	});

	test('is a file of the account when it is permanent', async () => {
		await start();
		const OutputConfig = { StorageMode: 'Permanent', MediaName: 'fox', ClassId: 4 };
		const file = await fileOfTask(emulator, { body: { ...VIDEO, OutputConfig } });
		expect(file).toMatchObject({ FileType: 'mp4', MediaName: 'fox', ClassId: 4 });
		const { sha256, size } = emulator.files[0] ?? {};
		expect(emulator.ledger.ofKind('file')).toMatchObject([
			{ id: file.FileId, name: VIDEO.Prompt, action: 'CreateAigcVideoTask', sha256, size },
		]);
	});

	test('exists from the end of its task for seven days', async () => {
		let now = Date.now();
		await start({ now: () => now });
		emulator.setTaskLives(() => ({ runsMs: 7_000, end: { kind: 'success' } }));
		const taskId = await startTask(emulator);
		expect(emulator.files).toEqual([]);
		now += 7_000;
		const [file] = emulator.files;
		const url = file?.url ?? '';
		expect(await pollTask(emulator, taskId)).toMatchObject({
			Output: { FileInfos: [{ FileUrl: url }] },
		});
		now += SEVEN_DAYS_MS - 1;
		expect(await read(url)).toMatchObject({ status: 200 });
		now += 1;
		const gone = await read(url);
		expect(gone).toMatchObject({ status: 404 });
		expect(gone.text).toContain('<Code>NoSuchKey</Code>');
	});

	test('does not outlive a reset', async () => {
		await start();
		const { FileUrl } = await fileOfTask(emulator);
		emulator.reset();
		expect(emulator.files).toEqual([]);
		expect((await read(FileUrl)).text).toContain('UnsupportedProtocol');
	});

	test('goes out no faster than it is taken', async () => {
		await start({ videoBytes: 64 * 1024 * 1024 });
		const { FileUrl } = await fileOfTask(emulator);
		const [response] = (await once(request(FileUrl, { agent: false }).end(), 'response')) as [
			IncomingMessage,
		];
		await read(FileUrl, { range: 'bytes=-9' });
		expect(emulator.files).toMatchObject([{ downloads: 0 }]);
		await once(response.resume(), 'end');
		expect(emulator.files).toMatchObject([{ downloads: 1 }]);
	});
});

test.each([0, 1, 31, 32, 33, 65_567, 65_568, 65_569, 131_105])(
	'a clip of %i bytes is served whole and in parts',
	async (videoBytes) => {
		await start({ videoBytes });
		const { FileUrl, MetaData } = await fileOfTask(emulator);
		const { text } = await read(FileUrl);
		expect(text).toHaveLength(videoBytes);
		expect(emulator.files).toMatchObject([
			{ md5: hashOf('md5', text), sha256: hashOf('sha256', text) },
		]);
		expect(MetaData).toMatchObject({ Size: videoBytes });
		const position = fc.nat(videoBytes + 10);
		await fc.assert(
			fc.asyncProperty(position, position, async (one, other) => {
				const [first, last] = [Math.min(one, other), Math.max(one, other)];
				const part = await read(FileUrl, { range: `bytes=${first}-${last}` });
				expect(part.text).toBe(text.slice(first, last + 1));
			}),
			{ numRuns: 20 },
		);
	},
);

test('a test may make the files itself', async () => {
	const seen: unknown[] = [];
	await start({
		fileOf: (file) => {
			seen.push(file);
			return file.name === 'fox' ? Buffer.from('a clip') : undefined;
		},
	});
	const { FileUrl, MetaData } = await fileOfTask(emulator, named('fox'));
	await fileOfTask(emulator);
	expect(await read(FileUrl)).toMatchObject({ text: 'a clip' });
	expect(MetaData).toMatchObject({ Size: 6, Md5: hashOf('md5', 'a clip') });
	expect(emulator.files.map(({ size }) => size)).toEqual([6, 200_000]);
	const [{ taskId } = { taskId: '' }] = emulator.tasks;
	expect(seen[0]).toEqual({
		...{ kind: 'video', taskId, name: 'fox', position: 0 },
		...{ request: named('fox').body, frame: { width: 1280, height: 720 } },
	});
});

describe('a fault aimed at a download', () => {
	const after = { stage: 'after' } as const;
	const page = { kind: 'http', body: 'html' } as const;

	async function download(fault: Fault, action = 'GetObject'): Promise<string> {
		await start();
		const { FileUrl } = await fileOfTask(emulator, named('fox'));
		emulator.setFaults(only(action, ({ name }) => (name === 'fox' ? fault : undefined)));
		return FileUrl;
	}

	test.each<[Fault, { status?: number; bytes?: number; end: string }, number]>([
		[{ kind: 'cutBody', ...after }, { bytes: 100_000, end: 'aborted' }, 0],
		[{ kind: 'cutBody', ...after, then: 'reset' }, { end: 'aborted' }, 0],
		[
			{ kind: 'wholeThenCut', ...after, framing: 'length', then: 'close' },
			{ bytes: 200_000, end: 'aborted' },
			1,
		],
		[
			{ kind: 'wholeThenCut', ...after, framing: 'connection', then: 'close' },
			{ bytes: 200_000, end: 'whole' },
			1,
		],
		[{ kind: 'lateBody', ...after, ms: 5 }, { bytes: 200_000, end: 'whole' }, 1],
		[{ kind: 'padding', ...after, bytes: 500_000 }, { bytes: 500_000, end: 'whole' }, 0],
		[{ kind: 'noElementId', ...after }, { status: 200, bytes: 0, end: 'whole' }, 0],
		[{ ...page, stage: 'before', status: 403 }, { status: 403, end: 'whole' }, 0],
		[{ ...page, ...after, status: 404 }, { status: 404, end: 'whole' }, 0],
		[{ ...page, stage: 'before', status: 500 }, { status: 500, end: 'whole' }, 0],
		[{ kind: 'tencentError', stage: 'before', code: 'SlowDown' }, { status: 503, end: 'whole' }, 0],
	])('%j', async (fault, arrival, downloads) => {
		expect(await arrivalOf(await download(fault))).toMatchObject(arrival);
		expect(emulator.files).toMatchObject([{ downloads }]);
		expect(emulator.ledger.calls.at(-1)).toMatchObject({ action: 'GetObject', fault: fault.kind });
	});

	test.each<Fault>([
		{ kind: 'reset', stage: 'before' },
		{ kind: 'hangUp', ...after },
	])('%j', async (fault) => {
		await expect(arrivalOf(await download(fault))).rejects.toMatchObject({ code: 'ECONNRESET' });
		expect(emulator.files).toMatchObject([{ downloads: 0 }]);
	});

	test('silence in the middle, until the client has had enough', async () => {
		const url = await download({ kind: 'stallBody', ...after });
		const downloading = request(url, { agent: false }).end();
		const [response] = (await once(downloading, 'response')) as [IncomingMessage];
		let bytes = 0;
		for await (const chunk of response) {
			bytes += (chunk as Buffer).length;
			if (bytes === 100_000) break;
		}
		expect(bytes).toBe(100_000);
		expect(emulator.files).toMatchObject([{ downloads: 0 }]);
	});

	test('a HEAD alone, and the MediaUrl of an upload by its name', async () => {
		const url = await download({ ...page, stage: 'before', status: 403 }, 'HeadObject');
		expect(await read(url)).toMatchObject({ status: 200 });
		expect(await read(url, { method: 'HEAD' })).toMatchObject({ status: 403 });
		const applied = await apply(emulator);
		await put(emulator, applied);
		const { MediaUrl } = await commit(emulator, applied);
		emulator.setFaults(({ name }) =>
			name === 'front' ? { kind: 'hangUp', stage: 'before' } : undefined,
		);
		await expect(read(String(MediaUrl))).rejects.toMatchObject({ code: 'ECONNRESET' });
		expect(await read(url)).toMatchObject({ status: 200 });
	});
});

test('a clip is no picture for an element, a picture of the same task kind is', async () => {
	await start({ fileOf: ({ name }) => (name === 'fox' ? pngOf(300, 400, 0) : undefined) });
	const clip = await fileOfTask(emulator);
	const picture = await fileOfTask(emulator, named('fox'));
	const elementOf = (ElementFrontalImage: string) =>
		call(emulator, { body: { ...ELEMENT, ElementFrontalImage } });
	expect((await elementOf(clip.FileUrl)).Error?.Message).toMatch('is neither JPEG nor PNG');
	expect(picture.MetaData).toMatchObject({ Width: 300, Height: 400 });
	expect(await elementOf(picture.FileUrl)).toHaveProperty('ElementId');
});
