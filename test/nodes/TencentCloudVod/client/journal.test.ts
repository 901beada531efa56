import {
	hashOf,
	Journal,
	mergeNewest,
	ReuseMemory,
	surest,
	type Entries,
	type Entry,
} from '../../../../nodes/TencentCloudVod/client/journal';

const created = (value: string): Entry<string> => ({
	outcome: { kind: 'created', value, requestId: `request of ${value}` },
	sentAt: 1_767_225_600_000,
	unknownSends: 0,
	executionId: '17',
});

const unknown = (unknownSends: number): Entry<string> => ({
	outcome: { kind: 'unknown', reason: 'deadline', code: '', requestId: undefined },
	sentAt: 1_767_225_600_000,
	unknownSends,
	executionId: undefined,
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
	executionId: '17',
};

test.each([
	// By `printf '…' | sha256sum`.
	['', 'e3b0c44298fc1c149afbf4c8996fb924'],
	['{"ElementName":"Fox"}', 'db8b9791cee9c4376d1c008a909740ae'],
	['狐🦊', '8950071f089284e76d29ac7a1c6bae6c'],
])('the hash of %j', (text, hash) => {
	expect(hashOf(text)).toBe(hash);
});

describe('surest', () => {
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
	])('is %s', (_title, entries, expected) => {
		const before = [...entries];

		expect(surest(entries)).toEqual(expected);
		expect(entries).toEqual(before);
	});
});

describe('Journal', () => {
	it.each(['toString', '__proto__', 'constructor', ''])('knows nothing of %j at first', (key) => {
		expect(new Journal({}).recall(key)).toBeUndefined();
	});

	it.each<[string, Entry<string>]>([
		['created', created('a')],
		['unknown', unknown(2)],
		['a throttle', { ...refused, outcome: throttle('RequestLimitExceeded') }],
	])('keeps an entry over JSON: %s', (_title, entry) => {
		const entries: Entries<string> = {};
		new Journal(entries).record('key', entry);
		const saved = JSON.parse(JSON.stringify(entries)) as Entries<string>;

		expect(new Journal(saved).recall('key')).toEqual(entry);
		expect(new Journal(saved).recall('another key')).toBeUndefined();
	});

	it("keeps a refusal without the server's text, and leaves the entry as it was", () => {
		const entries: Entries<string> = {};
		new Journal(entries).record('key', refused);

		expect(entries).toEqual({ key: { ...refused, outcome: { ...refused.outcome, message: '' } } });
		expect(JSON.stringify(entries)).not.toContain('https:');
		expect(refused.outcome).toHaveProperty('message', expect.stringContaining('https:'));
	});

	it('keeps the latest entry of a key', () => {
		const journal = new Journal<string>({});
		journal.record('key', unknown(1));
		journal.record('key', created('a'));

		expect(journal.recall('key')).toEqual(created('a'));
	});
});

function throttle(code: string): Entry<string>['outcome'] {
	return { kind: 'refused', reason: 'throttled', code, requestId: undefined };
}

describe('ReuseMemory', () => {
	const open = (ofProcess = new Map<string, Entry<string>>(), saved: Entries<string> = {}) =>
		new ReuseMemory(ofProcess, saved, 3);

	it.each<
		[string, Entry<string> | undefined, Entry<string> | undefined, Entry<string> | undefined]
	>([
		['what this process made', created('a'), undefined, created('a')],
		['what was saved', undefined, created('b'), created('b')],
		['the process before what was saved', created('a'), created('b'), created('a')],
		['what is surest: saved', unknown(1), created('b'), created('b')],
		['what is surest: of the process', created('a'), unknown(1), created('a')],
		['nothing', undefined, undefined, undefined],
	])('recalls %s', (_title, inProcess, inSaved, expected) => {
		const memory = open(
			new Map(inProcess && [['key', inProcess]]),
			inSaved === undefined ? {} : { key: inSaved },
		);

		expect(memory.recall('key')).toEqual(expected);
		expect(memory.recall('toString')).toBeUndefined();
		expect([...memory.touched]).toEqual(expected === undefined ? [] : [['key', expected]]);
	});

	it('shares what it records with whoever opens the map of the process next', () => {
		const ofProcess = new Map<string, Entry<string>>();
		const memory = open(ofProcess);
		memory.record('a', created('a'));
		memory.record('b', unknown(1));
		memory.record('c', refused);

		expect([...memory.touched.keys()]).toEqual(['a', 'b']);
		expect(['a', 'b', 'c'].map((key) => open(ofProcess).recall(key))).toEqual([
			created('a'),
			unknown(1),
			undefined,
		]);
	});

	it('does not forget what exists for the sake of a refusal', () => {
		const memory = open();
		memory.record('a', created('a'));
		memory.record('a', refused);

		expect(memory.recall('a')).toEqual(created('a'));
	});

	it('lets the oldest go from the process, and what is recorded anew is new', () => {
		const ofProcess = new Map<string, Entry<string>>();
		const memory = open(ofProcess);
		for (const key of ['a', 'b', 'c', 'a', 'd']) memory.record(key, created(key));

		expect([...ofProcess.keys()]).toEqual(['c', 'a', 'd']);
		expect([...memory.touched.keys()]).toEqual(['a', 'b', 'c', 'd']);
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
