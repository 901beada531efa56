import { IdSource } from './ids';
import { SeededRandom } from './random';

test('an ElementId is text of 18 or 19 digits that no number can hold, never the same twice', () => {
	const ids = new IdSource(new SeededRandom(1));
	const made = Array.from({ length: 20_000 }, () => ids.elementId());
	expect(new Set(made).size).toBe(made.length);
	expect(made.filter((id) => !/^[1-9]\d{17,18}$/.test(id))).toEqual([]);
	expect(made.filter((id) => String(Number(id)) === id)).toEqual([]);
	expect(made.filter((id) => BigInt(id) >= 2n ** 63n)).toEqual([]);
	expect(new Set(made.map((id) => id.length))).toEqual(new Set([18, 19]));
});

test('a RequestId is a UUID', () => {
	const ids = new IdSource(new SeededRandom(1));
	const made = Array.from({ length: 1_000 }, () => ids.requestId());
	expect(new Set(made).size).toBe(made.length);
	const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/;
	expect(made.filter((id) => !uuid.test(id))).toEqual([]);
});
