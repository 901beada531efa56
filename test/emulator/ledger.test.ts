import { startEmulator, type Emulator } from './emulator';
import type { CallRecord } from './ledger';
import { call, ELEMENT, send } from './rawClient';

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

	const { calls, elements } = emulator.ledger;
	const name = ELEMENT.ElementName;
	const create = { action: 'CreateAigcCustomElement', name };
	expect(calls).toMatchObject([
		{
			...create,
			index: 0,
			requestId: first.RequestId,
			outcome: { kind: 'created', elementId: first.ElementId },
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
			outcome: { kind: 'created', elementId: elements[1]?.elementId },
			fault: 'tencentError',
		},
		{ ...create, index: 3, outcome: { kind: 'notHandled' }, fault: 'http' },
		{ index: 4, action: 'DescribeSubAppIds', outcome: { kind: 'answered' } },
		{ index: 5, action: 'Nothing', outcome: { code: 'AuthFailure.SignatureFailure' } },
	]);
	expect(seen).toEqual(calls);
	expect(elements).toMatchObject([{ callIndex: 0 }, { callIndex: 2 }]);
	expect(emulator.ledger.summary()).toEqual({
		calls: 6,
		made: 2,
		throttled: 1,
		namesMadeTwice: [name],
	});
	expect(emulator.ledger.made(name)).toBe(2);
	expect(emulator.ledger.made('another')).toBe(0);
	expect(emulator.ledger.element(first.ElementId ?? '')).toBe(elements[0]);
});

test('counts many calls at once, each of them one time', async () => {
	const names = Array.from({ length: 100 }, (_, position) => `name ${position}`);
	const answers = await Promise.all(
		names.map((ElementName) => call(emulator, { body: { ...ELEMENT, ElementName } })),
	);
	const { calls, elements } = emulator.ledger;
	expect(calls.map(({ index }) => index)).toEqual([...names.keys()]);
	expect(emulator.ledger.summary()).toEqual({
		calls: 100,
		made: 100,
		throttled: 0,
		namesMadeTwice: [],
	});
	const told = answers.map(({ ElementId }, position) => [ElementId, names[position]]);
	const kept = elements.map(({ elementId, request }) => [elementId, request.ElementName]);
	expect(kept.sort()).toEqual(told.sort());
});
