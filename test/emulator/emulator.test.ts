import { connect } from 'node:net';
import { once } from 'node:events';
import {
	EMULATOR_SUB_APP_ID,
	startEmulator,
	type Emulator,
	type EmulatorOptions,
} from './emulator';
import { timersRunning, useFakeTimeouts } from './fakeTimers';
import { closedPort } from './loopback';
import { call, ELEMENT, open, send, VIDEO } from './rawClient';
import { sdkClient } from './sdkClient';

const TOKEN = 'temporary token';
let emulator: Emulator;

async function start(options?: EmulatorOptions): Promise<Emulator> {
	emulator = await startEmulator(options);
	return emulator;
}

afterEach(async () => {
	await emulator.close();
});

describe.each([{ tls: false }, { tls: true }])("the official SDK's client, %o", (options) => {
	test('creates an element', async () => {
		await start(options);
		const answer = await sdkClient(emulator).CreateAigcCustomElement(ELEMENT);
		expect(emulator.ledger.made).toEqual([
			{
				kind: 'element',
				id: answer.ElementId,
				name: ELEMENT.ElementName,
				requestId: answer.RequestId,
				createdAt: emulator.ledger.calls[0]?.arrivedAt,
				callIndex: 0,
				action: 'CreateAigcCustomElement',
				request: ELEMENT,
			},
		]);
	});

	test('gets the error that the service answers', async () => {
		await start(options);
		const tooMany = Array.from({ length: 4 }, () => ({ ImageUrl: 'https://example.com/a.png' }));
		const creating = sdkClient(emulator).CreateAigcCustomElement({
			...ELEMENT,
			ElementReferList: tooMany,
		});
		await expect(creating).rejects.toMatchObject({ code: 'InvalidParameterValue' });
		expect(emulator.ledger.summary()).toMatchObject({ calls: 1, made: 0 });
	});
});

test("the official SDK's client uses a temporary key", async () => {
	await start({ token: TOKEN });
	const answer = await sdkClient(emulator, TOKEN).DescribeSubAppIds({});
	expect(answer).toMatchObject({
		SubAppIdInfoSet: [{ SubAppId: EMULATOR_SUB_APP_ID }],
		TotalCount: 1,
	});
});

test('an answer has the form and the Date of the service', async () => {
	const now = Date.UTC(2026, 0, 2, 3, 4, 5);
	await start({ now: () => now });
	const { status, headers, text } = await send(emulator, { timestamp: now / 1000 });
	expect(status).toBe(200);
	expect(headers.date).toBe('Fri, 02 Jan 2026 03:04:05 GMT');
	expect(headers['content-type']).toBe('application/json');
	const element = emulator.ledger.made[0];
	expect(element?.createdAt).toBe(now);
	expect(JSON.parse(text)).toEqual({
		Response: { ElementId: element?.id, RequestId: element?.requestId },
	});
});

test('a client that leaves in mid request is no call, and the next one is served', async () => {
	await start();
	const socket = connect(emulator.port, '127.0.0.1');
	socket.write('POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n\r\n{"Elem');
	await once(socket, 'connect');
	socket.resetAndDestroy();
	await call(emulator);
	expect(emulator.ledger.calls).toHaveLength(1);
});

test('the same seed gives the same identifiers, another one others', async () => {
	const identifiers = async (seed: number) => {
		await start({ seed });
		const { ElementId, RequestId } = await call(emulator);
		await emulator.close();
		return [ElementId, RequestId];
	};
	const first = await identifiers(7);
	expect(await identifiers(7)).toEqual(first);
	expect(await identifiers(8)).not.toEqual(first);
});

describe('latency', () => {
	beforeEach(useFakeTimeouts);
	afterEach(() => {
		jest.useRealTimers();
	});

	test('a request counts when it has travelled, and is answered when the work is done', async () => {
		await start({ travelMs: [20, 30], answerMs: [40, 60] });
		const request = open(emulator);
		const response = once(request, 'response');
		await timersRunning(1);
		jest.advanceTimersByTime(19);
		expect(jest.getTimerCount()).toBe(1);
		expect(emulator.ledger.calls).toHaveLength(0);
		jest.advanceTimersByTime(11);
		await timersRunning(1);
		expect(emulator.ledger.made).toHaveLength(1);
		jest.advanceTimersByTime(39);
		expect(jest.getTimerCount()).toBe(1);
		jest.advanceTimersByTime(21);
		expect(jest.getTimerCount()).toBe(0);
		expect(await response).toMatchObject([{ statusCode: 200 }]);
	});

	test('a refusal does not wait for work', async () => {
		await start({ answerMs: [1, 1] });
		const { Error } = await call(emulator, { secretKey: 'wrong' });
		expect(Error?.Code).toBe('AuthFailure.SignatureFailure');
	});

	test.each([
		['on its way', { travelMs: [1, 1] }, 0],
		['in work', { answerMs: [1, 1] }, 1],
	] as const)('a call %s ends when the emulator closes', async (_case, options, made) => {
		await start(options);
		const broken = once(open(emulator), 'error');
		await timersRunning(1);
		expect(emulator.ledger.made).toHaveLength(made);
		await emulator.close();
		expect(jest.getTimerCount()).toBe(0);
		expect(await broken).toMatchObject([{ code: 'ECONNRESET' }]);
	});
});

test('reset empties the account and ends faults and quota, but no identifier comes back', async () => {
	await start();
	const { ElementId: first } = await call(emulator);
	const { TaskId } = await call(emulator, { action: 'CreateAigcVideoTask', body: VIDEO });
	emulator.setFaults(() => ({ kind: 'hangUp', stage: 'after' }));
	emulator.setQuota({ kind: 'leakyBucket', perSecond: 0.001 });
	emulator.reset();
	expect(emulator.ledger.summary()).toEqual({
		calls: 0,
		made: 0,
		throttled: 0,
		madeTwice: [],
	});
	const { ElementId: second } = await call(emulator);
	const { ElementId: third } = await call(emulator);
	const task = await call(emulator, { action: 'DescribeTaskDetail', body: { TaskId } });
	expect(task.Error?.Code).toBe('ResourceNotFound');
	expect(emulator.ledger.made).toMatchObject([
		{ id: second, callIndex: 0 },
		{ id: third, callIndex: 1 },
	]);
	expect(new Set([first, second, third]).size).toBe(3);
});

test('a closed port refuses connections', async () => {
	await start();
	const socket = connect(await closedPort(), '127.0.0.1');
	expect(await once(socket, 'error').catch((error: unknown) => [error])).toMatchObject([
		{ code: 'ECONNREFUSED' },
	]);
});

test('a port that is taken is an error', async () => {
	await start();
	await expect(startEmulator({ port: emulator.port })).rejects.toMatchObject({
		code: 'EADDRINUSE',
	});
});
