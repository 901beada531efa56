import { setImmediate as nextTurn } from 'node:timers/promises';
import { Bell } from '../../../../nodes/TencentCloudVod/client/bell';

test('a bell wakes all who wait, and each time only those who wait then', async () => {
	const bell = new Bell();
	const woken: string[] = [];
	const waitAs = (name: string) => void bell.heard().then(() => woken.push(name));

	bell.ring();
	waitAs('first');
	waitAs('second');
	await nextTurn();
	expect(woken).toEqual([]);

	bell.ring();
	waitAs('third');
	await nextTurn();
	expect(woken).toEqual(['first', 'second']);

	bell.ring();
	bell.ring();
	await nextTurn();
	expect(woken).toEqual(['first', 'second', 'third']);
});
