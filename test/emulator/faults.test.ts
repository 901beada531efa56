import { EventEmitter, once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { startEmulator, type Emulator } from './emulator';
import { timersRunning, useFakeTimeouts } from './fakeTimers';
import type { Fault, Stage } from './faults';
import { call, ELEMENT, open, responseOf, send } from './rawClient';

const SITUATIONS = [
	{ tls: false, stage: 'before' },
	{ tls: false, stage: 'after' },
	{ tls: true, stage: 'before' },
	{ tls: true, stage: 'after' },
] as const;

const ANY_TEXT: unknown = expect.any(String);

const events = new EventEmitter();
let emulator: Emulator;

async function start(tls: boolean, fault?: Fault): Promise<void> {
	emulator = await startEmulator({ tls, onCall: () => events.emit('handled') });
	emulator.setFaults(() => fault);
}

afterEach(async () => {
	jest.useRealTimers();
	await emulator.close();
});

/** What the client saw is one thing, what exists another. */
function expectMade(stage: Stage): void {
	expect(emulator.ledger.made).toHaveLength(stage === 'after' ? 1 : 0);
}

/** An answer whose body may never come. */
async function headOf(): Promise<IncomingMessage> {
	const [response] = (await once(open(emulator), 'response')) as [IncomingMessage];
	return response;
}

describe.each(SITUATIONS)('$stage the element is created, TLS $tls', ({ tls, stage }) => {
	afterEach(() => expectMade(stage));

	test('reset', async () => {
		await start(tls, { kind: 'reset', stage });
		await expect(send(emulator)).rejects.toMatchObject({
			code: 'ECONNRESET',
			message: 'read ECONNRESET',
		});
	});

	test('hangUp', async () => {
		await start(tls, { kind: 'hangUp', stage });
		await expect(send(emulator)).rejects.toMatchObject({
			code: 'ECONNRESET',
			message: 'socket hang up',
		});
	});

	test('stallHeaders', async () => {
		await start(tls, { kind: 'stallHeaders', stage });
		const stalled = open(emulator);
		const end = Promise.race([once(stalled, 'response'), once(stalled, 'error')]);
		await once(events, 'handled');
		emulator.setFaults(() => undefined);
		await call(emulator, { action: 'DescribeSubAppIds', body: {} });
		await emulator.close();
		await expect(end).rejects.toMatchObject({ code: 'ECONNRESET' });
	});

	test('stallBody', async () => {
		await start(tls, { kind: 'stallBody', stage });
		const response = await headOf();
		const [half] = (await once(response, 'data')) as [Buffer];
		expect(half.length).toBeLessThan(Number(response.headers['content-length']));
		const end = Promise.race([once(response, 'data'), once(response, 'end')]);
		emulator.setFaults(() => undefined);
		await call(emulator, { action: 'DescribeSubAppIds', body: {} });
		await emulator.close();
		await expect(end).rejects.toMatchObject({ code: 'ECONNRESET', message: 'aborted' });
	});

	test('cutBody', async () => {
		await start(tls, { kind: 'cutBody', stage });
		const response = await headOf();
		expect(response.statusCode).toBe(200);
		await expect(once(response.resume(), 'end')).rejects.toMatchObject({
			code: 'ECONNRESET',
			message: 'aborted',
		});
	});

	test('drip', async () => {
		await start(tls, { kind: 'drip', stage });
		useFakeTimeouts();
		const opened = open(emulator);
		await timersRunning(1);
		jest.advanceTimersByTime(20);
		const [response] = (await once(opened, 'response')) as [IncomingMessage];
		for (let i = 0; i < 3; i++) {
			expect(String((await once(response, 'data'))[0])).toBe(' ');
			jest.advanceTimersByTime(20);
		}
		response.destroy();
		await timersRunning(0);
	});

	test('padding', async () => {
		await start(tls, { kind: 'padding', stage, bytes: 50_000_000 });
		const { text } = await send(emulator);
		expect(text.length).toBeGreaterThan(50_000_000);
		expect(responseOf(text).ElementId).toBe(emulator.ledger.made[0]?.id);
	});

	test('noElementId', async () => {
		await start(tls, { kind: 'noElementId', stage });
		expect(await call(emulator)).toEqual({ RequestId: ANY_TEXT });
	});

	test.each([301, 302, 303, 307, 308] as const)('redirect %i', async (status) => {
		const location = 'http://127.0.0.1:1/elsewhere';
		await start(tls, { kind: 'redirect', stage, status, location });
		expect(await send(emulator)).toMatchObject({ status, headers: { location }, text: '' });
	});

	test.each([200, 401, 403, 407, 408, 499, 500, 502, 503, 504])('http %i', async (status) => {
		await start(tls, { kind: 'http', stage, status, body: 'html' });
		const { headers, ...answer } = await send(emulator);
		expect(answer.status).toBe(status);
		expect(answer.text).toMatch(/^<html>/);
		expect(headers['content-type']).toBe('text/html');
		expect('www-authenticate' in headers).toBe(status === 401);
		expect('proxy-authenticate' in headers).toBe(status === 407);
	});

	test('http with an empty body', async () => {
		await start(tls, { kind: 'http', stage, status: 200, body: 'empty' });
		expect(await send(emulator)).toMatchObject({ status: 200, text: '' });
	});

	test("http with JSON that is not Tencent Cloud's", async () => {
		await start(tls, { kind: 'http', stage, status: 500, body: 'json' });
		const { status, text } = await send(emulator);
		expect(status).toBe(500);
		expect(JSON.parse(text)).toEqual({ message: ANY_TEXT });
	});

	test.each([
		'InternalError',
		'FailedOperation',
		'ServiceUnavailable',
		'RequestLimitExceeded',
		'RequestLimitExceeded.IPLimitExceeded',
		'RequestLimitExceeded.UinLimitExceeded',
		'RequestLimitExceeded.GlobalRegionUinLimitExceeded',
	])('tencentError %s', async (code) => {
		await start(tls, { kind: 'tencentError', stage, code });
		const { status, text } = await send(emulator);
		expect(status).toBe(200);
		expect(responseOf(text)).toEqual({
			Error: { Code: code, Message: ANY_TEXT },
			RequestId: emulator.ledger.calls[0]?.requestId,
		});
	});

	test('tencentError with another HTTP status', async () => {
		await start(tls, { kind: 'tencentError', stage, code: 'InternalError', status: 500 });
		const { status, text } = await send(emulator);
		expect(status).toBe(500);
		expect(responseOf(text).Error?.Code).toBe('InternalError');
	});
});

test.each([
	['gzip, deflate', 'gzip'],
	['identity', undefined],
])('wholeThenCut for a client that accepts %s', async (accepted, encoding) => {
	await start(false, { kind: 'wholeThenCut', stage: 'after', framing: 'chunked', then: 'close' });
	const opened = open(emulator, { headers: { 'Accept-Encoding': accepted } });
	const [{ headers }] = (await once(opened, 'response')) as [IncomingMessage];
	expect(headers['content-encoding']).toBe(encoding);
});

const EVERY_AFTER: Fault[] = [
	{ kind: 'reset', stage: 'after' },
	{ kind: 'hangUp', stage: 'after' },
	{ kind: 'stallBody', stage: 'after' },
	{ kind: 'cutBody', stage: 'after' },
	{ kind: 'wholeThenCut', stage: 'after', framing: 'chunked', then: 'reset' },
	{ kind: 'lateBody', stage: 'after', ms: 10 },
	{ kind: 'drip', stage: 'after' },
	{ kind: 'padding', stage: 'after', bytes: 1_000_000 },
	{ kind: 'http', stage: 'after', status: 502, body: 'html' },
	{ kind: 'noElementId', stage: 'after' },
];

test.each(EVERY_AFTER)('$kind for a client that has left meanwhile harms nobody', async (fault) => {
	emulator = await startEmulator({ answerMs: [20, 20], onCall: () => events.emit('handled') });
	emulator.setFaults(({ index }) => (index === 0 ? fault : undefined));
	const leaving = open(emulator);
	const gone = once(leaving, 'error');
	await once(events, 'handled');
	leaving.destroy(new Error('left'));
	await gone;
	// Its answer takes as long and so comes after the one that nobody waits for.
	expect(await call(emulator)).toHaveProperty('ElementId');
	expect(emulator.ledger.summary()).toMatchObject({ calls: 2, made: 2 });
});

test('numericElementId: a number that loses its last digits when it is parsed', async () => {
	await start(false, { kind: 'numericElementId' });
	const { text } = await send(emulator);
	const { id } = emulator.ledger.made[0] ?? {};
	expect(text).toContain(`"ElementId":${id},`);
	expect(String(responseOf(text).ElementId)).not.toBe(id);
});

test.each([
	[10, 'AuthFailure.SignatureExpire'],
	[-10, 'AuthFailure.SignatureExpire'],
	[4, undefined],
])('skewedClock by %i minutes', async (minutes, code) => {
	await start(false, { kind: 'skewedClock', minutes });
	const { headers, text } = await send(emulator);
	expect(responseOf(text).Error?.Code).toBe(code);
	const difference = Date.parse(headers.date ?? '') - Date.now();
	expect(Math.round(difference / 60_000)).toBe(minutes);
});

test.each([
	['close', 'Client network socket disconnected before secure TLS connection was established'],
	['reset', 'read ECONNRESET'],
] as const)('connection fault %s: broken before TLS is up', async (fault, message) => {
	await start(true);
	await call(emulator);
	emulator.setConnectionFaults((index) => (index === 1 ? fault : undefined));
	await call(emulator);
	await expect(call(emulator)).rejects.toMatchObject({ code: 'ECONNRESET', message });
	await call(emulator);
	expect(emulator.ledger.calls).toHaveLength(3);
});

test('a connection that is reset before its fault strikes harms nobody', async () => {
	await start(false);
	emulator.setConnectionFaults((index) => (index === 0 ? 'close' : undefined));
	const socket = connect(emulator.port, '127.0.0.1');
	await once(socket, 'connect');
	socket.resetAndDestroy();
	expect(await call(emulator)).toHaveProperty('ElementId');
});

test('a plan sees index, action and name of a call', async () => {
	await start(false);
	const seen: unknown[] = [];
	emulator.setFaults((target) => void seen.push(target));
	await call(emulator, { body: { ...ELEMENT, ElementName: 'fox' } });
	await call(emulator, { action: 'DescribeSubAppIds', body: {} });
	expect(seen).toEqual([
		{ index: 0, action: 'CreateAigcCustomElement', name: 'fox' },
		{ index: 1, action: 'DescribeSubAppIds', name: undefined },
	]);
});

test('a fault after a refusal takes the place of the refusal', async () => {
	await start(false, { kind: 'noElementId', stage: 'after' });
	expect(await call(emulator, { body: {} })).not.toHaveProperty('Error');
	expect(emulator.ledger.calls).toMatchObject([{ outcome: { code: 'MissingParameter' } }]);
});
