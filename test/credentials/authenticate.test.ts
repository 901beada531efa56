import { nodeContext } from './engine';

import fc from 'fast-check';
import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	IHttpRequestOptions,
} from 'n8n-workflow';
import { inspect } from 'node:util';
import { TencentCloudApi } from '../../credentials/TencentCloudApi.credentials';
import {
	answerJson,
	isSigned,
	type RecordingServer,
	type Respond,
	startRecordingServer,
} from './recordingServer';

const SECRET_KEY = 'a-secret-key-that-no-one-may-see';
const HEADERS = { 'x-tc-action': 'CreateAigcVideoTask', 'x-tc-version': '2018-07-17' };

const servers: RecordingServer[] = [];

afterEach(async () => {
	jest.restoreAllMocks();
	for (const server of servers.splice(0)) await server.close();
});

async function recordingServer(respond?: Respond): Promise<RecordingServer> {
	const server = await startRecordingServer(respond);
	servers.push(server);
	return server;
}

function credentialFor(url: string): ICredentialDataDecryptedObject {
	return { site: 'custom', endpoint: url, secretId: 'AKIDexample', secretKey: SECRET_KEY };
}

/** Sends a request to `url` and resolves, or rejects, with what the helper of n8n gave. */
type Send = (
	url: string,
	body: unknown,
	headers?: IDataObject,
	more?: Partial<IHttpRequestOptions>,
) => Promise<unknown>;

/** As nodes send: n8n's helper for all but the HTTP Request node. */
const asNode: Send = async (url, body, headers = HEADERS, more = {}) => {
	const { context } = nodeContext(credentialFor(url));
	const answer: unknown = await context.helpers.httpRequestWithAuthentication.call(
		context,
		'tencentCloudApi',
		{
			baseURL: url,
			url: '/',
			method: 'POST',
			headers,
			body: body as IDataObject,
			...more,
		},
	);
	return answer;
};

/** As the built-in HTTP Request node sends. Source: HttpRequestV3.node.ts of n8n. */
function asHttpRequestNode(responseFormat: object): Send {
	return async (url, body, headers = HEADERS, more = {}) => {
		const { context } = nodeContext(credentialFor(url));
		const answer: unknown = await context.helpers.requestWithAuthentication.call(
			context,
			'tencentCloudApi',
			{
				headers: { ...headers, accept: 'application/json,text/*;q=0.99' },
				method: 'POST',
				uri: url,
				gzip: true,
				rejectUnauthorized: true,
				followRedirect: true,
				followAllRedirects: true,
				maxRedirects: undefined,
				resolveWithFullResponse: true,
				timeout: 300_000,
				body,
				...responseFormat,
				...more,
			},
		);
		return answer;
	};
}

describe.each([
	['a node', asNode],
	['the HTTP Request node', asHttpRequestNode({ encoding: null, json: false, useStream: true })],
	['the HTTP Request node that is set to JSON', asHttpRequestNode({ json: true })],
])('a request of %s', (_title, send) => {
	it.each<[string, unknown, string]>([
		['an object', { Prompt: '<<<element_1>>> walks', SubAppId: 1 }, ''],
		['several scripts', { Name: '未命名 Ünïcödé مرحبا 👩‍🚀 \u2028 \ud800' }, ''],
		['an empty object', {}, '{}'],
		['nothing', undefined, '{}'],
		['JSON text', '{ "Name" : "\\u672a 名" }', '{ "Name" : "\\u672a 名" }'],
		['JSON text with blanks around it', '\n {"Name": "名"} \n', '{"Name": "名"}'],
	])('arrives as it was signed: %s', async (_case, body, text) => {
		const server = await recordingServer();

		await send(server.url, body);

		const [request] = server.received;
		expect(server.received).toHaveLength(1);
		expect(request?.body.toString()).toBe(text || JSON.stringify(body));
		expect(request && isSigned(request, SECRET_KEY)).toBe(true);
		expect(request?.headers).toMatchObject({
			'content-type': 'application/json; charset=utf-8',
			'x-tc-action': 'CreateAigcVideoTask',
			'x-tc-version': '2018-07-17',
			'x-tc-language': 'en-US',
		});
		expect(request?.headers.authorization).toContain(
			'/vod/tc3_request, SignedHeaders=content-type;host;x-tc-action,',
		);
	});

	it('arrives as it was signed, whatever the body', async () => {
		const server = await recordingServer();

		await fc.assert(
			fc.asyncProperty(
				fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue({ stringUnit: 'binary' })),
				fc.boolean(),
				async (value, asText) => {
					const text = JSON.stringify(value);
					await send(server.url, asText ? text : value);
					const request = server.received.at(-1);

					expect(request?.body.toString()).toBe(text);
					expect(request && isSigned(request, SECRET_KEY)).toBe(true);
				},
			),
			{ numRuns: 50 },
		);
	});

	it.each<[string, Partial<IHttpRequestOptions>]>([
		['a user name and password', { auth: { username: 'me', password: 'a-password' } }],
		['empty query parameters', { qs: {} }],
	])('is signed all the same with %s', async (_case, more) => {
		const server = await recordingServer();

		await send(server.url, { A: 1 }, HEADERS, more);

		const [request] = server.received;
		expect(server.received).toHaveLength(1);
		expect(request?.headers.authorization).toMatch(/^TC3-HMAC-SHA256 /);
		expect(request && isSigned(request, SECRET_KEY)).toBe(true);
	});

	it('is not led elsewhere by a redirect', async () => {
		const elsewhere = await recordingServer();
		const server = await recordingServer((response) => {
			response.writeHead(302, { Location: elsewhere.url }).end();
		});

		await expect(send(server.url, {})).rejects.toThrow('302');
		expect(server.received).toHaveLength(1);
		expect(elsewhere.received).toHaveLength(0);
	});

	it('is refused before anything is sent, with a text for the user and no secret', async () => {
		const server = await recordingServer();

		const refusal: unknown = await send(server.url, {}, {}).catch((error: unknown) => error);

		expect(refusal).toMatchObject({
			message: expect.stringContaining('The request needs the header X-TC-Action') as string,
		});
		expect(inspect(refusal, { depth: Infinity })).not.toContain(SECRET_KEY);
		expect(server.received).toHaveLength(0);
	});
});

describe('authenticate', () => {
	it('signs anew, at the new time, when n8n repeats a request after HTTP 401', async () => {
		let now = Date.UTC(2026, 0, 1, 0, 0, 0, 999);
		jest.spyOn(Date, 'now').mockImplementation(() => now);
		const server = await recordingServer((response, index) => {
			now += 60_000;
			response.statusCode = index === 0 ? 401 : 200;
			answerJson(response, {});
		});

		await asNode(server.url, { Name: '名' });

		expect(server.received.map(({ headers }) => headers['x-tc-timestamp'])).toEqual([
			'1767225600',
			'1767225660',
		]);
		expect(server.received.map((request) => isSigned(request, SECRET_KEY))).toEqual([true, true]);
		expect(server.received.map(({ body }) => body.toString())).toEqual(
			Array(2).fill('{"Name":"名"}'),
		);
	});

	it('changes neither the credential nor the request that it is given', async () => {
		const credential = Object.freeze(credentialFor('http://127.0.0.1:9911'));
		const request = Object.freeze({
			url: 'http://127.0.0.1:9911/',
			method: 'POST' as const,
			headers: Object.freeze({ ...HEADERS }),
			body: Object.freeze({ A: 1 }),
			timeout: 1000,
		});

		const signed = await new TencentCloudApi().authenticate(credential, request);

		expect(signed).toMatchObject({ body: '{"A":1}', timeout: 1000 });
	});
});
