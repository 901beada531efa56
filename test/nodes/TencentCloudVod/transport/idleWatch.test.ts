import { watchIdle } from '../../../../nodes/TencentCloudVod/transport/idleWatch';
import { VirtualClock } from '../../../support/virtualClock';

const IDLE_MS = 60_000;

/** When it takes a transfer for idle that moves at these times, and ends at the last of them. */
async function idleAt(movesAt: readonly number[], endsAt: number): Promise<number[]> {
	const clock = new VirtualClock();
	const found: number[] = [];
	const play = async () => {
		const start = clock.now();
		const watch = watchIdle(IDLE_MS, clock, () => found.push(clock.now() - start));
		for (const at of movesAt) {
			await clock.sleep(at - (clock.now() - start));
			watch.moved();
		}
		await clock.sleep(endsAt - (clock.now() - start));
		watch.end();
		await clock.sleep(2 * IDLE_MS);
	};
	await clock.finish(play());
	return found;
}

test('a transfer that moves now and then may take as long as it likes', async () => {
	expect(await idleAt([50_000, 109_000, 168_000], 220_000)).toEqual([]);
});

test('one that stands still is found when it has stood so long, and told once', async () => {
	expect(await idleAt([50_000], 500_000)).toEqual([110_000]);
});

test('one that never began is found, too', async () => {
	expect(await idleAt([], 500_000)).toEqual([60_000]);
});
