import { inspect } from 'node:util';
import fc from 'fast-check';
import { sharedPace, SharedPace, type Pace } from '../../../../nodes/TencentCloudVod/client/pacing';
import { seeded } from './pacingSimulation';

const MINUTE = 60_000;

/** The pace of an execution that is alone in its process. */
function lonePace(random: () => number = seeded(1)): Pace {
	return new SharedPace(random).of('1');
}

/** When one execution that is alone starts its calls; it asks again exactly when it was told to. */
function startTimes(pace: Pace, limit: number, count: number, from: number): number[] {
	const times: number[] = [];
	for (let now = from; times.length < count; ) {
		const wait = pace.tryStart(limit, now);
		if (wait === 0) times.push(now);
		now += wait;
	}
	return times;
}

function gaps(times: number[]): number[] {
	return times.slice(1).map((time, n) => time - (times[n] ?? time));
}

function mean(values: number[]): number {
	return values.reduce((sum, value) => sum + value, 0) / values.length;
}

describe('Pace, as long as nothing is throttled', () => {
	it.each([
		[0.5, 1, 2000],
		[1, 1, 1000],
		[1.5, 1, 1000],
		[20, 20, 1000],
		[10_000, 10_000, 1000],
	])('at %d a second starts %d at once, the next after %d ms and a guard', (limit, atOnce, ms) => {
		const times = startTimes(lonePace(), limit, atOnce + 1, 5);
		const next = (times.at(-1) ?? 0) - 5;
		expect(new Set(times.slice(0, -1))).toEqual(new Set([5]));
		expect(next).toBeGreaterThan(ms);
		expect(next).toBeLessThan(ms * 1.06);
	});

	it('lets a burst follow a burst', () => {
		const times = startTimes(lonePace(), 20, 200, 0);
		expect(new Set(times).size).toBe(10);
		expect(times.at(-1)).toBeLessThan(9 * 1025);
	});

	it.each([0.3, 0.9, 7, 49])('counts calls %d ms apart for a whole second each', (apart) => {
		const pace = lonePace();
		const times: number[] = [];
		for (let now = 0; times.length < 60; now += times.length < 20 ? apart : 0.1) {
			if (pace.tryStart(20, now) === 0) times.push(now);
		}
		const spans = times.slice(20).map((time, n) => time - (times[n] ?? time));
		expect(Math.min(...spans)).toBeGreaterThan(1000);
	});
});

describe('Pace, once a call was throttled', () => {
	/** A burst at 0 of which every call was throttled, some later than others. */
	function throttledPace(random: () => number = seeded(1)): Pace {
		const pace = lonePace(random);
		startTimes(pace, 20, 20, 0);
		for (let n = 0; n < 20; n++) pace.throttled(0, 200 + n * 10);
		return pace;
	}

	it('spreads the starts, at nine tenths of the rate, and takes one burst for one signal', () => {
		const spread = gaps(startTimes(throttledPace(), 20, 15, 400));
		expect(Math.min(...spread)).toBeGreaterThan(45);
		expect(mean(spread)).toBeGreaterThan(50);
		expect(mean(spread)).toBeLessThan(60);
	});

	it('slows down once for each round of answers', () => {
		const pace = throttledPace();
		for (let now = 1000; now < 4000; now += 300) {
			const [startedAt = 0] = startTimes(pace, 20, 1, now);
			pace.throttled(startedAt, startedAt + 200);
		}
		expect(mean(gaps(startTimes(pace, 20, 4, 4000)))).toBeGreaterThan(100);
	});

	it('comes back to the limit within ten seconds, and stays spread while it is busy', () => {
		const spread = gaps(startTimes(throttledPace(), 20, 3000, 11_000));
		expect(Math.min(...spread)).toBeGreaterThan(40);
		expect(Math.max(...spread)).toBeLessThan(60);
		expect(mean(spread)).toBeLessThan(52);
	});

	it('allows a burst again after a minute without a call', () => {
		const pace = throttledPace();
		expect(new Set(startTimes(pace, 20, 20, MINUTE - 1)).size).toBe(20);
		expect(new Set(startTimes(pace, 20, 20, 3 * MINUTE)).size).toBe(1);
	});

	it('reaches rates beyond what timers can, when they are late', () => {
		const pace = lonePace();
		const [startedAt = 0] = startTimes(pace, 2000, 1, 0);
		pace.throttled(startedAt, 100);
		let started = 0;
		for (let now = 20_000; now < 22_000; now += 3) {
			while (pace.tryStart(2000, now) === 0) started++;
		}
		expect(started).toBeGreaterThan(3600);
	});

	it('parts processes that were throttled in the same moment', () => {
		const [one, other] = [() => 0, () => 0.99].map((random) =>
			startTimes(throttledPace(random), 20, 20, 2000),
		);
		expect((one?.at(-1) ?? 0) - (other?.at(-1) ?? 0)).toBeGreaterThan(20);
	});
});

describe('Pace, whatever happens', () => {
	const LIMITS = [0.1, 0.5, 1, 1.5, 3, 20, 1000];
	const limits = fc.constantFrom(...LIMITS);
	const step = fc.record({
		limit: limits,
		later: fc.oneof(
			fc.constant(0),
			fc.double({ min: 0, max: 100, noNaN: true }),
			fc.double({ min: 0, max: 2500, noNaN: true }),
		),
		calls: fc.nat(40),
		throttled: fc.boolean(),
	});

	/** Whether a call that starts now is within the limit, after those that started before. */
	function isWithin(limit: number, starts: number[], now: number): boolean {
		const span = limit < 1 ? 1000 / limit : 1000;
		return starts.filter((start) => start > now - span).length < Math.max(1, limit);
	}

	it('starts no more calls in a second than the execution may, nor than the fastest in use', () => {
		fc.assert(
			fc.property(fc.array(step, { maxLength: 60 }), fc.nat(), (steps, seed) => {
				const pace = new SharedPace(seeded(seed));
				// One execution for each limit.
				const own = new Map(LIMITS.map((limit) => [limit, [] as number[]]));
				const all: number[] = [];
				const highest = Math.max(...steps.map(({ limit }) => limit));
				let now = 0;
				for (const { limit, later, calls, throttled } of steps) {
					now += later;
					const mine = own.get(limit) ?? [];
					const execution = pace.of(`at ${limit} a second`);
					for (let n = 0; n < calls; n++) {
						const wait = execution.tryStart(limit, now);
						expect(Number.isSafeInteger(wait) && wait >= 0).toBe(true);
						if (wait > 0) break;
						expect(isWithin(limit, mine, now)).toBe(true);
						expect(isWithin(highest, all, now)).toBe(true);
						mine.push(now);
						all.push(now);
					}
					if (throttled) execution.throttled(all.at(-1) ?? now, now);
				}
			}),
		);
	});

	it('lets whoever waits as long as it is told start, after a turn or two', () => {
		fc.assert(
			fc.property(fc.array(step, { maxLength: 60 }), fc.nat(), (steps, seed) => {
				const pace = lonePace(seeded(seed));
				let now = 0;
				for (const { limit, later, throttled } of steps) {
					now += later;
					const startedAt = now;
					for (let asked = 0, wait = 1; wait > 0; asked++) {
						expect(asked).toBeLessThan(4);
						wait = pace.tryStart(limit, now);
						// Rates fall below a limit, but not far below the lowest.
						expect(wait).toBeLessThan(15_000);
						now += wait;
					}
					if (throttled) pace.throttled(startedAt, now);
				}
			}),
		);
	});

	const sizeOf = (pace: SharedPace) => inspect(pace, { depth: 9, maxArrayLength: null }).length;

	it.each([
		[0.5, 2_000],
		[20, 5_000],
		[10_000, 600_000],
	])('keeps what %d calls in a second need, after 50,000 of them', (limit, most) => {
		const shared = new SharedPace(seeded(1));
		const pace = shared.of('1');
		for (let now = 0, asked = 0; asked < 50_000; asked++) {
			now += Math.max(0.05, pace.tryStart(limit, now));
		}
		expect(sizeOf(shared)).toBeLessThan(most);
	});

	it.each([0.000_001, 0.1, 20])('forgets executions that start a call at %d a second', (limit) => {
		const shared = new SharedPace(seeded(1));
		const busy = shared.of('busy');
		for (let now = 0, n = 0; n < 20_000; n++, now += 60) {
			busy.tryStart(20, now);
			shared.of(`execution ${n}`).tryStart(limit, now);
		}
		// About 200 characters for each.
		expect(sizeOf(shared)).toBeLessThan(400_000);
	});
});

describe('sharedPace', () => {
	it('is one for a key, and another for another', () => {
		expect(sharedPace('a')).toBe(sharedPace('a'));
		expect(sharedPace('a')).not.toBe(sharedPace('b'));
	});

	it('keeps those in use of many keys', () => {
		const [kept, dropped] = [sharedPace('kept'), sharedPace('dropped')];
		for (let n = 0; n < 1500; n++) {
			sharedPace(`key ${n}`);
			sharedPace('kept');
		}
		expect(sharedPace('kept')).toBe(kept);
		expect(sharedPace('dropped')).not.toBe(dropped);
	});
});
