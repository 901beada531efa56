import { EMULATOR_SUB_APP_ID, startEmulator, type Emulator } from './emulator';
import { ADVANCED_ELEMENT, VIDEO } from './rawClient';
import { sdkClient } from './sdkClient';
import type { TaskLife } from './taskLives';

const LIFE: TaskLife = { waitsMs: 1_000, runsMs: 9_000, end: { kind: 'success' } };
const REFUSED = { code: 'RequestLimitExceeded' };

let emulator: Emulator;
let now: number;

beforeEach(async () => {
	now = Date.now();
	emulator = await startEmulator({ now: () => now });
});

afterEach(async () => {
	await emulator.close();
});

const start = async (changes: object = {}) =>
	(await sdkClient(emulator).CreateAigcVideoTask({ ...VIDEO, ...changes })).TaskId ?? '';

const startElement = () => sdkClient(emulator).CreateAigcAdvancedCustomElement(ADVANCED_ELEMENT);

const poll = (TaskId: string) =>
	sdkClient(emulator).DescribeTaskDetail({ TaskId, SubAppId: EMULATOR_SUB_APP_ID });

describe('a call beyond the places is refused', () => {
	beforeEach(() => emulator.setPlaces({ count: 2, refuses: 'call' }));

	test('until a task has ended by the clock, and makes nothing', async () => {
		emulator.setTaskLives(() => LIFE);
		await start();
		now += 1_000;
		await start();
		await expect(start()).rejects.toMatchObject(REFUSED);
		now += 8_999;
		await expect(start()).rejects.toMatchObject(REFUSED);
		expect(emulator.ledger.made).toHaveLength(2);
		now += 1;
		await start();
		await expect(start()).rejects.toMatchObject(REFUSED);
		expect(emulator.tasks.map(({ withoutPlace }) => withoutPlace)).toEqual([false, false, false]);
		expect(emulator.ledger.summary().throttled).toBe(3);
	});

	test('until the poll that says FINISH, without a plan', async () => {
		const [first] = [await start(), await start()];
		for (const status of ['WAITING', 'PROCESSING']) {
			expect(await poll(first)).toMatchObject({ Status: status });
			await expect(start()).rejects.toMatchObject(REFUSED);
		}
		expect(await poll(first)).toMatchObject({ Status: 'FINISH' });
		await start();
	});

	test('for each model by itself, whatever its version; advanced elements are one model', async () => {
		await start();
		await start({ ModelVersion: '2.6' });
		await expect(start()).rejects.toMatchObject(REFUSED);
		await start({ ModelName: 'Vidu' });
		await startElement();
		await startElement();
		await expect(startElement()).rejects.toMatchObject(REFUSED);
		await start({ ModelName: 'Vidu' });
		emulator.setPlaces(undefined);
		await start();
	});

	test('a task that ends at once, and one that fails, hold no place', async () => {
		emulator.setTaskLives(() => ({
			runsMs: 0,
			end: { kind: 'failure', errCodeExt: 'InternalError', message: '' },
		}));
		for (let n = 0; n < 4; n += 1) await start();
		expect(emulator.tasks).toHaveLength(4);
	});
});

test('a task beyond the places is made, ends at once, holds no place, and counts as none that ran', async () => {
	emulator.setPlaces({ count: 1, refuses: 'task' });
	emulator.setTaskLives(() => LIFE);
	const first = await start();
	const second = await start();
	const third = await start({ SessionId: 'one' });
	for (const task of [second, third]) {
		expect(await poll(task)).toMatchObject({
			Status: 'FINISH',
			AigcVideoTask: { ErrCode: 70_000, ErrCodeExt: 'RequestLimitExceeded', Output: null },
		});
	}
	await expect(start({ SessionId: 'one' })).rejects.toMatchObject({
		code: 'InvalidParameterValue.SessionId',
	});
	expect(await poll(first)).toMatchObject({ Status: 'WAITING' });
	expect(emulator.ledger.summary()).toMatchObject({ made: 3, madeTwice: [], throttled: 0 });
	expect(emulator.ledger.timesMade('task', VIDEO.Prompt)).toBe(1);
	now += 10_000;
	const fourth = await start();
	expect(emulator.ledger.ofKind('task').filter(({ withoutPlace }) => !withoutPlace)).toMatchObject([
		{ id: first },
		{ id: fourth },
	]);
	expect(emulator.tasks.map(({ withoutPlace }) => withoutPlace)).toEqual([
		false,
		true,
		true,
		false,
	]);
	expect(emulator.ledger.summary()).toMatchObject({
		madeTwice: [{ kind: 'task', name: VIDEO.Prompt }],
	});
});

test('reset ends places', async () => {
	emulator.setPlaces({ count: 0, refuses: 'call' });
	emulator.reset();
	await start();
	expect(emulator.tasks).toHaveLength(1);
});
