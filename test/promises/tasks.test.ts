/** Tasks that the node starts and waits for, in n8n's engine: none is started twice, none is lost. */
import type { IDataObject } from 'n8n-workflow';

import { startEmulator, type Emulator } from '../emulator/emulator';
import { only, type FaultPlan } from '../emulator/faults';
import type { TaskEnding, TaskLife } from '../emulator/taskLives';
import { faultsByName, LOST } from '../support/faultPlans';
import { agentOn, workflowOn } from '../support/node';
import { CONTINUE, RETRY, type Setup } from '../support/nodeSetup';
import { createElement, getTask, manyRows, rows, startTask, SUB_APP } from '../support/operations';
import { speedUp } from '../support/speed';
import { elementIdsOf, errorOf, forbiddenIn } from '../support/whatIsSeen';
import type { Execution } from '../workflow/engine';

const CREATE = 'CreateAigcAdvancedCustomElement';
const REFUSED_BY_CHECK = {
	kind: 'failure' as const,
	errCodeExt: 'ContentModerationFailed',
	message: 'The face is not allowed.',
};
/** Longer than any test waits; the emulator's clock can be put forward by as much. */
const LONG_MS = 200_000;

let emulator: Emulator;
let aheadMs = 0;
let onCreate: () => void = () => undefined;
let goBackToRealTime: () => void;

beforeAll(async () => {
	emulator = await startEmulator({
		now: () => Date.now() + aheadMs,
		onCall: ({ action }) => action === CREATE && onCreate(),
	});
});
beforeEach(() => (goBackToRealTime = speedUp(100)));
afterEach(() => {
	goBackToRealTime();
	aheadMs = 0;
	onCreate = () => undefined;
	emulator.reset();
});
afterAll(() => emulator.close());

const ADVANCED = { resource: 'advancedElement', operation: 'create', subAppId: SUB_APP };

const create = (setup: Setup = {}) =>
	workflowOn(emulator, { ...setup, fields: { ...ADVANCED, ...setup.fields } });

/** By name; of a name with several, one task after the other. What is not listed ends at the third question. */
function lives(lists: Record<string, Array<TaskLife | undefined>>): void {
	const left = new Map(Object.entries(lists).map(([name, list]) => [name, [...list]]));
	emulator.setTaskLives(({ name }) => left.get(name)?.shift());
}

const fails = (end: TaskEnding = REFUSED_BY_CHECK): TaskLife => ({ runsMs: 0, end });
const runsLong: TaskLife = { runsMs: LONG_MS, end: { kind: 'success' } };

const startsFaulty = (plan: FaultPlan) => emulator.setFaults(only(CREATE, plan));

/** The names of the tasks, in the order in which they were started. */
const started = () => emulator.tasks.map(({ name }) => name);
const taskOf = (name: string) =>
	emulator.tasks.find((task) => task.name === name)?.taskId ?? 'none';
const sessionsOf = (name: string) =>
	emulator.tasks.flatMap((task) => (task.name === name ? [task.sessionId] : []));
const callsFor = (name: string) =>
	emulator.ledger.calls.filter((call) => call.action === CREATE && call.name === name).length;
const madeOf = (...names: string[]) =>
	names.map((name) => emulator.ledger.ofKind('element').find((made) => made.name === name)?.id);
const linesOf = ({ logs }: Execution) => logs.map(({ message }) => message).join('\n');

describe('a task that fails', () => {
	test('is told in words with its TaskId; with "Stop" the others are waited for and listed', async () => {
		lives({ b: [fails()] });
		const execution = await create({ settings: RETRY }).execute(rows('a', 'b', 'c'));
		const [a, c] = madeOf('a', 'c');
		const { description, message } = errorOf(execution);
		expect(message).toBe(
			`Item 1: The task failed, so nothing was created: Tencent Cloud's content check refused the text, a picture or what was made. TaskId ${taskOf('b')}. Created, with ElementId: item 0 = ${a}, item 2 = ${c}.`,
		);
		expect(description).toContain('Code ContentModerationFailed');
		expect(description).toContain('Tencent Cloud says: The face is not allowed.');
		expect(description).toMatch(/'Retry On Fail' does not start a failed task again/);
		expect(forbiddenIn(execution)).toEqual([]);
		// Nor has it: three tries, and one task for each.
		expect(started()).toEqual(['a', 'b', 'c']);
		for (const name of ['a', 'b', 'c']) expect(linesOf(execution)).toContain(taskOf(name));
	});

	test('is started anew by a retry of the execution, under another SessionId, once', async () => {
		lives({ b: [fails()] });
		const workflow = create();
		const failed = await workflow.execute(rows('a', 'b', 'c'));
		const retried = await workflow.retry(failed);
		expect(elementIdsOf(retried)).toEqual(madeOf('a', 'b', 'c'));
		expect(started()).toEqual(['a', 'b', 'c', 'b']);
		expect(new Set(sessionsOf('b')).size).toBe(2);
		// The same failed execution, a second time.
		expect(elementIdsOf(await workflow.retry(failed))).toEqual(madeOf('a', 'b', 'c'));
		expect(started()).toHaveLength(4);
	});

	test('leaves the rest to run: what still runs is named, and a retry only waits for it', async () => {
		lives({ slow: [runsLong], bad: [fails()] });
		const workflow = create({ options: { maxWait: 2 } });
		const failed = await workflow.execute(rows('slow', 'bad'));
		expect(errorOf(failed).message).toContain(
			`Still running, with TaskId: item 0 = ${taskOf('slow')}.`,
		);
		aheadMs = LONG_MS;
		expect(elementIdsOf(await workflow.retry(failed))).toEqual(madeOf('slow', 'bad'));
		expect(started()).toEqual(['slow', 'bad', 'bad']);
	});

	test('is an error item with its TaskId where the rest goes on', async () => {
		lives({ a: [fails({ kind: 'noResult' })] });
		const { output } = await create({ settings: CONTINUE }).execute(rows('a', 'b'));
		expect(output.map(({ json }) => json)).toMatchObject([
			{ details: { outcome: 'taskFailed', code: 'NoResult', taskId: taskOf('a') } },
			{ ElementId: madeOf('b')[0], TaskId: taskOf('b'), Status: 'FINISH' },
		]);
	});
});

test('after Max Wait the item goes out with TaskId and Status, which is no error', async () => {
	lives({ a: [runsLong] });
	const execution = await create({ options: { maxWait: 2 } }).execute(rows('a', 'b'));
	expect(execution.status).toBe('success');
	expect(execution.output.map(({ json }) => json)).toMatchObject([
		{ ElementId: null, TaskId: taskOf('a'), Status: 'PROCESSING' },
		{ ElementId: madeOf('b')[0], TaskId: taskOf('b'), Status: 'FINISH' },
	]);
});

test('a cancel ends the waiting, starts nothing more, and leaves the TaskIds in the log', async () => {
	goBackToRealTime();
	emulator.setTaskLives(() => runsLong);
	const running = create({ options: { maxConcurrentTasks: 2 } }).start(manyRows(4));
	let calls = 0;
	onCreate = () => {
		if (++calls === 2) running.cancel();
	};
	const execution = await running.finished;
	expect(started()).toEqual(['Row 0', 'Row 1']);
	for (const { taskId } of emulator.tasks) expect(linesOf(execution)).toContain(taskId);
}, 10_000);

describe('a start whose answer is lost', () => {
	const lostOnce = () => startsFaulty(faultsByName({ a: [LOST] }));

	test('and whose task is listed is waited for as if nothing had been', async () => {
		lostOnce();
		const execution = await create().execute(rows('a', 'b'));
		expect(elementIdsOf(execution)).toEqual(madeOf('a', 'b'));
		expect(started()).toEqual(['a', 'b']);
		expect(linesOf(execution)).toContain(`started TaskId ${taskOf('a')}`);
	});

	test('and whose task is not listed stays unknown in every retry, which makes the rest', async () => {
		emulator.setTasksListed(false);
		startsFaulty(
			faultsByName({
				a: [LOST],
				b: [{ kind: 'tencentError', stage: 'before', code: 'LimitExceeded' }],
			}),
		);
		const workflow = create();
		const failed = await workflow.execute(rows('a', 'b'));
		const retried = await workflow.retry(failed);
		const [b] = madeOf('b');
		expect(errorOf(retried).message).toMatch(
			RegExp(`^Item 0: It is unknown whether .* Created, with ElementId: item 1 = ${b}\\.$`),
		);
		expect([callsFor('a'), callsFor('b')]).toEqual([1, 2]);
		// Sent again, it is the same session: the task is not started a second time.
		const again = create({ options: { whenOutcomeUnknown: 'createAgain' } });
		expect(errorOf(await again.retry(retried)).message).toMatch(/^Item 0: It is unknown/);
		expect(callsFor('a')).toBeGreaterThan(1);
		expect(started().filter((name) => name === 'a')).toHaveLength(1);
	});

	test('and that has started none is made by Create Again', async () => {
		emulator.setTasksListed(false);
		startsFaulty(faultsByName({ a: [{ kind: 'reset', stage: 'before' }] }));
		const failed = await create().execute(rows('a'));
		const again = create({ options: { whenOutcomeUnknown: 'createAgain' } });
		expect(elementIdsOf(await again.retry(failed))).toEqual(madeOf('a'));
		expect([callsFor('a'), started().length]).toEqual([2, 1]);
	});

	test('stays unknown where Reuse is switched on before it is sent again: no second task', async () => {
		emulator.setTasksListed(false);
		lostOnce();
		const failed = await create().execute(rows('a'));
		const options = { whenOutcomeUnknown: 'createAgain', reuseCreated: true };
		await create({ options }).retry(failed);
		expect(started()).toEqual(['a']);
	});
});

test('with Reuse Created two executions that overlap, and one after them, share one task', async () => {
	const workflow = create({ options: { reuseCreated: true } });
	const both = [workflow.start(rows('x', 'y')), workflow.start(rows('y', 'x'))];
	const [one, other] = await Promise.all(both.map(async ({ finished }) => await finished));
	const later = await workflow.execute(rows('x'));
	expect([one, other, later].map((execution) => execution && elementIdsOf(execution))).toEqual([
		madeOf('x', 'y'),
		madeOf('y', 'x'),
		madeOf('x'),
	]);
	expect(started().sort()).toEqual(['x', 'y']);
});

describe('an agent that asks again', () => {
	async function answersTo(...names: string[]): Promise<unknown> {
		const fields = { ...createElement.fromModel, ...ADVANCED };
		const calls = rows(...names).map((call) => [call]);
		const execution = await agentOn(emulator, calls, 'langchain', { fields }).execute();
		return execution.json('Agent')[0]?.answers;
	}
	const containing = (text = 'none') => expect.stringContaining(text) as unknown;

	test('is given the same element', async () => {
		expect(await answersTo('a', 'a')).toEqual(Array(2).fill(containing(madeOf('a')[0])));
		expect(started()).toEqual(['a']);
	});

	test('is told of the same failed task, and of the same doubt', async () => {
		lives({ a: [fails()] });
		emulator.setTasksListed(false);
		startsFaulty(faultsByName({ b: [LOST] }));
		const [first, second, ...doubts] = (await answersTo('a', 'a', 'b', 'b')) as unknown[];
		expect([first, second]).toEqual(Array(2).fill(containing(taskOf('a'))));
		expect(doubts).toEqual(Array(2).fill(containing('Do not call this tool again')));
		expect(started()).toEqual(['a', 'b']);
	});
});

describe('Task → Get, waiting', () => {
	const get = (setup: Setup = {}) =>
		workflowOn(emulator, { ...setup, operation: getTask, fields: { waitForCompletion: true } });
	const asked = (...tasks: string[]) => tasks.map((task) => ({ task }) as IDataObject);

	test('puts out what has ended, what comes to an end, and what has failed, as items', async () => {
		lives({ ended: [{ runsMs: 0, end: { kind: 'success' } }], failed: [fails()] });
		const tasks: string[] = [];
		for (const name of ['ended', 'runs', 'failed']) tasks.push(await startTask(emulator, name));
		const { output } = await get().execute(asked(...tasks));
		const told = { FileUrl: expect.stringMatching(/^http/) as unknown };
		expect(output.map(({ json }) => json)).toMatchObject([
			{ TaskId: tasks[0], Status: 'FINISH', ErrCode: 0, ...told },
			{ TaskId: tasks[1], Status: 'FINISH', ErrCode: 0, ...told },
			{ TaskId: tasks[2], Status: 'FINISH', ErrCodeExt: 'ContentModerationFailed', FileUrl: null },
		]);
	});

	test('puts out how far it is when the time is over; an unknown TaskId is an error at once', async () => {
		lives({ slow: [runsLong] });
		const task = await startTask(emulator, 'slow');
		const setup = { options: { maxWait: 0.2 }, settings: CONTINUE };
		const { output } = await get(setup).execute(asked(task, 'nowhere'));
		expect(output.map(({ json }) => json)).toMatchObject([
			{ TaskId: task, Status: 'PROCESSING' },
			{ error: expect.stringContaining('knows nothing of') as unknown },
		]);
		expect(emulator.ledger.calls.filter(({ name }) => name === 'nowhere')).toHaveLength(1);
	});
});
