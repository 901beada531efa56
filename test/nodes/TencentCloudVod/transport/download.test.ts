/** One download through n8n's request helper into n8n's store, from a server that breaks off where it likes. */
import type { Socket } from 'node:net';
import { gzipSync } from 'node:zlib';

import { CLOCK } from '../../../../nodes/TencentCloudVod/execution/clock';
import {
	download,
	type DownloadEnd,
	type DownloadLimits,
} from '../../../../nodes/TencentCloudVod/transport/download';
import { closedPort, LOOPBACK } from '../../../emulator/loopback';
import { head, startRawServer, type RawServer } from '../../../support/rawServer';
import { Engine } from '../../../workflow/engine';
import { storingOnDisk } from '../../../workflow/fileStore';
import { probe, ProbeApi, probeCredentials } from '../../../workflow/probe';
import { CLEARS_HALF_FILES } from '../../../workflow/version';

const MANY = 'x'.repeat(5_000_000);

let server: RawServer | undefined;
afterEach(async () => {
	await server?.close();
	server = undefined;
});

const never = new AbortController().signal;

async function fetched(url: string, limits: Partial<DownloadLimits> = {}): Promise<DownloadEnd> {
	const all = { idleMs: 60_000, clock: CLOCK, signal: never, ...limits };
	const ends: DownloadEnd[] = [];
	const node = probe(async function () {
		ends.push(await download(this, url, (type) => `name.${type.replace('/', '-')}`, all));
		return [[]];
	});
	await new Engine(node, [new ProbeApi()]).workflow({ credentials: probeCredentials }).execute();
	const [end] = ends;
	if (!end) throw new Error('It did not end');
	return end;
}

/** @returns how it ended, when the connection had been given up, too, unless it may be kept */
async function downloadOf(
	answer: (socket: Socket) => void,
	limits?: Partial<DownloadLimits>,
): Promise<DownloadEnd> {
	server = await startRawServer(answer);
	const end = await fetched(`${server.url}/a/b.mp4?sign=1`, limits);
	if (end.kind !== 'stored') await server.allClosed();
	return end;
}

const five = head(200, { 'Content-Length': 5, 'Content-Type': 'Video/MP4; codecs=avc1' });

const stored = (text: string) => ({
	kind: 'stored',
	binary: { data: Buffer.from(text).toString('base64'), fileName: 'name.video-mp4' },
});

test('brings what was announced, with no credential, in one piece', async () => {
	const end = await downloadOf((socket) => socket.write(`${five}hello`));
	expect(end).toMatchObject(stored('hello'));
	expect(end).toMatchObject({ binary: { mimeType: 'video/mp4' } });
	const [request = ''] = server?.requests ?? [];
	expect(request).toMatch(/^GET \/a\/b\.mp4\?sign=1 HTTP/);
	expect(request).toMatch(/^accept-encoding: identity\r$/im);
	expect(request).not.toMatch(/authorization|x-key/i);
});

test.each<[string, (socket: Socket) => void, object]>([
	['cut off after its last byte', (socket) => socket.end(`${five}hello`), stored('hello')],
	['longer than announced', (socket) => socket.write(`${five}hello, world`), stored('hello')],
	[
		'a page of something on the way',
		(socket) => {
			const type = { 'Content-Type': 'text/html; charset=utf-8' };
			socket.write(`${head(200, { 'Content-Length': 5, ...type })}Hello`);
		},
		{ kind: 'webPage' },
	],
	['cut off before its end', (socket) => socket.end(`${five}hell`), { kind: 'broken' }],
	[
		'compressed, so that its length says nothing',
		(socket) => {
			const body = gzipSync('hello, world '.repeat(20));
			const headers = { 'Content-Length': body.length, 'Content-Encoding': 'gzip' };
			socket.write(head(200, headers));
			socket.write(body);
		},
		{ kind: 'broken', code: '' },
	],
	[
		'without a length',
		(socket) => socket.write(`${head(200, { 'Transfer-Encoding': 'chunked' })}5\r\nhello\r\n`),
		{ kind: 'unbounded' },
	],
	['empty', (socket) => socket.end(head(200, { 'Content-Length': 0 })), { kind: 'unbounded' }],
	[
		'not to be had, with a page that has no end',
		(socket) => socket.write(head(403, { 'Content-Length': 2 * MANY.length }) + MANY),
		{ kind: 'answered', status: 403 },
	],
	[
		'only a part of it',
		(socket) => socket.write(`${head(206, { 'Content-Length': 5 })}hello`),
		{ kind: 'answered', status: 206 },
	],
	[
		'elsewhere',
		(socket) => socket.write(head(302, { Location: 'http://a.example/b', 'Content-Length': 9 })),
		{ kind: 'redirected', location: 'http://a.example/b' },
	],
	['never answered', (socket) => socket.destroy(), { kind: 'noAnswer', why: { kind: 'failed' } }],
])('a file that is %s', async (_title, answer, end) => {
	expect(await downloadOf(answer)).toMatchObject(end);
});

test('a type that says nothing is told by the name', async () => {
	server = await startRawServer((socket) =>
		socket.write(
			`${head(200, { 'Content-Length': 5, 'Content-Type': 'binary/octet-stream' })}hello`,
		),
	);
	const end = await fetched(server.url);
	expect(end).toMatchObject({ kind: 'stored', binary: { mimeType: expect.any(String) as string } });
	expect(end).not.toMatchObject({ binary: { mimeType: 'binary/octet-stream' } });
});

describe.each<[string, string]>([
	['before the answer', ''],
	['in the middle', `${five}hell`],
])('silence %s', (_title, bytes) => {
	test('is cut off', async () => {
		const end = await downloadOf((socket) => void (bytes && socket.write(bytes)), { idleMs: 50 });
		expect(end).toMatchObject(
			bytes === '' ? { kind: 'noAnswer', why: { kind: 'deadline' } } : { kind: 'broken' },
		);
	});

	test('ends with a cancel, at once', async () => {
		const cancel = new AbortController();
		const answer = (socket: Socket) =>
			bytes === '' ? cancel.abort() : socket.write(bytes, () => cancel.abort());
		const end = await downloadOf((socket) => void answer(socket), { signal: cancel.signal });
		expect(['noAnswer', 'broken']).toContain(end.kind);
	});
});

test('where nobody listens', async () => {
	const end = await fetched(`http://${LOOPBACK}:${await closedPort()}`);
	expect(end).toMatchObject({ kind: 'noAnswer', why: { code: 'ECONNREFUSED' } });
});

describe("with n8n's store on disk", () => {
	test('it is stored, by its length', async () => {
		await storingOnDisk(async (store) => {
			const length = head(200, { 'Content-Length': MANY.length });
			const end = await downloadOf((socket) => socket.write(length + MANY));
			const { id = '' } = end.kind === 'stored' ? end.binary : {};
			expect((await store.read(id)).toString()).toBe(MANY);
			expect(await store.files()).toHaveLength(1);
		});
	});

	test('of one that broke off nothing is left', async () => {
		await storingOnDisk(async (store) => {
			const length = head(200, { 'Content-Length': MANY.length + 1 });
			expect(await downloadOf((socket) => socket.end(length + MANY))).toMatchObject({
				kind: 'broken',
			});
			expect(await store.files()).toHaveLength(CLEARS_HALF_FILES ? 0 : 1);
		});
	});

	test('a store that fails is told from a server that does, and lets the server go', async () => {
		await storingOnDisk(async (store) => {
			server = await startRawServer((socket) =>
				socket.write(head(200, { 'Content-Length': 2 * MANY.length }) + MANY),
			);
			await store.spoil();
			expect(await fetched(server.url)).toMatchObject({
				kind: 'notStored',
				message: expect.stringMatching(/ENOTDIR|EEXIST/) as string,
			});
			await server.allClosed();
		});
	});
});
