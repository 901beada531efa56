import fc from 'fast-check';
import { randomFaults, type Fault } from './faults';

describe('randomFaults', () => {
	const choices: Fault[] = [
		{ kind: 'reset', stage: 'after' },
		{ kind: 'stallHeaders', stage: 'before' },
		{ kind: 'numericElementId' },
	];
	const indexes = Array.from({ length: 3_000 }, (_, index) => index);
	const drawn = (seed: number, share: number, order = indexes) => {
		const plan = randomFaults(seed, share, choices);
		return new Map(order.map((index) => [index, plan({ index, action: '' })]));
	};

	test('depend on seed and index alone', () => {
		fc.assert(
			fc.property(fc.integer(), fc.double({ min: 0, max: 1, noNaN: true }), (seed, share) => {
				const some = indexes.slice(0, 50);
				const forwards = drawn(seed, share, some);
				const backwards = drawn(seed, share, [...some].reverse());
				for (const index of some) expect(backwards.get(index)).toBe(forwards.get(index));
			}),
		);
		expect([...drawn(1, 0.5).values()]).not.toEqual([...drawn(2, 0.5).values()]);
	});

	test('strike the share of calls that was asked for, with every choice', () => {
		const struck = (share: number) => [...drawn(3, share).values()].filter(Boolean);
		expect(struck(0)).toHaveLength(0);
		expect(struck(1)).toHaveLength(indexes.length);
		expect(Math.abs(struck(0.1).length / indexes.length - 0.1)).toBeLessThan(0.03);
		for (const choice of choices) {
			const times = struck(1).filter((fault) => fault === choice).length;
			expect(Math.abs(times / indexes.length - 1 / choices.length)).toBeLessThan(0.05);
		}
	});
});
