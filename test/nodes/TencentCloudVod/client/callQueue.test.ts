import fc from 'fast-check';
import { CallQueue } from '../../../../nodes/TencentCloudVod/client/callQueue';

const member = (index: number) => ({ item: { index } });

function queueOf(...indices: number[]) {
	const queue = new CallQueue<{ item: { index: number } }>();
	for (const index of indices) queue.add(member(index));
	return queue;
}

/** Takes all that are left. */
function drain(queue: CallQueue<{ item: { index: number } }>): number[] {
	const taken: number[] = [];
	for (let next = queue.next; next; next = queue.next) {
		taken.push(next.item.index);
		queue.take();
	}
	return taken;
}

test('whoever is added comes in order', () => {
	expect(drain(queueOf(0, 1, 2))).toEqual([0, 1, 2]);
});

test.each<[string, number[], number[]]>([
	['one', [1], [1, 4, 5]],
	['two in order', [0, 2], [0, 2, 4, 5]],
	['two in the wrong order', [2, 0], [0, 2, 4, 5]],
	['all, as chance has it', [2, 0, 3, 1], [0, 1, 2, 3, 4, 5]],
])('whoever is given back comes before all who never started: %s', (_title, returned, expected) => {
	const queue = queueOf(0, 1, 2, 3, 4, 5);
	for (let n = 0; n < 4; n++) queue.take();
	for (const index of returned) queue.giveBack(member(index));

	expect(drain(queue)).toEqual(expected);
});

test('an empty queue has nobody, and goes on as before', () => {
	const queue = queueOf();

	expect(queue.next).toBeUndefined();
	queue.add(member(7));
	expect(drain(queue)).toEqual([7]);
	queue.giveBack(member(7));
	expect(drain(queue)).toEqual([7]);
});

test('nobody is lost and nobody comes twice', () => {
	// Each step takes one out, and gives one that is out back.
	fc.assert(
		fc.property(fc.nat({ max: 30 }), fc.array(fc.nat()), (size, steps) => {
			const queue = queueOf(...Array(size).keys());
			const out: number[] = [];
			for (const step of steps) {
				if (queue.next) {
					out.push(queue.next.item.index);
					queue.take();
				}
				if (step % 2 === 0) continue;
				for (const index of out.splice(step % (out.length + 1), 1)) queue.giveBack(member(index));
			}
			expect([...out, ...drain(queue)].sort((a, b) => a - b)).toEqual([...Array(size).keys()]);
		}),
	);
});
