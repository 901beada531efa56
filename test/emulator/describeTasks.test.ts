import { EMULATOR_SUB_APP_ID, startEmulator, type Emulator } from './emulator';
import { ADVANCED_ELEMENT, call, VIDEO, type TencentResponse } from './rawClient';

const START = Date.UTC(2026, 7, 5, 12);
const OTHER_SUB_APP_ID = 1500000002;
const HOUR_MS = 60 * 60 * 1000;

let emulator: Emulator;
let now: number;

beforeEach(async () => {
	now = START;
	emulator = await startEmulator({
		now: () => now,
		subApps: [EMULATOR_SUB_APP_ID, OTHER_SUB_APP_ID].map((id) => ({ id, name: '', status: 'On' })),
	});
});

afterEach(async () => {
	await emulator.close();
});

const send = (action: string, body: object) =>
	call(emulator, { action, body, timestamp: Math.floor(now / 1000) });

/** Starts a task a second. */
async function start(request: object = {}): Promise<string> {
	const { TaskId } = await send('CreateAigcVideoTask', { ...VIDEO, ...request });
	now += 1_000;
	return String(TaskId);
}

interface Page {
	TaskSet: Array<Record<string, unknown>>;
	ScrollToken: string;
}

const list = async (request: object = {}) =>
	(await send('DescribeTasks', request)) as TencentResponse & Page;

const idsOf = async (request: object = {}) =>
	(await list(request)).TaskSet.map(({ TaskId }) => TaskId);

async function startMany(count: number): Promise<string[]> {
	const ids = [];
	for (let n = 0; n < count; n += 1) ids.push(await start());
	return ids;
}

test('tells each task as it is, and moves none on', async () => {
	emulator.setTaskLives(({ index }) =>
		index === 0 ? { waitsMs: 2_000, runsMs: 3_000, end: { kind: 'aborted' } } : undefined,
	);
	const given = { SessionId: 'one', SessionContext: 'row 1' };
	const TaskId = await start(given);
	const { TaskId: element } = await send('CreateAigcAdvancedCustomElement', ADVANCED_ELEMENT);
	const task = {
		...{ TaskId, TaskType: 'AigcVideoTask', FileId: '', CreateTime: '2026-08-05T12:00:00Z' },
		...given,
	};
	const times = [
		[1_999, { Status: 'WAITING', BeginProcessTime: '', FinishTime: '' }],
		[2_000, { Status: 'PROCESSING', BeginProcessTime: '2026-08-05T12:00:02Z', FinishTime: '' }],
		[
			5_000,
			{
				Status: 'ABORTED',
				BeginProcessTime: '2026-08-05T12:00:02Z',
				FinishTime: '2026-08-05T12:00:05Z',
			},
		],
	] as const;
	for (const [after, state] of times) {
		now = START + after;
		expect((await list()).TaskSet).toEqual([
			expect.objectContaining({
				...{ TaskId: element, TaskType: 'CreateAigcAdvancedCustomElement', Status: 'WAITING' },
				...{ SessionId: '', SessionContext: '' },
			}),
			{ ...task, ...state },
		]);
	}
});

test('comes in pages, the newest first, and what is started meanwhile shifts none', async () => {
	const newestFirst = (await startMany(25)).reverse();
	const first = await list();
	await startMany(3);
	const second = await list({ ScrollToken: first.ScrollToken });
	const third = await list({ ScrollToken: second.ScrollToken });
	const pages = [first, second, third].map(({ TaskSet }) => TaskSet.map(({ TaskId }) => TaskId));
	expect(pages.map((page) => page.length)).toEqual([10, 10, 5]);
	expect(pages.flat()).toEqual(newestFirst);
	expect(third.ScrollToken).toBe('');
	expect(await idsOf({ Limit: 3 })).toHaveLength(3);
	expect(await list({ Limit: 28 })).toMatchObject({ ScrollToken: '' });
});

test('goes on where it stopped though the next one is not wanted any more', async () => {
	emulator.setTaskLives(() => ({ waitsMs: 4_000, runsMs: HOUR_MS, end: { kind: 'success' } }));
	const [first, second, third, fourth] = await startMany(4);
	now = START + 3_500;
	const wanted = { Status: 'WAITING', Limit: 1 };
	const sorted = { ...wanted, Sort: { Field: 'CreateTime', Order: 'Asc' } };
	const page = await list(sorted);
	expect(page.TaskSet).toMatchObject([{ TaskId: first }]);
	now = START + 5_500;
	const rest = await list({ ...sorted, ScrollToken: page.ScrollToken });
	expect(rest.TaskSet).toMatchObject([{ TaskId: third }]);
	expect(rest.ScrollToken).toBe(fourth);
	expect(page.ScrollToken).toBe(second);
});

test('has those that are wanted only', async () => {
	emulator.setTaskLives(({ index }) =>
		index === 3 ? undefined : { runsMs: (10 - index) * 1_000, end: { kind: 'success' } },
	);
	const [a, b, c, d] = await startMany(4);
	const other = await start({ SubAppId: OTHER_SUB_APP_ID });
	now = START + 10_000;
	const at = (seconds: number) =>
		new Date(START + seconds * 1_000).toISOString().replace('.000', '');
	const cases: Array<[object, unknown[]]> = [
		[{}, [d, c, b, a]],
		[{ SubAppId: EMULATOR_SUB_APP_ID }, [d, c, b, a]],
		[{ SubAppId: OTHER_SUB_APP_ID }, [other]],
		[{ Status: 'FINISH' }, [c, b, a]],
		[{ Status: 'WAITING' }, [d]],
		[{ Status: 'PROCESSING' }, []],
		[{ FileId: '1' }, []],
		[{ CreateTime: { After: at(1) } }, [d, c, b]],
		[{ CreateTime: { Before: at(1) } }, [a]],
		[{ CreateTime: { After: at(1), Before: at(3) } }, [c, b]],
		[{ FinishTime: { After: at(10) } }, [c, b, a]],
		[{ FinishTime: { Before: at(10) } }, []],
		[{ Sort: { Field: 'CreateTime', Order: 'Asc' } }, [a, b, c, d]],
		[{ Sort: { Field: 'FinishTime', Order: 'Desc' }, Limit: 1 }, [d]],
	];
	for (const [request, ids] of cases)
		expect([request, await idsOf(request)]).toEqual([request, ids]);
});

test('by the time of their end, the one that ended last first', async () => {
	emulator.setTaskLives(({ index }) => ({
		runsMs: 9_000 - 3_000 * index,
		end: { kind: 'success' },
	}));
	const [a, b, c] = await startMany(3);
	now = START + HOUR_MS;
	expect(await idsOf({ Sort: { Field: 'FinishTime', Order: 'Desc' } })).toEqual([a, b, c]);
	expect(await idsOf({ Sort: { Field: 'FinishTime', Order: 'Asc' } })).toEqual([c, b, a]);
});

test('reads times with any offset from UTC', async () => {
	now = START + 700;
	const task = await start();
	expect(await idsOf({ CreateTime: { After: '2026-08-05T12:00:00Z' } })).toEqual([task]);
	expect(await idsOf({ CreateTime: { After: '2026-08-05T20:00:00+08:00' } })).toEqual([task]);
	expect(await idsOf({ CreateTime: { Before: '2026-08-05T12:00:01Z' } })).toEqual([task]);
});

test('has the tasks of the last 72 hours', async () => {
	const task = await start();
	now = START + 72 * HOUR_MS - 1;
	expect(await idsOf()).toEqual([task]);
	now += 1;
	expect(await idsOf()).toEqual([]);
});

test('knows no task when it is told so', async () => {
	const task = await start();
	emulator.setTasksListed(false);
	expect(await list()).toMatchObject({ TaskSet: [], ScrollToken: '' });
	emulator.setTasksListed(true);
	expect(await idsOf()).toEqual([task]);
});

test('knows no task from the start, and again after a reset, when it is started so', async () => {
	await emulator.close();
	emulator = await startEmulator({ tasksListed: false, now: () => now });
	await start();
	expect(await idsOf()).toEqual([]);
	emulator.setTasksListed(true);
	emulator.reset();
	await start();
	expect(await idsOf()).toEqual([]);
});

test.each<[string, object]>([
	['too many', { Limit: 101 }],
	['none', { Limit: 0 }],
	['a status that is no filter', { Status: 'ABORTED' }],
	['a time that is none', { CreateTime: { After: '2026-08-05' } }],
	['an order that is none', { Sort: { Field: 'CreateTime', Order: 'desc' } }],
	['a token that was never given', { ScrollToken: 'x' }],
])('refuses %s', async (_case, request) => {
	expect(await send('DescribeTasks', request)).toMatchObject({
		Error: { Code: 'InvalidParameterValue' },
	});
});
