/** Accounts that run few tasks at once, in virtual time. */
import { Places } from '../../../../nodes/TencentCloudVod/client/places';
import { endsOf } from '../../../support/playTasks';
import { allMade, indices, play, runs } from '../../../support/taskPlays';

describe.each(['call', 'task'] as const)(
	'an account with one place, which refuses the %s',
	(refuses) => {
		test('30 tasks run one after the other, each once, in little more than their time', async () => {
			const tasks = runs(30, 20_000, 120_000);
			const sum = tasks.reduce((total, { runsMs }) => total + runsMs, 0);
			const played = await play(
				{ tasks, places: { count: 1, refuses } },
				{ maxWaitMs: 5 * 60_000 },
			);
			expect(endsOf(played)).toEqual(allMade(30));
			expect(played.service.mostRunning).toBe(1);
			expect(played.service.ran.map(({ index }) => index).sort((a, b) => a - b)).toEqual(
				indices(30),
			);
			expect(played.endedAt / sum).toBeLessThan(1.1);
		});

		test('100 rows lose none, though all together take longer than one may wait', async () => {
			const played = await play(
				{ tasks: runs(100, 20_000, 60_000), places: { count: 1, refuses } },
				{ maxWaitMs: 2 * 60_000 },
			);
			expect(endsOf(played)).toEqual(allMade(100));
			expect(played.service.ran).toHaveLength(100);
		});

		test('an account that others fill for good ends all rows soon after Max Wait, in few calls', async () => {
			const script = { tasks: runs(50, 20_000, 60_000), places: { count: 0, refuses } };
			const played = await play(script, { maxWaitMs: 300_000 });
			const [ends, ...others] = new Set(endsOf(played));
			expect(ends).toMatch(/^(refused|taskFailed): RequestLimitExceeded$/);
			expect(others).toEqual([]);
			// Each is told once more, and of a task that takes a first look.
			const toldOnceMore = 50 * (refuses === 'call' ? 500 : 6_000);
			expect(played.endedAt).toBeLessThan(300_000 + 30_000 + toldOnceMore);
			expect(played.service.calls).toBeLessThan(50 * 3);
		});

		test('what others hold for a while only delays the rows', async () => {
			const tasks = runs(20, 20_000, 60_000);
			const sum = tasks.reduce((total, { runsMs }) => total + runsMs, 0);
			const places = { count: 1, refuses, othersUntil: 120_000 };
			const played = await play({ tasks, places }, { maxWaitMs: 150_000 });
			expect(endsOf(played)).toEqual(allMade(20));
			expect(played.endedAt).toBeLessThan(120_000 + 30_000 + sum * 1.1);
			expect(played.service.calls).toBeLessThan(20 * 12);
		});

		test('three places are all used', async () => {
			const tasks = runs(30, 20_000, 60_000);
			const sum = tasks.reduce((total, { runsMs }) => total + runsMs, 0);
			const played = await play({ tasks, places: { count: 3, refuses } });
			expect(endsOf(played)).toEqual(allMade(30));
			expect(played.endedAt).toBeLessThan((sum / 3) * 1.2);
		});

		test('a row that finds no place for as long as it may wait says so', async () => {
			const tasks = [{ runsMs: 3_600_000 }, { runsMs: 1_000 }];
			const played = await play({ tasks, places: { count: 1, refuses } }, { maxWaitMs: 60_000 });
			expect(endsOf(played)).toEqual([
				'started: PROCESSING',
				expect.stringMatching(/^(refused|taskFailed): RequestLimitExceeded$/),
			]);
		});
	},
);

const placesOf = (allowed = Infinity) => new Places(allowed, { random: () => 0 });

/** Tasks that have been started. */
function running(places: Places, count: number): Places {
	for (let n = 0; n < count; n++) {
		places.take();
		places.begin(0);
	}
	return places;
}

test('after a task has found none, others go on where one ends, and not before', () => {
	const places = running(placesOf(), 2);
	places.take();
	places.begin(0);
	places.refuseTask(1_000);
	expect(places.isFree(900_000)).toBe(false);
	places.end(900_000);
	expect(places.isFree(900_000)).toBe(true);
});

test('after a call was refused, one at a time is tried, at growing intervals', () => {
	const places = running(placesOf(), 2);
	places.take();
	places.refuseCall(0);
	expect([499, 500].map((now) => places.isFree(now))).toEqual([false, true]);
	places.take();
	expect(places.isFree(500)).toBe(false);
	places.refuseCall(600);
	expect([1_599, 1_600].map((now) => places.isFree(now))).toEqual([false, true]);
	for (let tries = 0; tries < 9; tries++) {
		places.take();
		places.refuseCall(100_000);
	}
	expect([114_999, 115_000].map((now) => places.isFree(now))).toEqual([false, true]);
});

test('where one more was started than was found, there is no limit any more', () => {
	const places = running(placesOf(), 1);
	places.take();
	places.refuseCall(0);
	expect(running(places, 1).isFree(1)).toBe(true);
	expect(running(places, 1).isFree(1)).toBe(true);
});

test('where the one that was tried comes to nothing, another one is tried', () => {
	const places = placesOf();
	places.take();
	places.refuseCall(0);
	places.take();
	expect(places.isFree(700)).toBe(false);
	places.leave(700);
	expect(places.isFree(700)).toBe(true);
});
