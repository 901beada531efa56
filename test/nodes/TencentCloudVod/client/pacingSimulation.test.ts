import type { QuotaModel } from '../../../emulator/quota';
import type { Range } from '../../../emulator/random';
import {
	MEAN_ANSWER_MS,
	simulate,
	type Execution,
	type Result,
	type Scenario,
} from './pacingSimulation';

const MINUTE = 60_000;

function highest(values: number[]): number {
	return values.reduce((most, value) => Math.max(most, value));
}

function percentile(values: number[], percent: number): number {
	const sorted = [...values].sort((a, b) => a - b);
	return sorted[Math.ceil((percent / 100) * sorted.length) - 1] ?? NaN;
}

describe('Batches against a quota', () => {
	const alone = (items: number): Execution[] => [{ items }];
	const workers = (count: number, everyMs = 0): Execution[] =>
		Array.from({ length: count }, (_, n) => ({ items: 100, startsAt: n * everyMs }));
	const quota = (kind: 'fixedWindow' | 'tokenBucket' | 'leakyBucket', perSecond = 20) => ({
		kind,
		perSecond,
	});
	const refusals: Array<[string, Range]> = [
		['at once', [0, 2]],
		['after 200 to 400 ms', [200, 400]],
	];

	function play(scenario: Omit<Scenario, 'seed'>, games = 50): Result[] {
		return Array.from({ length: games }, (_, seed) => simulate({ ...scenario, seed }));
	}

	/** Of the shortest time in which the quota lets them all through, with the last one's answer. */
	function floorMs(executions: Execution[], perSecond: number): number {
		const items = executions.reduce((sum, execution) => sum + execution.items, 0);
		return (items / perSecond - 1) * 1000 + MEAN_ANSWER_MS;
	}

	it.each([quota('fixedWindow'), quota('tokenBucket')])(
		'200 calls alone: none throttled, within 1.04 of the shortest time (%j)',
		(model) => {
			const results = play({ executions: alone(200), quota: model }, 300);
			const walls = results.map(({ wallMs }) => wallMs / floorMs(alone(200), 20));
			expect(percentile(walls, 95)).toBeLessThan(1.04);
			const throttled = results.map((result) => result.throttled);
			expect(percentile(throttled, 99)).toBe(0);
		},
	);

	describe.each(refusals)('throttled calls answered %s', (_, refusalMs) => {
		/** Bars: times the shortest time, after an allowance in milliseconds. */
		it.each<[string, QuotaModel & { perSecond: number }, Execution[], [number, number], number]>([
			['2 workers', quota('fixedWindow'), workers(2), [1.2, 1.25], 0],
			['2 workers', quota('tokenBucket'), workers(2), [1.15, 1.25], 0],
			['4 workers', quota('fixedWindow'), workers(4), [1.15, 1.25], 0],
			['4 workers', quota('tokenBucket'), workers(4), [1.15, 1.25], 0],
			['8 workers', quota('fixedWindow'), workers(8), [1.1, 1.15], 0],
			['8 workers', quota('tokenBucket'), workers(8), [1.1, 1.15], 0],
			['one every 2 s', quota('fixedWindow'), workers(4, 2000), [1.15, 1.25], 0],
			['one every 2 s', quota('tokenBucket'), workers(4, 2000), [1.15, 1.25], 0],
			['one large', quota('fixedWindow'), [...alone(1000), ...workers(3)], [1.1, 1.15], 0],
			['one large', quota('tokenBucket'), [...alone(1000), ...workers(3)], [1.1, 1.15], 0],
			['a smaller quota', quota('fixedWindow', 5), alone(100), [1.05, 1.1], 0],
			['a smaller quota', quota('tokenBucket', 5), alone(100), [1.05, 1.1], 0],
			['a tiny quota', quota('fixedWindow', 1), alone(60), [1.05, 1.1], 0],
			['a tiny quota', quota('tokenBucket', 1), alone(60), [1.1, 1.15], 0],
			['no bursts', quota('leakyBucket'), alone(200), [1.38, 1.42], 1000],
			['no bursts, many', quota('leakyBucket'), alone(1000), [1.28, 1.3], 1000],
			['no bursts, smaller', quota('leakyBucket', 5), alone(100), [1.3, 1.35], 1000],
		])('%s, %j', (_name, model, executions, [half, most], allowanceMs) => {
			const results = play({ executions, quota: model, refusalMs });
			const floor = floorMs(executions, model.perSecond);
			const walls = results.map(({ wallMs }) => (wallMs - allowanceMs) / floor);
			expect(percentile(walls, 50)).toBeLessThan(half);
			expect(percentile(walls, 95)).toBeLessThan(most);
			expect(highest(results.map((result) => result.longestThrottleMs))).toBeLessThan(MINUTE / 2);
		});

		it('4 workers that start together are about as far when the first one ends', () => {
			const results = play({ executions: workers(4), quota: quota('fixedWindow'), refusalMs });
			const slowest = results.map(({ slowestWhenFirstEnds }) => slowestWhenFirstEnds);
			expect(percentile(slowest, 50)).toBeGreaterThan(0.75);
			expect(percentile(slowest, 5)).toBeGreaterThan(0.5);
		});

		it('takes a quota that has grown again within fifteen seconds', () => {
			const results = play({
				executions: alone(700),
				quota: quota('tokenBucket', 2),
				laterQuota: { from: 30_000, quota: quota('tokenBucket') },
				refusalMs,
			});
			const perSecond = results.map(
				({ acceptedAt }) => acceptedAt.filter((at) => at > 45_000 && at <= 55_000).length / 10,
			);
			expect(percentile(perSecond, 5)).toBeGreaterThan(18);
		});
	});

	it('executions of one process take turns, and stay within the quota together', () => {
		const results = play({
			executions: [
				{ items: 1000, process: 'one' },
				{ items: 100, process: 'one', startsAt: 5000 },
			],
			quota: quota('tokenBucket'),
		});
		expect(highest(results.map(({ throttled }) => throttled))).toBe(0);
		const secondEndedAt = results.map(({ endedAt }) => endedAt[1] ?? NaN);
		expect(percentile(secondEndedAt, 95)).toBeLessThan(25_000);
	});
});
