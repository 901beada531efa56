import { Places } from '../../../../nodes/TencentCloudVod/client/places';

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
