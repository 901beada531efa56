import fc from 'fast-check';
import { WaitingLine } from '../../../../nodes/TencentCloudVod/client/waitingLine';

const member = (index: number) => ({ item: { index } });

function lineOf(...indices: number[]) {
	const line = new WaitingLine<{ item: { index: number } }>();
	for (const index of indices) line.add(member(index));
	return line;
}

/** Takes all that are left. */
function drain(line: WaitingLine<{ item: { index: number } }>): number[] {
	const taken: number[] = [];
	while (!line.isEmpty) taken.push(line.take()?.item.index ?? NaN);
	return taken;
}

test('whoever is added comes in order', () => {
	expect(drain(lineOf(0, 1, 2))).toEqual([0, 1, 2]);
});

test.each<[string, number[], number[]]>([
	['one', [1], [1, 4, 5]],
	['two in order', [0, 2], [0, 2, 4, 5]],
	['two in the wrong order', [2, 0], [0, 2, 4, 5]],
	['all, as chance has it', [2, 0, 3, 1], [0, 1, 2, 3, 4, 5]],
])('whoever is given back comes before all who never started: %s', (_title, returned, expected) => {
	const line = lineOf(0, 1, 2, 3, 4, 5);
	for (let n = 0; n < 4; n++) line.take();
	for (const index of returned) line.giveBack(member(index));

	expect(drain(line)).toEqual(expected);
});

test('an empty line has nobody, and goes on as before', () => {
	const line = lineOf();

	expect([line.isEmpty, line.take(), line.take(), line.isEmpty]).toEqual([
		true,
		undefined,
		undefined,
		true,
	]);
	line.add(member(7));
	expect(drain(line)).toEqual([7]);
	line.giveBack(member(7));
	expect(drain(line)).toEqual([7]);
});

test('nobody is lost and nobody comes twice', () => {
	// Each step takes one out, and gives one that is out back.
	fc.assert(
		fc.property(fc.nat({ max: 30 }), fc.array(fc.nat()), (size, steps) => {
			const line = lineOf(...Array(size).keys());
			const out: number[] = [];
			for (const step of steps) {
				const taken = line.take();
				if (taken) out.push(taken.item.index);
				if (step % 2 === 0) continue;
				for (const index of out.splice(step % (out.length + 1), 1)) line.giveBack(member(index));
			}
			expect([...out, ...drain(line)].sort((a, b) => a - b)).toEqual([...Array(size).keys()]);
		}),
	);
});
