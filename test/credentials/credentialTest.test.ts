import { testBaseUrl, testCredential } from './engine';

import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { AUTH_FAILURES } from '../../credentials/tc3/authFailures';
import {
	type Emulator,
	EMULATOR_SECRET_ID,
	EMULATOR_SECRET_KEY,
	type EmulatorOptions,
	startEmulator,
} from '../emulator/emulator';
import type { Fault } from '../emulator/faults';
import { closedPort } from '../emulator/loopback';

const emulators: Emulator[] = [];

afterEach(async () => {
	for (const emulator of emulators.splice(0)) await emulator.close();
});

async function start(options?: EmulatorOptions): Promise<Emulator> {
	const emulator = await startEmulator(options);
	emulators.push(emulator);
	return emulator;
}

/** What a person types who wants to try the package on the emulator. */
function rightFor(url: string) {
	return {
		site: 'custom',
		endpoint: url,
		secretId: EMULATOR_SECRET_ID,
		secretKey: EMULATOR_SECRET_KEY,
	};
}

it('passes with the right key, whatever blanks were pasted with it', async () => {
	const { url, ledger } = await start();
	const { site, ...texts } = rightFor(`${url}/`);
	const pasted = Object.entries(texts).map(([name, value]) => [name, ` ${value}\n`] as const);

	for (const credential of [rightFor(url), { site, ...Object.fromEntries(pasted) }]) {
		await expect(testCredential(credential)).resolves.toEqual({
			status: 'OK',
			message: 'Connection successful!',
		});
	}
	expect(ledger.calls.map(({ action }) => action)).toEqual(Array(2).fill('DescribeSubAppIds'));
});

it.each<[string, ICredentialDataDecryptedObject, EmulatorOptions, string]>([
	['unknown SecretId', { secretId: 'AKIDother' }, {}, 'There is no such SecretId'],
	['wrong SecretKey', { secretKey: 'other' }, {}, 'The SecretKey does not belong'],
	['expired token', { sessionToken: 'old' }, { token: 'new' }, 'The session token has expired'],
	['missing token', {}, { token: 'new' }, 'The session token has expired'],
	['fast clock', {}, { now: () => Date.now() - 301_000 }, 'The clock of the machine'],
	['slow clock', {}, { now: () => Date.now() + 301_000 }, 'The clock of the machine'],
	['no SecretKey', { secretKey: '' }, {}, "Fill in 'SecretKey'"],
	['broken SecretId', { secretId: 'AKID\nother' }, {}, "'SecretId' in the Tencent Cloud API"],
	['no endpoint', { endpoint: '' }, {}, "Fill in 'Endpoint'"],
	['endpoint without scheme', { endpoint: '127.0.0.1:9911' }, {}, "'Endpoint' in the Tencent"],
	['endpoint with path', { endpoint: 'http://127.0.0.1/vod' }, {}, "'Endpoint' in the Tencent"],
])('fails and says why: %s', async (_title, change, options, text) => {
	const { url } = await start(options);

	const { status, message } = await testCredential({ ...rightFor(url), ...change });

	expect(status).toBe('Error');
	expect(message.slice(0, text.length)).toBe(text);
});

it.each([...AUTH_FAILURES])('fails and explains %s', async (code, { meaning, remedy }) => {
	const server = await start();
	server.setFaults(() => ({ kind: 'tencentError', stage: 'before', code }));

	await expect(testCredential(rightFor(server.url))).resolves.toEqual({
		status: 'Error',
		message: `${meaning} ${remedy}`,
	});
});

it.each<[string, Fault]>([
	['another code', { kind: 'tencentError', stage: 'before', code: 'InternalError' }],
	['a page of a proxy', { kind: 'http', stage: 'before', status: 200, body: 'html' }],
	['an empty answer', { kind: 'http', stage: 'before', status: 200, body: 'empty' }],
	['other JSON', { kind: 'http', stage: 'before', status: 200, body: 'json' }],
	['HTTP 401', { kind: 'http', stage: 'before', status: 401, body: 'json' }],
	['HTTP 502', { kind: 'http', stage: 'before', status: 502, body: 'html' }],
	['a redirect', { kind: 'redirect', stage: 'before', status: 302, location: 'http://127.0.0.1' }],
])('fails on anything that is no good answer: %s', async (_title, fault) => {
	const server = await start();
	server.setFaults(() => fault);

	const { status, message } = await testCredential(rightFor(server.url));

	expect(status).toBe('Error');
	expect(message).toContain('What came back is not the answer of Tencent Cloud VOD');
	expect(server.ledger.calls).toHaveLength(1);
});

it('fails when nothing listens at the endpoint; the text is then the one of n8n', async () => {
	const url = `http://127.0.0.1:${await closedPort()}`;

	await expect(testCredential(rightFor(url))).resolves.toEqual({
		status: 'Error',
		// Before n8n 2.34 it is a sentence.
		message: expect.stringMatching(/^ECONNREFUSED$|refused the connection/) as string,
	});
});

it.each([
	['international', 'https://vod.intl.tencentcloudapi.com'],
	['mainland', 'https://vod.tencentcloudapi.com'],
	['custom', 'http://127.0.0.1:9911'],
])('calls the chosen site: %s', (site, baseUrl) => {
	expect(testBaseUrl({ ...rightFor('http://127.0.0.1:9911'), site })).toBe(baseUrl);
});
