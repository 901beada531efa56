/** Batches whose calls start tasks, in virtual time: minutes take none, and figures are exact. */
import type { Entries } from '../../../../nodes/TencentCloudVod/client/memory';
import { SharedPace } from '../../../../nodes/TencentCloudVod/client/pacing';
import { endsOf, mostWithin, playTasks, type PlayedTasks } from '../../../support/playTasks';
import { TaskService, THROTTLED } from '../../../support/taskService';
import { allMade, indices, play, RANDOMS, runs, stepAfter } from '../../../support/taskPlays';
import { VirtualClock } from '../../../support/virtualClock';

/** The longest that any task's end stayed unknown, over a step of its own. */
function latestOverStep({ service, knownAt }: PlayedTasks & { service: TaskService }): number {
	return Math.max(
		...service.ran.map(({ endsAt, index, startedAt }) => {
			const late = (knownAt.get(index) ?? Infinity) - endsAt;
			return late / stepAfter(endsAt - startedAt);
		}),
	);
}

test('500 tasks of 20 to 120 seconds are done soon after the slowest, with at most 50 questions a second', async () => {
	const played = await play({ tasks: runs(500, 20_000, 120_000) });
	expect(endsOf(played)).toEqual(allMade(500));
	const slowest = Math.max(...played.service.ran.map(({ endsAt }) => endsAt));
	expect(played.endedAt).toBeLessThan(slowest * 1.05 + stepAfter(120_000));
	expect(mostWithin(played.service.questions)).toBeLessThanOrEqual(50);
});

test('four workers on one quota know of no task more than a step late', async () => {
	const clock = new VirtualClock(RANDOMS);
	const service = new TaskService(
		{ tasks: runs(200, 20_000, 120_000), questionsPerSecond: 60 },
		clock,
	);
	const workers = [0, 1, 2, 3].map((worker) =>
		playTasks({
			service,
			clock,
			items: indices(200).filter((n) => n % 4 === worker),
			requestsPerSecond: 5,
			pace: new SharedPace(() => clock.random()),
		}),
	);
	const played = await clock.finish(Promise.all(workers));
	expect(played.flatMap(endsOf).sort()).toEqual(allMade(200).sort());
	expect(service.throttledQuestions).toBeGreaterThan(0);
	expect(service.started).toHaveLength(200);
	const knownAt = new Map(played.flatMap((one) => [...one.knownAt]));
	const [first] = played;
	if (!first) throw new Error('nobody worked');
	expect(latestOverStep({ ...first, knownAt, service })).toBeLessThan(2);
});

test('a person can have fewer tasks run at once', async () => {
	const played = await play({ tasks: runs(20, 20_000, 40_000) }, { maxConcurrentTasks: 3 });
	expect(endsOf(played)).toEqual(allMade(20));
	expect(played.service.mostRunning).toBe(3);
});

test('a call that has started its task makes room for the next one at once', async () => {
	const played = await play({ tasks: runs(5, 60_000, 60_000) }, { maxInFlight: 1 });
	expect(endsOf(played)).toEqual(allMade(5));
	expect(played.service.mostRunning).toBe(5);
});

test('tasks that an earlier execution has left running count, whichever rows have them', async () => {
	const journal: Entries = {};
	const clock = new VirtualClock(RANDOMS);
	const service = new TaskService({ tasks: runs(4, 30_000, 40_000) }, clock);
	const left = { service, clock, items: [3], journal, maxWaitMs: 6_000 };
	await clock.finish(playTasks(left));
	const retry = { service, clock, items: indices(4), journal, executionId: '18' };
	const played = await clock.finish(playTasks({ ...retry, maxConcurrentTasks: 1 }));
	expect(endsOf(played)).toEqual(allMade(4));
	expect(service.started).toHaveLength(4);
	expect(service.mostRunning).toBe(1);
});

test('a call that is refused for its rate does not keep the rest waiting for a task to end', async () => {
	const clock = new VirtualClock(RANDOMS);
	const service = new TaskService({ tasks: runs(40, 300_000, 300_000) }, clock);
	const start = service.start.bind(service);
	let refusals = 0;
	service.start = (index, session) =>
		index === 5 && refusals++ === 0
			? { kind: 'refused', reason: 'throttled', code: 'RequestLimitExceeded', requestId: 'r' }
			: start(index, session);
	const played = await clock.finish(playTasks({ service, clock, items: indices(40) }));
	expect(endsOf(played)).toEqual(allMade(40));
	expect(Math.max(...service.started.map(({ startedAt }) => startedAt))).toBeLessThan(30_000);
});

describe('a call whose answer is lost', () => {
	const script = { tasks: runs(6, 20_000, 30_000), lost: [1, 4] };

	test('is found in the list, with one list for all, and not sent again', async () => {
		const played = await play(script);
		expect(endsOf(played)).toEqual(allMade(6));
		expect(played.service.started).toHaveLength(6);
		expect(played.service.lists).toBe(1);
	});

	test('and not listed stays unknown, in a retry as well, where the rest is done', async () => {
		const journal: Entries = {};
		const first = await play({ ...script, isListed: false }, { journal, onFailure: 'stop' });
		expect(endsOf(first).filter((end) => end.startsWith('unknown'))).toHaveLength(2);
		const clock = new VirtualClock(RANDOMS);
		const items = indices(6);
		const executionId = '18';
		const retried = { service: first.service, clock, items, journal, executionId };
		const second = await clock.finish(playTasks({ ...retried, onFailure: 'stop' }));
		expect(endsOf(second).map((end) => end.split(':')[0])).toEqual([
			'made of 0',
			'unknown',
			'made of 2',
			'made of 3',
			'unknown',
			'made of 5',
		]);
		expect(first.service.started).toHaveLength(6);
	});

	test('and sent again, has the same SessionId: no second task is started', async () => {
		const played = await play(
			{ ...script, isListed: false },
			{ whenOutcomeUnknown: 'createAgain' },
		);
		expect(played.service.started).toHaveLength(6);
		expect(endsOf(played)[1]).toBe('unknown: ');
	});
});

test('what a retry finds unclear it looks for again, and it does not keep the rest waiting', async () => {
	const journal: Entries = {};
	const clock = new VirtualClock(RANDOMS);
	const isListed = { isListed: false };
	const script = Object.assign(isListed, { tasks: runs(4, 20_000, 30_000), lost: [0, 1] });
	const service = new TaskService(script, clock);
	const batch = { service, clock, journal, onFailure: 'stop' } as const;
	const first = await clock.finish(playTasks({ ...batch, items: [0, 1] }));
	expect(endsOf(first)).toEqual(['unknown: ECONNRESET', 'unknown: ECONNRESET']);
	service.forget(1);
	script.isListed = true;
	const retry = { ...batch, items: indices(4), executionId: '18', requestsPerSecond: 0.02 };
	const second = await clock.finish(playTasks(retry));
	expect(endsOf(second)).toEqual(['made of 0', 'unknown: ECONNRESET', 'made of 2', 'made of 3']);
});

test('a refusal does not end the doubt about an earlier call: it is sent again under the same SessionId', async () => {
	const clock = new VirtualClock(RANDOMS);
	const service = new TaskService({ tasks: runs(1, 20_000, 20_000), isListed: false }, clock);
	const sessions: string[] = [];
	service.start = (_index, session) => {
		sessions.push(session);
		return sessions.length === 2
			? { kind: 'refused', reason: 'throttled', code: 'RequestLimitExceeded', requestId: 'r' }
			: { kind: 'unknown', reason: 'deadline', code: '', requestId: undefined };
	};
	const again = { service, clock, items: [0], whenOutcomeUnknown: 'createAgain' } as const;
	await clock.finish(playTasks(again));
	expect(sessions).toHaveLength(4);
	expect(new Set(sessions).size).toBe(1);
	expect(sessions[0]).toMatch(/^[0-9a-f]{32}$/);
});

describe('a task that fails', () => {
	const tasks = [{ runsMs: 20_000 }, { runsMs: 5_000, fails: 'InternalError' }, { runsMs: 60_000 }];

	test('with "Stop" the others are waited for, and nothing new is started', async () => {
		const played = await play(
			{ tasks: [...tasks, { runsMs: 1 }] },
			{ onFailure: 'stop', maxConcurrentTasks: 3 },
		);
		expect(endsOf(played)).toEqual([
			'made of 0',
			'taskFailed: InternalError',
			'made of 2',
			'not started',
		]);
	});

	test('is not started again by the same execution, and is by a retry of a person', async () => {
		const journal: Entries = {};
		const clock = new VirtualClock(RANDOMS);
		const service = new TaskService({ tasks }, clock);
		const once = async (executionId: string) =>
			endsOf(
				await clock.finish(playTasks({ service, clock, items: indices(3), journal, executionId })),
			);
		const failed = ['made of 0', 'taskFailed: InternalError', 'made of 2'];
		expect(await once('17')).toEqual(failed);
		expect(await once('17')).toEqual(failed);
		expect(service.started).toHaveLength(3);
		expect(await once('18')).toEqual(failed);
		expect(service.started.map(({ index }) => index)).toEqual([0, 1, 2, 1]);
		expect(new Set(service.started.map(({ session }) => session)).size).toBe(4);
	});
});

test('what an earlier try has started is only waited for', async () => {
	const journal: Entries = {};
	const clock = new VirtualClock(RANDOMS);
	const service = new TaskService({ tasks: runs(3, 90_000, 100_000) }, clock);
	const items = indices(3);
	const first = await clock.finish(
		playTasks({ service, clock, items, journal, maxWaitMs: 10_000 }),
	);
	expect(endsOf(first)).toEqual(Array(3).fill('started: PROCESSING'));
	const again = { service, clock, items, journal: JSON.parse(JSON.stringify(journal)) as Entries };
	const second = await clock.finish(playTasks({ ...again, executionId: '18' }));
	expect(endsOf(second)).toEqual(allMade(3));
	expect(service.started).toHaveLength(3);
});

describe('a question', () => {
	const fault = (kind: 'failed' | 'refused') =>
		kind === 'failed'
			? ({ kind, reason: 'connectionLost', code: 'ECONNRESET', requestId: undefined } as const)
			: ({ kind, reason: 'code', code: 'AuthFailure', message: 'm', requestId: 'r' } as const);

	test('that fails again and again is no failure of the task', async () => {
		const played = await play({
			tasks: [{ runsMs: 30_000 }],
			fault: (question) => (question < 12 ? fault('failed') : undefined),
		});
		expect(endsOf(played)).toEqual(['made of 0']);
	});

	test('that is throttled is asked again at once, at a slower pace', async () => {
		const played = await play({
			tasks: [{ runsMs: 120_000 }],
			fault: (question) => (question === 25 ? THROTTLED : undefined),
		});
		const [before = 0, after = 0] = played.service.questions.slice(25, 27);
		expect(before).toBeGreaterThan(50_000);
		expect(after - before).toBeLessThan(1_500);
	});

	test('comes every 20 seconds in the end', async () => {
		const played = await play({ tasks: [{ runsMs: 1_200_000 }] });
		const { questions } = played.service;
		const pauses = questions.slice(1).map((at, n) => at - (questions[n] ?? 0));
		expect(Math.max(...pauses)).toBeLessThan(20_500);
		expect(pauses.at(-1)).toBeGreaterThan(15_000);
	});

	test('that is refused twice is asked again; the third time in a row the task cannot be read', async () => {
		const tasks = [{ runsMs: 30_000 }];
		const twice = await play({ tasks, fault: (n) => (n % 3 < 2 ? fault('refused') : undefined) });
		expect(endsOf(twice)).toEqual(['made of 0']);
		const always = await play({ tasks, fault: () => fault('refused') });
		expect(endsOf(always)).toEqual(['unread: AuthFailure']);
	});
});

test('a cancel ends all waiting within a second and starts nothing more', async () => {
	const clock = new VirtualClock(RANDOMS);
	const service = new TaskService(
		{ tasks: runs(10, 60_000, 90_000), lost: [0], isListed: false },
		clock,
	);
	const cancel = new AbortController();
	clock.at(7_300, () => cancel.abort());
	const items = indices(10);
	const limits = { maxConcurrentTasks: 4, cancelSignal: cancel.signal };
	const played = await clock.finish(playTasks({ service, clock, items, ...limits }));
	expect(played.endedAt).toBeLessThan(8_300);
	expect(service.started.every(({ startedAt }) => startedAt < 7_300)).toBe(true);
	expect(new Set(endsOf(played))).toEqual(
		new Set(['unknown: ECONNRESET', 'started: PROCESSING', 'not started']),
	);
});
