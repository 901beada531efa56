import fc from 'fast-check';
import Sign from 'tencentcloud-sdk-nodejs-common/tencentcloud/common/sign';
import { EMULATOR_SECRET_ID, EMULATOR_SECRET_KEY, startEmulator, type Emulator } from './emulator';
import { call, ELEMENT } from './rawClient';
import type { ReceivedRequest } from './receivedRequest';
import { parseAuthorization, signatureAsDocumented } from './signature';

function received(body: Buffer, headers: ReceivedRequest['headers']): ReceivedRequest {
	return { method: 'POST', target: '/', headers, body, tooLarge: false };
}

// The examples of the API's documentation, "Signature v3", current and older.
const EXAMPLE = received(
	Buffer.from(
		String.raw`{"Limit": 1, "Filters": [{"Values": ["\u672a\u547d\u540d"], "Name": "instance-name"}]}`,
	),
	{
		'content-type': 'application/json; charset=utf-8',
		'x-tc-timestamp': '1551113065',
		'x-tc-action': 'DescribeInstances',
	},
);

test.each([
	[
		'*'.repeat(32),
		'content-type;host;x-tc-action',
		'10b1a37a7301a02ca19a647ad722d5e43b4b3cff309d421d85b46093f6ab6c4f',
	],
	[
		'Gu5t9xGARNpq86cd98joQYCN3EXAMPLE',
		'content-type;host',
		'72e494ea809ad7a8c8f7a4507b9bddcbaa8e581f516e8da2f66e2c5a96525168',
	],
])('published answer of key %s, signing %s', (secretKey, signedHeaders, signature) => {
	const credentialScope = '2019-02-25/cvm/tc3_request';
	const host = 'cvm.tencentcloudapi.com';
	expect(signatureAsDocumented(secretKey, EXAMPLE, host, { signedHeaders, credentialScope })).toBe(
		signature,
	);
});

test("agrees with the official SDK's signer on anything that both can sign", () => {
	const timestamps = fc.integer({ min: 0, max: 4_102_444_800 });
	const keys = fc.string({ minLength: 1 });
	fc.assert(
		fc.property(keys, timestamps, fc.uint8Array(), (secretKey, timestamp, bytes) => {
			const body = Buffer.from(bytes);
			const contentType = 'application/json';
			const authorization = parseAuthorization(
				Sign.sign3({
					method: 'POST',
					url: 'https://vod.intl.tencentcloudapi.com/',
					payload: body,
					timestamp,
					service: 'vod',
					secretId: 'AKIDexample',
					secretKey,
					multipart: false,
					boundary: '',
					headers: { 'Content-Type': contentType },
				}),
			);
			const request = received(body, {
				'content-type': contentType,
				'x-tc-timestamp': String(timestamp),
			});
			const scope = authorization ?? { signedHeaders: '', credentialScope: '' };
			expect(signatureAsDocumented(secretKey, request, 'vod.intl.tencentcloudapi.com', scope)).toBe(
				authorization?.signature,
			);
		}),
	);
});

describe('what is signed', () => {
	const timestamp = Math.floor(Date.now() / 1000);
	const body = JSON.stringify(ELEMENT);
	const contentType = 'application/json; charset=utf-8';
	const SCOPE = `${new Date(timestamp * 1000).toISOString().slice(0, 10)}/vod/tc3_request`;
	let emulator: Emulator;

	beforeAll(async () => {
		emulator = await startEmulator();
	});

	afterAll(async () => {
		await emulator.close();
	});

	/** The code that a signature of these things is refused with; undefined when it is accepted. */
	async function codeFor(signed: {
		headers: string;
		host: string;
		action?: string;
		scope?: string;
	}): Promise<string | undefined> {
		const { headers, host, action = 'CreateAigcCustomElement', scope = SCOPE } = signed;
		const request = received(Buffer.from(body), {
			'content-type': contentType,
			'x-tc-timestamp': String(timestamp),
			'x-tc-action': action,
		});
		const signature = signatureAsDocumented(EMULATOR_SECRET_KEY, request, host, {
			signedHeaders: headers,
			credentialScope: scope,
		});
		const Authorization =
			`TC3-HMAC-SHA256 Credential=${EMULATOR_SECRET_ID}/${scope}, ` +
			`SignedHeaders=${headers}, Signature=${signature}`;
		const { Error: error } = await call(emulator, { body, timestamp, headers: { Authorization } });
		return error?.Code;
	}

	test.each(['content-type;host', 'content-type;host;x-tc-action'])(
		'%s: the host as sent and without its port, today, for vod',
		async (headers) => {
			const host = `127.0.0.1:${emulator.port}`;
			const refused = 'AuthFailure.SignatureFailure';
			expect(await codeFor({ headers, host })).toBeUndefined();
			expect(await codeFor({ headers, host: '127.0.0.1' })).toBeUndefined();
			expect(await codeFor({ headers, host: '127.0.0.1:1' })).toBe(refused);
			expect(await codeFor({ headers, host, scope: SCOPE.replace('vod', 'cvm') })).toBe(refused);
			expect(await codeFor({ headers, host, scope: '2019-02-25/vod/tc3_request' })).toBe(refused);
		},
	);

	test('the signed headers have to be in order', async () => {
		const code = await codeFor({ headers: 'host;content-type', host: '127.0.0.1' });
		expect(code).toBe('AuthFailure.InvalidAuthorization');
	});

	test('a scope that is not the one of the signature is refused', async () => {
		const Authorization = Sign.sign3({
			method: 'POST',
			url: emulator.url,
			payload: Buffer.from(body),
			timestamp,
			service: 'vod',
			secretId: EMULATOR_SECRET_ID,
			secretKey: EMULATOR_SECRET_KEY,
			multipart: false,
			boundary: '',
			headers: { 'Content-Type': contentType },
		}).replace('/vod/', '/cvm/');
		const { Error: error } = await call(emulator, { body, timestamp, headers: { Authorization } });
		expect(error?.Code).toBe('AuthFailure.SignatureFailure');
	});

	test('a further header has to be the one that is sent', async () => {
		const headers = 'content-type;host;x-tc-action';
		const code = await codeFor({ headers, host: '127.0.0.1', action: 'DescribeSubAppIds' });
		expect(code).toBe('AuthFailure.SignatureFailure');
	});
});
