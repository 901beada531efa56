import COS from 'cos-nodejs-sdk-v5';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { startEmulator, type Emulator, type EmulatorOptions } from './emulator';
import { only, type Fault } from './faults';
import { call, UPLOAD } from './rawClient';
import { sdkClient } from './sdkClient';
import { apply, commit, encoded, put, type Applied, type RawPut } from './uploadClient';

const NOW_SECONDS = 1_767_323_045;
const LIFETIME_SECONDS = 2 * 60 * 60;
const BYTES = Buffer.from('some bytes');
const sha256 = createHash('sha256').update(BYTES).digest('hex');
const md5 = createHash('md5').update(BYTES).digest('hex');

let emulator: Emulator;
let nowSeconds = NOW_SECONDS;

async function start(options?: EmulatorOptions): Promise<void> {
	nowSeconds = NOW_SECONDS;
	emulator = await startEmulator({ now: () => nowSeconds * 1000, ...options });
}

afterEach(async () => {
	await emulator.close();
});

async function codeOfCommit(applied: Pick<Applied, 'VodSessionKey'>): Promise<string | undefined> {
	return (await commit(emulator, applied, nowSeconds)).Error?.Code;
}

describe.each([{ tls: false }, { tls: true }])("the official SDKs' clients, %o", ({ tls }) => {
	const own = () => ({ Domain: `127.0.0.1:${emulator.port}` });
	const bucket = () => ({ Ip: `127.0.0.1:${emulator.port}` });

	test.each([
		["to the emulator's own host", own],
		["to the bucket's host, led to the emulator", bucket],
	])('upload a file %s', async (_case, where) => {
		await start({ tls, now: Date.now });
		const vod = sdkClient(emulator);
		const applied = (await vod.ApplyUpload(UPLOAD)) as Applied;
		const { SecretId, SecretKey, Token } = applied.TempCertificate;
		const cos = new COS({
			SecretId,
			SecretKey,
			SecurityToken: Token,
			Protocol: tls ? 'https:' : 'http:',
			StrictSsl: false,
			...where(),
		});
		const { ETag } = await cos.putObject({
			Bucket: applied.StorageBucket,
			Region: applied.StorageRegion,
			Key: applied.MediaStoragePath.slice(1),
			Body: BYTES,
		});
		expect(ETag).toBe(`"${md5}"`);
		const { VodSessionKey } = applied;
		const { FileId, MediaUrl } = await vod.CommitUpload({
			VodSessionKey,
			SubAppId: UPLOAD.SubAppId,
		});
		expect(MediaUrl).toMatch(`${emulator.url}/`);
		expect(emulator.ledger.ofKind('file')).toMatchObject([
			{ id: FileId, name: 'front', request: UPLOAD, sha256, size: BYTES.length, callIndex: 2 },
		]);
		const calls = emulator.ledger.calls.map(({ action, name }) => [action, name]);
		expect(calls).toEqual([
			['ApplyUpload', 'front'],
			['PutObject', 'front'],
			['CommitUpload', 'front'],
		]);
	});
});

test.each<[string, (applied: Applied) => RawPut, number, string]>([
	['no signature', () => ({ headers: { Authorization: undefined } }), 403, 'AccessDenied'],
	['another SecretId', () => ({ secretId: 'AKIDsomebody' }), 403, 'InvalidAccessKeyId'],
	['another SecretKey', () => ({ secretKey: 'wrong' }), 403, 'SignatureDoesNotMatch'],
	[
		'the path signed as it is sent',
		({ MediaStoragePath }) => ({ signedPath: encoded(MediaStoragePath) }),
		403,
		'SignatureDoesNotMatch',
	],
	[
		'another Host than signed',
		() => ({ headers: { Host: 'localhost' } }),
		403,
		'SignatureDoesNotMatch',
	],
	[
		'another bucket',
		() => ({ host: 'other-1250000000.cos.ap-chongqing.myqcloud.com' }),
		404,
		'NoSuchBucket',
	],
	[
		'no token',
		() => ({ headers: { 'x-cos-security-token': undefined } }),
		403,
		'InvalidAccessKeyId',
	],
	['not yet', () => ({ keyTime: [NOW_SECONDS + 1, NOW_SECONDS + 9] }), 403, 'AccessDenied'],
	['no more', () => ({ keyTime: [NOW_SECONDS - 9, NOW_SECONDS - 1] }), 403, 'AccessDenied'],
	[
		'no Content-Length',
		() => ({ headers: { 'Content-Length': undefined, 'Transfer-Encoding': 'chunked' } }),
		411,
		'MissingContentLength',
	],
])('COS refuses in XML and stores nothing: %s', async (_case, change, status, code) => {
	await start();
	const applied = await apply(emulator, nowSeconds);
	const answer = await put(emulator, applied, change(applied));
	expect(answer).toMatchObject({ status, headers: { 'content-type': 'application/xml' } });
	expect(answer.text).toContain(`<Code>${code}</Code>`);
	expect(emulator.ledger.calls.at(-1)?.outcome).toEqual({ kind: 'refused', code });
	expect(await codeOfCommit(applied)).toBe('ResourceNotFound');
});

test('a certificate is good for its own path', async () => {
	await start();
	const one = await apply(emulator, nowSeconds);
	const { MediaStoragePath } = await apply(emulator, nowSeconds);
	const answer = await put(emulator, { ...one, MediaStoragePath });
	expect(answer.text).toContain('<Code>AccessDenied</Code>');
});

test('certificate and session end together', async () => {
	await start();
	const applied = await apply(emulator, nowSeconds);
	const keyTime: [number, number] = [0, NOW_SECONDS * 2];
	nowSeconds += LIFETIME_SECONDS;
	expect(await put(emulator, applied, { keyTime })).toMatchObject({ status: 200 });
	nowSeconds += 1;
	expect((await put(emulator, applied, { keyTime })).text).toContain('<Code>ExpiredToken</Code>');
	expect(await codeOfCommit(applied)).toBe('InvalidParameterValue.VodSessionKey');
});

test('a session key that was never given out is refused', async () => {
	await start();
	const code = await codeOfCommit({ VodSessionKey: 'none' });
	expect(code).toBe('InvalidParameterValue.VodSessionKey');
});

test('the SubAppId has to be the one of ApplyUpload', async () => {
	await start();
	const { VodSessionKey } = await apply(emulator, nowSeconds);
	const details = { action: 'CommitUpload', body: { VodSessionKey }, timestamp: nowSeconds };
	const { Error: error } = await call(emulator, details);
	expect(error?.Code).toBe('InvalidParameterValue.SubAppId');
});

describe('a session key that is committed again', () => {
	async function commitTwice(commitTwice?: 'refused'): Promise<object[]> {
		await start({ commitTwice });
		const applied = await apply(emulator, nowSeconds);
		await put(emulator, applied);
		const { RequestId: _one, ...first } = await commit(emulator, applied, nowSeconds);
		const { RequestId: _two, ...second } = await commit(emulator, applied, nowSeconds);
		expect(emulator.ledger.ofKind('file')).toHaveLength(1);
		return [first, second];
	}

	test('has the same file', async () => {
		const [first, second] = await commitTwice();
		expect(second).toEqual(first);
	});

	test('is refused, if asked for', async () => {
		const [, second] = await commitTwice('refused');
		expect(second).toMatchObject({ Error: { Code: 'InvalidParameterValue.VodSessionKey' } });
	});
});

test('the same bytes under two names are a double, other bytes under the same name are none', async () => {
	await start();
	for (const bytes of [BYTES, BYTES, Buffer.from('others')]) {
		const applied = await apply(emulator, nowSeconds);
		await put(emulator, applied, { bytes });
		await commit(emulator, applied, nowSeconds);
	}
	expect(emulator.ledger.summary().madeTwice).toEqual([{ kind: 'file', name: sha256 }]);
});

test('a PUT whose client leaves in mid body is no call', async () => {
	await start();
	const applied = await apply(emulator, nowSeconds);
	const socket = connect(emulator.port, '127.0.0.1');
	socket.write('PUT /a HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n\r\nhalf');
	await once(socket, 'connect');
	socket.resetAndDestroy();
	expect(await codeOfCommit(applied)).toBe('ResourceNotFound');
	expect(emulator.ledger.calls.map(({ action }) => action)).toEqual([
		'ApplyUpload',
		'CommitUpload',
	]);
});

describe('faults of a PUT', () => {
	async function putWith(fault: Fault): Promise<{ applied: Applied; answer: Promise<unknown> }> {
		await start();
		const applied = await apply(emulator, nowSeconds);
		emulator.setFaults(only('PutObject', ({ name }) => (name === 'front' ? fault : undefined)));
		return { applied, answer: put(emulator, applied) };
	}

	test.each([
		['before', 'ResourceNotFound'],
		['after', undefined],
	] as const)('%s it is stored', async (stage, code) => {
		const { applied, answer } = await putWith({ kind: 'reset', stage });
		await expect(answer).rejects.toMatchObject({ code: 'ECONNRESET' });
		expect(await codeOfCommit(applied)).toBe(code);
	});

	test('an error is in XML, with the status that COS gives with it', async () => {
		const { answer } = await putWith({ kind: 'tencentError', stage: 'before', code: 'SlowDown' });
		await expect(answer).resolves.toMatchObject({
			status: 503,
			text: expect.stringContaining('<Code>SlowDown</Code>') as string,
		});
	});

	test('success without ETag', async () => {
		const { answer } = await putWith({ kind: 'noElementId', stage: 'after' });
		await expect(answer).resolves.not.toHaveProperty('headers.etag');
	});

	test('an answer that HTTP does not end', async () => {
		const fault = {
			kind: 'wholeThenCut',
			stage: 'after',
			framing: 'length',
			then: 'close',
		} as const;
		const { answer } = await putWith(fault);
		await expect(answer).rejects.toMatchObject({ code: 'ECONNRESET', message: 'aborted' });
	});
});
