import { startEmulator, type Emulator } from './emulator';
import type { CallRecord } from './ledger';
import { only, type Fault } from './faults';
import { call, ELEMENT, send, VIDEO } from './rawClient';

let emulator: Emulator;
const seen: CallRecord[] = [];

beforeEach(async () => {
	seen.length = 0;
	emulator = await startEmulator({ onCall: (record) => seen.push(record) });
});

afterEach(async () => {
	await emulator.close();
});

test('has every call in the order of arrival, with what became of it', async () => {
	const faults = [
		undefined,
		{ kind: 'tencentError', stage: 'before', code: 'RequestLimitExceeded.UinLimitExceeded' },
		{ kind: 'tencentError', stage: 'after', code: 'InternalError' },
		{ kind: 'http', stage: 'before', status: 502, body: 'html' },
	] as const;
	emulator.setFaults(({ index }) => faults[index]);
	const first = await call(emulator);
	const throttled = await call(emulator);
	await call(emulator);
	await send(emulator);
	await call(emulator, { action: 'DescribeSubAppIds', body: {} });
	await call(emulator, { action: 'Nothing', secretKey: 'wrong' });

	const { calls, made } = emulator.ledger;
	const name = ELEMENT.ElementName;
	const create = { action: 'CreateAigcCustomElement', name };
	expect(calls).toMatchObject([
		{
			...create,
			index: 0,
			requestId: first.RequestId,
			outcome: { kind: 'made', thing: { kind: 'element', id: first.ElementId } },
			fault: undefined,
		},
		{
			...create,
			index: 1,
			requestId: throttled.RequestId,
			outcome: { kind: 'refused', code: 'RequestLimitExceeded.UinLimitExceeded' },
			fault: 'tencentError',
		},
		{
			...create,
			index: 2,
			outcome: { kind: 'made', thing: { kind: 'element', id: made[1]?.id } },
			fault: 'tencentError',
		},
		{ ...create, index: 3, outcome: { kind: 'notHandled' }, fault: 'http' },
		{ index: 4, action: 'DescribeSubAppIds', outcome: { kind: 'answered' } },
		{ index: 5, action: 'Nothing', outcome: { code: 'AuthFailure.SignatureFailure' } },
	]);
	expect(seen).toEqual(calls);
	expect(made).toMatchObject([{ callIndex: 0 }, { callIndex: 2 }]);
	expect(emulator.ledger.summary()).toEqual({
		calls: 6,
		made: 2,
		throttled: 1,
		madeTwice: [{ kind: 'element', name }],
	});
	expect(emulator.ledger.timesMade('element', name)).toBe(2);
	expect(emulator.ledger.timesMade('element', 'another')).toBe(0);
	expect(emulator.ledger.find(first.ElementId ?? '')).toBe(made[0]);
});

test('counts many calls at once, each of them one time', async () => {
	const names = Array.from({ length: 100 }, (_, position) => `name ${position}`);
	const answers = await Promise.all(
		names.map((ElementName) => call(emulator, { body: { ...ELEMENT, ElementName } })),
	);
	const { calls, made } = emulator.ledger;
	expect(calls.map(({ index }) => index)).toEqual([...names.keys()]);
	expect(emulator.ledger.summary()).toEqual({
		calls: 100,
		made: 100,
		throttled: 0,
		madeTwice: [],
	});
	const told = answers.map(({ ElementId }, position) => [ElementId, names[position]]);
	const kept = made.map(({ id, name }) => [id, name]);
	expect(kept.sort()).toEqual(told.sort());
});

describe.each([
	{ action: 'CreateAigcCustomElement', kind: 'element', body: ELEMENT, name: ELEMENT.ElementName },
	{ action: 'CreateAigcVideoTask', kind: 'task', body: VIDEO, name: VIDEO.Prompt },
] as const)('a fault aimed at $action', ({ action, kind, body, name }) => {
	const lost: Fault = { kind: 'noElementId', stage: 'after' };
	const others = [
		{ action: 'CreateAigcCustomElement', body: { ...ELEMENT, ElementName: 'another' } },
		{ action: 'CreateAigcVideoTask', body: { ...VIDEO, Prompt: 'another' } },
		{ action: 'DescribeSubAppIds', body: {} },
	].filter((other) => other.action !== action);

	test('strikes no other, and what is made again after it is seen as made twice', async () => {
		emulator.setFaults(only(action, ({ index }) => (index === 0 ? lost : undefined)));
		expect(Object.keys(await call(emulator, { action, body }))).toEqual(['RequestId']);
		const { ElementId, TaskId } = await call(emulator, { action, body });
		const [first, second] = emulator.ledger.ofKind(kind);
		expect(first).toMatchObject({ name, action, request: body, callIndex: 0 });
		expect([ElementId, TaskId]).toContain(second?.id);
		expect(emulator.ledger.calls[1]?.outcome).toEqual({
			kind: 'made',
			thing: { kind, id: second?.id },
		});
		expect(emulator.ledger.summary().madeTwice).toEqual([{ kind, name }]);

		emulator.setFaults(only(action, () => lost));
		for (const other of others) {
			expect(Object.keys(await call(emulator, other)).length).toBeGreaterThan(1);
		}
		expect(emulator.ledger.summary().madeTwice).toEqual([{ kind, name }]);
	});

	test('before it is handled leaves nothing made', async () => {
		emulator.setFaults(only(action, () => ({ kind: 'noElementId', stage: 'before' })));
		await call(emulator, { action, body });
		expect(emulator.ledger.made).toEqual([]);
		expect(emulator.ledger.calls).toMatchObject([{ action, name, fault: 'noElementId' }]);
	});
});

test('a name is made twice only within a kind', async () => {
	const name = 'fox';
	await call(emulator, { body: { ...ELEMENT, ElementName: name } });
	await call(emulator, { action: 'CreateAigcVideoTask', body: { ...VIDEO, Prompt: name } });
	expect(emulator.ledger.summary()).toMatchObject({ made: 2, madeTwice: [] });
	expect(emulator.ledger.timesMade('task', name)).toBe(1);
});
