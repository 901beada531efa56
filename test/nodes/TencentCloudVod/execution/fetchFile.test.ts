/** By which URLs a file is asked for: https first where Tencent Cloud says http, and where a redirect may lead. */
import type { Server } from 'node:https';
import { createServer as createHttpsServer } from 'node:https';

import { fetchFile, type FetchEnd } from '../../../../nodes/TencentCloudVod/execution/fetchFile';
import { selfSignedIdentity } from '../../../emulator/certificate';
import { startConnectProxy } from '../../../emulator/connectProxy';
import { listen, shutDown } from '../../../emulator/loopback';
import { head, startRawServer } from '../../../support/rawServer';
import { trusting } from '../../../support/routes';
import { speedUp } from '../../../support/speed';
import { Engine, throughProxy } from '../../../workflow/engine';
import { probe, ProbeApi, probeCredentials } from '../../../workflow/probe';

const HOST = '1500000001.vod2.myqcloud.com';
const HELLO = `${head(200, { 'Content-Length': 5 })}hello`;

const closing: Array<() => Promise<void>> = [];
beforeEach(() => {
	const goBack = speedUp(100);
	closing.push(async () => goBack());
});
afterEach(async () => {
	for (const close of closing.splice(0)) await close();
});

async function fetched(url: string): Promise<FetchEnd> {
	const ends: FetchEnd[] = [];
	const node = probe(async function () {
		ends.push(await fetchFile(this, url, () => 'a.mp4', new AbortController().signal));
		return [[]];
	});
	await new Engine(node, [new ProbeApi()]).workflow({ credentials: probeCredentials }).execute();
	const [end] = ends;
	if (!end) throw new Error('It did not end');
	return end;
}

const HELLO_STORED = { kind: 'stored', binary: { data: Buffer.from('hello').toString('base64') } };

/** Request lines, and the Host that was asked for. */
async function viaRawServer(answers: readonly string[], url?: string) {
	const server = await startRawServer((socket, number) => {
		const answer = answers[Math.min(number, answers.length - 1)] ?? '';
		if (answer === '') socket.destroy();
		else socket.end(answer);
	});
	closing.push(() => server.close());
	const ask = async () => await fetched(url ?? `${server.url}/a.mp4`);
	const end = await (url === undefined ? ask() : throughProxy(server.url, ask));
	const lines = server.requests.map((request) => request.split(' HTTP/')[0]);
	return { end, lines, url: server.url };
}

test('https comes first on hosts of VOD, and http is the way back', async () => {
	const { end, lines } = await viaRawServer(['', HELLO], `http://${HOST}/a.mp4`);
	expect(end).toMatchObject(HELLO_STORED);
	expect(lines).toEqual([`CONNECT ${HOST}:443`, `GET http://${HOST}/a.mp4`]);
});

test('where https works, http is not used', async () => {
	const { key, certificate } = selfSignedIdentity([HOST], Date.now());
	const server: Server = createHttpsServer({ key, cert: certificate }, (_request, response) => {
		response.end('hello');
	});
	const targetPort = await listen(server, 0);
	closing.push(() => shutDown(server, []));
	const proxy = await startConnectProxy({ targetPort });
	closing.push(() => proxy.close());
	const end = await throughProxy(proxy.url, () =>
		trusting({ certificate }, () => fetched(`http://${HOST}/a.mp4`)),
	);
	expect(end).toMatchObject(HELLO_STORED);
	expect(proxy.tunnels).toEqual([`${HOST}:443`]);
});

test.each([
	['is followed on the same host', '/b.mp4', HELLO_STORED, 2],
	[
		'is not followed to others',
		'http://login.example.com/',
		{ kind: 'lost', loss: { reason: 'redirected' } },
		1,
	],
])('a redirect %s', async (_title, Location, end, requests) => {
	const away = head(302, { Location, 'Content-Length': 0 });
	const asked = await viaRawServer([away, HELLO]);
	expect(asked.end).toMatchObject(end);
	expect(asked.lines).toHaveLength(requests);
});

test('a redirect in a circle comes to its end', async () => {
	const asked = await viaRawServer([head(302, { Location: '/a.mp4', 'Content-Length': 0 })]);
	expect(asked.end).toMatchObject({ kind: 'lost', loss: { reason: 'redirected' } });
	expect(asked.lines).toHaveLength(4);
});

test('a file without a URL is lost', async () => {
	expect(await fetched('')).toEqual({ kind: 'lost', loss: { reason: 'noUrl', code: '' } });
});
