import { z } from 'zod';

import {
	entryGuard,
	mostCertain,
	type Entry,
} from '../../../../nodes/TencentCloudVod/client/entry';
import { hashOf } from '../../../../nodes/TencentCloudVod/client/hash';
import {
	JointMemory,
	mergeNewest,
	ProcessMemory,
	ReuseMemory,
	SavedMemory,
	type Entries,
} from '../../../../nodes/TencentCloudVod/client/memory';

const created = (value: string): Entry<string> => ({
	outcome: { kind: 'done', value, requestId: `request of ${value}` },
	sentAt: 1_767_225_600_000,
	unknownSends: 0,
	failedBefore: 0,
	executionId: '17',
	inputHash: 'i',
	keyHash: 'k',
});

const unknown = (unknownSends: number): Entry<string> => ({
	outcome: { kind: 'unknown', reason: 'deadline', code: '', requestId: undefined },
	sentAt: 1_767_225_600_000,
	unknownSends,
	failedBefore: 0,
	executionId: undefined,
	inputHash: 'i',
	keyHash: 'k',
});

const refused: Entry<string> = {
	outcome: {
		kind: 'refused',
		reason: 'code',
		code: 'InvalidParameterValue',
		message: 'https://cdn.shop.example/fox.jpg?secret=1 cannot be opened',
		requestId: 'r',
	},
	sentAt: 1_767_225_600_000,
	unknownSends: 0,
	failedBefore: 0,
	executionId: '17',
	inputHash: 'i',
	keyHash: 'k',
};

test.each([
	// By `printf '…' | sha256sum`.
	['', 'e3b0c44298fc1c149afbf4c8996fb924'],
	['{"ElementName":"Fox"}', 'db8b9791cee9c4376d1c008a909740ae'],
	['狐🦊', '8950071f089284e76d29ac7a1c6bae6c'],
])('the hash of %j', (text, hash) => {
	expect(hashOf(text)).toBe(hash);
});

const started: Entry<string> = {
	...created('a'),
	outcome: { kind: 'started', taskId: 't', status: 'WAITING', requestId: 'r' },
};
const taskFailed: Entry<string> = {
	...created('a'),
	outcome: { kind: 'taskFailed', taskId: 't', code: 'InternalError', message: '', requestId: 'r' },
};
/** As it is once an earlier one has failed for certain. */
const after = (entry: Entry<string>): Entry<string> => ({ ...entry, failedBefore: 1 });

describe('mostCertain', () => {
	it.each<[string, Array<Entry<string> | undefined>, Entry<string> | undefined]>([
		['nothing of nothing', [], undefined],
		['nothing of what is not there', [undefined, undefined], undefined],
		['the only one', [undefined, refused], refused],
		['created before unknown', [unknown(3), created('a')], created('a')],
		['created before refused', [refused, created('a')], created('a')],
		['unknown before refused', [refused, unknown(1)], unknown(1)],
		['the first of several that were created', [created('a'), created('b')], created('a')],
		['the unknown that was sent most often', [unknown(1), unknown(3), unknown(2)], unknown(3)],
		['created before all', [refused, unknown(3), undefined, created('a')], created('a')],
		['a start before the doubt that it ends', [unknown(3), started], started],
		['the failure of a task before its start', [started, taskFailed], taskFailed],
		['a new attempt before an old failure', [taskFailed, after(unknown(1))], after(unknown(1))],
		['a new start before an old failure', [taskFailed, after(started)], after(started)],
		['a start before a later refusal', [after(refused), started], started],
		['an unknown before a later refusal', [after(refused), unknown(1)], unknown(1)],
		['a later refusal before an old failure', [taskFailed, after(refused)], after(refused)],
		['created before a later attempt', [after(unknown(1)), created('a')], created('a')],
	])('is %s', (_title, entries, expected) => {
		const before = [...entries];

		expect(mostCertain(entries)).toEqual(expected);
		expect(entries).toEqual(before);
	});
});

function savedIn(entries: Entries) {
	const damaged: string[] = [];
	const memory = new SavedMemory(entries, entryGuard(z.string()), (key) => void damaged.push(key));
	return { memory, damaged };
}

describe('SavedMemory', () => {
	it.each(['toString', '__proto__', 'constructor', ''])('knows nothing of %j at first', (key) => {
		expect(savedIn({}).memory.recall(key)).toBeUndefined();
	});

	it.each<[string, Entry<string>]>([
		['created', created('a')],
		['unknown', unknown(2)],
		['a doubt with its session', { ...unknown(1), session: 'f'.repeat(32) }],
		['a task that runs', started],
		['a task that failed', { ...taskFailed, failedBefore: 3 }],
		['a throttle', { ...refused, outcome: throttle('RequestLimitExceeded') }],
	])('keeps an entry over JSON: %s', (_title, entry) => {
		const entries: Entries = {};
		savedIn(entries).memory.record('key', entry);
		const { memory, damaged } = savedIn(JSON.parse(JSON.stringify(entries)) as Entries);

		expect(memory.recall('key')).toEqual(entry);
		expect(memory.recall('another key')).toBeUndefined();
		expect(damaged).toEqual([]);
	});

	it("keeps a refusal without the server's text, and leaves the entry as it was", () => {
		const entries: Entries = {};
		savedIn(entries).memory.record('key', refused);

		expect(entries).toEqual({ key: { ...refused, outcome: { ...refused.outcome, message: '' } } });
		expect(JSON.stringify(entries)).not.toContain('https:');
		expect(refused.outcome).toHaveProperty('message', expect.stringContaining('https:'));
	});

	it.each<[string, unknown]>([
		['null', null],
		['a text', 'created'],
		['nothing in it', {}],
		['no outcome', { ...created('a'), outcome: undefined }],
		['an unheard-of outcome', { ...created('a'), outcome: { kind: 'made', value: 'a' } }],
		['an unheard-of reason', { ...unknown(1), outcome: { ...unknown(1).outcome, reason: 'x' } }],
		['a name of every object', { ...refused, outcome: { ...refused.outcome, reason: 'toString' } }],
		['an id that is no text', { ...created('a'), outcome: { kind: 'done', value: 7 } }],
		['a time that no date has', { ...created('a'), sentAt: 1e300 }],
		['no time', { ...created('a'), sentAt: 'yesterday' }],
		['no hash', { ...created('a'), inputHash: undefined }],
		['a task without an id', { ...started, outcome: { ...started.outcome, taskId: '' } }],
		['a failure without a code', { ...taskFailed, outcome: { ...taskFailed.outcome, code: 7 } }],
		['fewer than no failures', { ...started, failedBefore: -1 }],
		['a session that is none', { ...unknown(1), session: 7 }],
	])('tells of what is damaged, and goes on without it: %s', (_title, saved) => {
		const { memory, damaged } = savedIn({ key: saved });

		expect(memory.recall('key')).toBeUndefined();
		expect(damaged).toEqual(['key']);
		memory.record('key', created('b'));
		expect(memory.recall('key')).toEqual(created('b'));
	});
});

function throttle(code: string): Entry<string>['outcome'] {
	return { kind: 'refused', reason: 'throttled', code, requestId: undefined };
}

describe.each([
	['SavedMemory', () => savedIn({}).memory],
	['ProcessMemory', () => new ProcessMemory<string>(3)],
])('what a %s has recorded', (_name, open) => {
	it.each<[string, Entry<string>[], Entry<string>]>([
		['what is more certain replaces the rest', [unknown(1), created('a')], created('a')],
		['created stays for the sake of an unknown', [created('a'), unknown(1)], created('a')],
		['created stays for the sake of a refusal', [created('a'), refused], created('a')],
		['no send is forgotten', [unknown(2), unknown(1)], unknown(2)],
		['of two as certain, the latter', [created('a'), created('b')], created('b')],
	])('%s', (_title, entries, expected) => {
		const memory = open();
		for (const entry of entries) memory.record('key', entry);

		expect(memory.recall('key')).toEqual(expected);
	});
});

describe('ProcessMemory', () => {
	it('lets the oldest go, and what is recorded anew is new', () => {
		const memory = new ProcessMemory<string>(3);
		for (const key of ['a', 'b', 'c', 'a', 'd']) memory.record(key, created(key));

		const known = ['a', 'b', 'c', 'd'].filter((key) => memory.recall(key));
		expect(known).toEqual(['a', 'c', 'd']);
	});

	it('keeps no refusal', () => {
		const memory = new ProcessMemory<string>(3);
		memory.record('a', refused);

		expect(memory.recall('a')).toBeUndefined();
	});
});

test('a JointMemory is as certain as the best of its memories, and tells all', () => {
	const memories = [new ProcessMemory<string>(3), new ProcessMemory<string>(3)] as const;
	memories[1].record('a', created('a'));
	memories[0].record('a', unknown(3));
	const joint = new JointMemory(memories);
	joint.record('b', created('b'));

	expect(joint.recall('a')).toEqual(created('a'));
	expect(memories.map((memory) => memory.recall('b'))).toEqual([created('b'), created('b')]);
});

describe('ReuseMemory', () => {
	const open = (ofProcess = new ProcessMemory<string>(3), saved: Entries = {}) =>
		new ReuseMemory(ofProcess, savedIn(saved).memory);

	it.each<
		[string, Entry<string> | undefined, Entry<string> | undefined, Entry<string> | undefined]
	>([
		['what this process made', created('a'), undefined, created('a')],
		['what was saved', undefined, created('b'), created('b')],
		['the process before what was saved', created('a'), created('b'), created('a')],
		['what is most certain: saved', unknown(1), created('b'), created('b')],
		['what is most certain: of the process', created('a'), unknown(1), created('a')],
		['nothing', undefined, undefined, undefined],
	])('recalls %s', (_title, inProcess, inSaved, expected) => {
		const ofProcess = new ProcessMemory<string>(3);
		if (inProcess) ofProcess.record('key', inProcess);
		const memory = open(ofProcess, inSaved === undefined ? {} : { key: inSaved });

		expect(memory.recall('key')).toEqual(expected);
		expect(memory.recall('toString')).toBeUndefined();
		expect([...memory.news()]).toEqual(expected === undefined ? [] : [['key', expected]]);
	});

	it('has as news what it found or made, the latest last, and no refusal', () => {
		const memory = open(undefined, { old: created('old') });
		memory.record('a', created('a'));
		memory.record('b', unknown(1));
		memory.record('c', refused);
		memory.recall('old');
		memory.record('a', created('a'));

		expect([...memory.news().keys()]).toEqual(['b', 'old', 'a']);
	});

	it('has as news what others have learnt meanwhile', () => {
		const ofProcess = new ProcessMemory<string>(3);
		const memory = open(ofProcess);
		memory.record('a', unknown(1));
		open(ofProcess).record('a', created('a'));

		expect([...memory.news().values()]).toEqual([created('a')]);
	});
});

describe('mergeNewest', () => {
	const entriesOf = (...keys: string[]) =>
		Object.fromEntries(keys.map((key) => [key, created(key)]));

	it.each<[string, string[], string[], string[]]>([
		['adds at the end', ['a', 'b'], ['c'], ['a', 'b', 'c']],
		['moves what was touched to the end', ['a', 'b'], ['a'], ['b', 'a']],
		['drops the oldest', ['a', 'b', 'c'], ['d', 'e'], ['c', 'd', 'e']],
		['drops the oldest of the new ones too', [], ['a', 'b', 'c', 'd'], ['b', 'c', 'd']],
		['keeps what was saved', ['a', 'b', 'c'], [], ['a', 'b', 'c']],
		['makes nothing of nothing', [], [], []],
	])('%s', (_title, saved, added, expected) => {
		const merged = mergeNewest(
			entriesOf(...saved),
			new Map(Object.entries(entriesOf(...added))),
			3,
		);

		expect(Object.keys(merged)).toEqual(expected);
	});

	it('takes the new entry where both have one', () => {
		const merged = mergeNewest({ a: unknown(1) }, new Map([['a', created('a')]]), 3);

		expect(merged).toEqual({ a: created('a') });
	});
});
