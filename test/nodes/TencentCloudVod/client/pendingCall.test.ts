import type { Entry } from '../../../../nodes/TencentCloudVod/client/entry';
import { ProcessMemory, type Slot } from '../../../../nodes/TencentCloudVod/client/memory';
import type { Outcome, Unknown } from '../../../../nodes/TencentCloudVod/client/outcome';
import { PendingCall, type BatchItem } from '../../../../nodes/TencentCloudVod/client/pendingCall';
import { plan } from '../../../../nodes/TencentCloudVod/client/plan';

const CALLER = { executionId: '17', keyHash: 'k' };

function slotIn(memory: ProcessMemory<string>, key: string): Slot<string> {
	return {
		key,
		recall: () => memory.recall(key),
		record: (entry) => memory.record(key, entry),
	};
}

function item(index: number, input: string, memory = new ProcessMemory<string>(99)) {
	const place = slotIn(memory, String(index));
	return { index, inputHash: input, place, reuse: slotIn(memory, input) };
}

describe('the plan of a batch', () => {
	const planned = (items: Array<BatchItem<string>>) => plan(items, () => true);

	test('has one call for each input, in the order of their first items', () => {
		const { calls } = planned([
			item(2, 'owl'),
			item(4, 'fox'),
			item(5, 'owl'),
			item(6, 'elk'),
			item(9, 'owl'),
		]);

		expect(calls.map((call) => call.sharers.map(({ index }) => index))).toEqual([
			[2, 5, 9],
			[4],
			[6],
		]);
	});

	test('has a call for each item where inputs are not shared', () => {
		const items = [item(0, 'owl'), item(1, 'owl')].map((one) => ({ ...one, reuse: undefined }));

		expect(planned(items).calls).toHaveLength(2);
	});

	test('has no call without items', () => {
		expect(planned([])).toEqual({ calls: [], owners: [] });
	});
});

const created: Outcome<string> = { kind: 'done', value: 'id', requestId: 'r' };
const doubt: Unknown = { kind: 'unknown', reason: 'deadline', code: '', requestId: undefined };
const refused: Outcome<string> = {
	kind: 'refused',
	reason: 'http',
	code: 'HTTP 403',
	requestId: undefined,
};
const notSent: Outcome<string> = { kind: 'notSent', reason: 'unreachable', code: 'ENOTFOUND' };

function newCall() {
	const one = item(0, 'fox');
	return new PendingCall<string, BatchItem<string>>(one, [one]);
}

test.each<[string, Outcome<string>, number]>([
	['created', created, 0],
	['refused', refused, 0],
	['not sent', notSent, 0],
	['unknown', doubt, 1],
])('without a doubt the last outcome counts: %s', (_title, outcome, unknownSends) => {
	const end = {
		outcome,
		sentAt: 2_000,
		unknownSends,
		failedBefore: 0,
		inputHash: 'fox',
		...CALLER,
	};

	expect(newCall().endWith(outcome, 2_000, CALLER)).toMatchObject(end);
});

test.each<[string, Outcome<string>, Outcome<string>, number, number]>([
	['a creation takes it away', created, created, 2_000, 1],
	['a refusal does not', refused, doubt, 1_000, 1],
	['a call that was not sent does not', notSent, doubt, 1_000, 1],
	['another one counts with it', doubt, doubt, 2_000, 2],
])('of a doubt, %s', (_title, last, outcome, sentAt, unknownSends) => {
	const call = newCall();
	const entry: Entry<string> = { ...call.endWith(doubt, 1_000, CALLER), outcome: doubt };
	call.settle(entry);

	expect(call.endWith(last, 2_000, CALLER)).toEqual({
		...entry,
		session: outcome === doubt ? entry.session : undefined,
		outcome,
		sentAt,
		unknownSends,
	});
});

describe('the SessionId', () => {
	const started: Outcome<string> = { kind: 'started', taskId: 't', status: 'W', requestId: 'r' };
	const failedTask: Outcome<string> = {
		...{ kind: 'taskFailed', taskId: 't', code: 'InternalError', message: '', requestId: 'r' },
	} as const;
	const sentOnce = (outcome: Outcome<string>) => {
		const call = newCall();
		const { session } = call;
		const end = call.endWith(outcome, 1_000, CALLER) as Entry<string>;
		call.count(outcome, 0);
		call.settle(end);
		return { call, end, session };
	};
	/** That of the same row in an execution that has only what was saved. */
	const recalled = (end: Entry<string>, one = item(0, 'fox')) => {
		const call = new PendingCall<string, BatchItem<string>>(one, [one]);
		call.learn([JSON.parse(JSON.stringify(end)) as Entry<string>]);
		return call.session;
	};

	test('fits what Tencent Cloud takes', () => {
		expect(newCall().session).toMatch(/^[\w-]{16,50}$/);
	});

	test.each([
		['a doubt', doubt],
		['a start', started],
		['a call that was not sent', notSent],
	])('stays the same after %s', (_title, outcome) => {
		const { call, end, session } = sentOnce(outcome);
		expect(call.session).toBe(session);
		expect(recalled(end)).toBe(session);
	});

	test('stays that of the doubt when its place or Reuse is another', () => {
		const { end, session } = sentOnce(doubt);
		const memory = new ProcessMemory<string>(9);
		expect(recalled(end, item(5, 'owl', memory))).toBe(session);
		expect(recalled(end, { ...item(0, 'fox'), reuse: slotIn(memory, 'other') })).toBe(session);
	});

	test.each([
		['a refusal', refused],
		['a task that failed', failedTask],
	])('is another after %s, the same for all who know of it', (_title, outcome) => {
		const { call, end, session } = sentOnce(outcome);
		expect(call.session).not.toBe(session);
		expect(recalled(end)).toBe(call.session);
	});

	test('stays the same where a refusal comes after a doubt', () => {
		const { call, session } = sentOnce(doubt);
		call.count(refused, 0);
		expect(call.session).toBe(session);
	});

	test('goes by the input where it is reused, else by the place', () => {
		const sessionOf = (one: BatchItem<string>) =>
			new PendingCall<string, BatchItem<string>>(one, [one]).session;
		expect(sessionOf(item(0, 'fox'))).toBe(sessionOf(item(7, 'fox')));
		const placed = [0, 7].map((n) => sessionOf({ ...item(n, 'fox'), reuse: undefined }));
		expect(new Set(placed).size).toBe(2);
	});
});

test('a refusal is no certain failure while an earlier send is in doubt', () => {
	const call = newCall();
	call.settle(call.endWith(doubt, 1_000, CALLER));
	call.count(refused, 0);
	expect(call.failedBefore).toBe(0);
	const other = newCall();
	other.count(refused, 0);
	expect(other.failedBefore).toBe(1);
});
