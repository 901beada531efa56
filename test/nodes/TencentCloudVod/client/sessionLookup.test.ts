/** Looking for tasks by their SessionIds, in virtual time. */
import { SessionLookup } from '../../../../nodes/TencentCloudVod/client/sessionLookup';
import { VirtualClock } from '../../../support/virtualClock';

interface Look {
	at: number;
	subAppId: number | undefined;
	since: number;
}

/** @param listedAt when the task of a session is listed, in ms */
function lookupIn(listedAt: Record<string, number>, cancelSignal?: AbortSignal, isRead = true) {
	const clock = new VirtualClock();
	const looks: Look[] = [];
	const lookup = new SessionLookup(
		async (subAppId, since) => {
			const at = clock.now();
			looks.push({ at, subAppId, since });
			const listed = Object.entries(listedAt).filter(([, from]) => from <= at);
			return isRead ? new Map(listed.map(([session]) => [session, `of ${session}`])) : undefined;
		},
		clock,
		cancelSignal,
	);
	return { clock, looks, lookup };
}

test('one list serves many calls, from the earliest of them on', async () => {
	const { clock, lookup, looks } = lookupIn({ a: 0, b: 0 });
	const found = [lookup.find('a', 1, 500), lookup.find('b', 1, 300)];
	expect(await clock.finish(Promise.all(found))).toEqual(['of a', 'of b']);
	expect(looks).toEqual([{ at: 1_000, subAppId: 1, since: 300 }]);
});

test('each sub-application is looked through by itself', async () => {
	const { clock, lookup, looks } = lookupIn({ a: 0, b: 0 });
	await clock.finish(Promise.all([lookup.find('a', 1, 0), lookup.find('b', undefined, 0)]));
	expect(looks.map(({ subAppId }) => subAppId)).toEqual([1, undefined]);
});

test.each([
	['listed late', { a: 12_000 }, true, 'of a'],
	['never listed', {}, true, undefined],
	['in a list that cannot be read', { a: 0 }, false, undefined],
])('%s: three looks in growing pauses', async (_title, listedAt, isRead, expected) => {
	const { clock, lookup, looks } = lookupIn(listedAt as Record<string, number>, undefined, isRead);
	expect(await clock.finish(lookup.find('a', 1, 0))).toBe(expected);
	expect(looks.map(({ at }) => at)).toEqual([1_000, 4_000, 13_000]);
});

test('others that come meanwhile take no look away from one that is listed late', async () => {
	const { clock, lookup, looks } = lookupIn({ a: 12_500 });
	const others: Array<Promise<unknown>> = [];
	for (let n = 1; n <= 10; n++) {
		clock.at(n * 1_000, () => others.push(lookup.find(`other ${n}`, 1, 0)));
	}
	expect(await clock.finish(lookup.find('a', 1, 0))).toBe('of a');
	await clock.finish(Promise.all(others));
	expect(looks.length).toBeLessThan(25);
});

test('a cancel ends it, without another list', async () => {
	const cancel = new AbortController();
	const { clock, lookup, looks } = lookupIn({}, cancel.signal);
	clock.at(2_000, () => cancel.abort());
	expect(await clock.finish(lookup.find('a', 1, 0))).toBeUndefined();
	expect(clock.now()).toBeLessThan(3_000);
	expect(looks).toHaveLength(1);
});
