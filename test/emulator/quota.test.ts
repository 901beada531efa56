import fc from 'fast-check';
import { startEmulator } from './emulator';
import { createQuota, type QuotaModel } from './quota';
import { call } from './rawClient';

/** How many of so many calls at each time are let in. */
function admitted(model: QuotaModel, times: readonly number[], callsEach: number): number[] {
	const quota = createQuota(model);
	return times.map((now) => {
		const calls = Array.from({ length: callsEach }, () => quota.admits(now));
		return calls.filter((admits) => admits).length;
	});
}

test.each<[QuotaModel, number[], number[]]>([
	[{ kind: 'none' }, [0, 0, 1], [50, 50, 50]],
	// A window is a second of the clock: two windows' worth may come within a moment.
	[{ kind: 'fixedWindow', perSecond: 20 }, [5_990, 5_999, 6_000, 6_999, 7_000], [20, 0, 20, 0, 20]],
	// A full bucket at first, then one token every 50 ms, and never more than a full bucket.
	[{ kind: 'tokenBucket', perSecond: 20 }, [0, 49, 50, 150, 10_000], [20, 0, 1, 2, 20]],
	// One at a time, 50 ms apart, however long nothing came.
	[{ kind: 'leakyBucket', perSecond: 20 }, [0, 49, 50, 99, 100, 10_000], [1, 0, 1, 0, 1, 1]],
	[{ kind: 'leakyBucket', perSecond: 0.5 }, [0, 1_999, 2_000], [1, 0, 1]],
])('%o at %j', (model, times, expected) => {
	expect(admitted(model, times, 50)).toEqual(expected);
});

const rates = fc.integer({ min: 1, max: 50 });
const gaps = fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 300 });

/** The times, in ms, at which calls were let in. */
function admissions(model: QuotaModel, gapsMs: readonly number[]): number[] {
	const quota = createQuota(model);
	let now = 0;
	return gapsMs.map((gap) => (now += gap)).filter((time) => quota.admits(time));
}

/** The most calls that were let in within any span of so many ms, its end not included. */
function mostWithin(spanMs: number, times: readonly number[]): number {
	return Math.max(
		0,
		...times.map((from) => times.filter((time) => time >= from && time < from + spanMs).length),
	);
}

test('whatever comes, no model lets in more than it should', () => {
	fc.assert(
		fc.property(rates, gaps, (perSecond, gapsMs) => {
			const fixed = admissions({ kind: 'fixedWindow', perSecond }, gapsMs);
			for (const second of new Set(fixed.map((time) => Math.floor(time / 1000)))) {
				const within = fixed.filter((time) => Math.floor(time / 1000) === second);
				expect(within.length).toBeLessThanOrEqual(perSecond);
			}
			const bucket = admissions({ kind: 'tokenBucket', perSecond }, gapsMs);
			expect(mostWithin(1000, bucket)).toBeLessThanOrEqual(2 * perSecond);
			expect(mostWithin(3000, bucket)).toBeLessThanOrEqual(4 * perSecond);
			const leaky = admissions({ kind: 'leakyBucket', perSecond }, gapsMs);
			expect(mostWithin(1000 / perSecond, leaky)).toBeLessThanOrEqual(1);
		}),
	);
});

test('whoever keeps to the rate evenly is never refused', () => {
	fc.assert(
		fc.property(
			fc.constantFrom('fixedWindow', 'tokenBucket', 'leakyBucket'),
			fc.constantFrom(1, 2, 5, 10, 20, 50),
			fc.integer({ min: 0, max: 999 }),
			(kind, perSecond, start) => {
				const even = [start, ...Array.from({ length: 200 }, () => 1000 / perSecond)];
				expect(admissions({ kind, perSecond }, even)).toHaveLength(201);
			},
		),
	);
});

test('a call over the quota is refused when it arrives, each action counted by itself', async () => {
	let now = Date.now();
	const emulator = await startEmulator({
		now: () => now,
		quota: { kind: 'tokenBucket', perSecond: 2 },
	});
	const codes = async (action: string, body?: object) => {
		const answers = [];
		for (let i = 0; i < 3; i++) answers.push(await call(emulator, { action, body }));
		return answers.map((answer) => answer.Error?.Code);
	};
	expect(await codes('CreateAigcCustomElement')).toEqual([
		undefined,
		undefined,
		'RequestLimitExceeded',
	]);
	expect(await codes('DescribeSubAppIds', {})).toEqual([
		undefined,
		undefined,
		'RequestLimitExceeded',
	]);
	now += 500;
	expect(await codes('CreateAigcCustomElement')).toEqual([
		undefined,
		'RequestLimitExceeded',
		'RequestLimitExceeded',
	]);
	emulator.setQuota({ kind: 'none' });
	expect(await codes('CreateAigcCustomElement')).toEqual([undefined, undefined, undefined]);
	expect(emulator.ledger.summary()).toMatchObject({ calls: 12, made: 6, throttled: 4 });
	await emulator.close();
});

test('a wrong signature uses nothing of the quota, a wrong field does', async () => {
	const emulator = await startEmulator({ quota: { kind: 'leakyBucket', perSecond: 0.001 } });
	const code = async (details: object) => (await call(emulator, details)).Error?.Code;
	expect(await code({ secretKey: 'wrong' })).toBe('AuthFailure.SignatureFailure');
	expect(await code({ body: {} })).toBe('MissingParameter');
	expect(await code({})).toBe('RequestLimitExceeded');
	await emulator.close();
});
