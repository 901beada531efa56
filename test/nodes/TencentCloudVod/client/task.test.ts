import type { Outcome, Unknown } from '../../../../nodes/TencentCloudVod/client/outcome';
import { settle, tasksOf, type BatchItem } from '../../../../nodes/TencentCloudVod/client/task';

const item = (index: number, sharedKey: string): BatchItem => ({
	index,
	body: `{"ElementName":"${sharedKey}"}`,
	bodyHash: sharedKey,
	keys: [String(index)],
	sharedKey,
});

function newTask() {
	const [task] = tasksOf<string>([item(0, 'fox')]).values();
	if (!task) throw new Error('There is a task for each item.');
	return task;
}

test('there is one task for each key, in the order of their first items', () => {
	const items = [item(2, 'owl'), item(4, 'fox'), item(5, 'owl'), item(6, 'elk'), item(9, 'owl')];
	const tasks = [...tasksOf<string>(items).values()];

	expect(tasks.map((task) => task.item.index)).toEqual([2, 4, 6]);
	expect(tasks.map(({ sharers }) => sharers.map(({ index }) => index))).toEqual([
		[2, 5, 9],
		[4],
		[6],
	]);
	expect(tasks.map(({ result }) => result.kind)).toEqual([
		'notStarted',
		'notStarted',
		'notStarted',
	]);
});

test('there is no task without items', () => {
	expect([...tasksOf<string>([])]).toEqual([]);
});

const created: Outcome<string> = { kind: 'created', value: 'id', requestId: 'r' };
const doubt: Unknown = { kind: 'unknown', reason: 'deadline', code: '', requestId: undefined };
const refused: Outcome<string> = {
	kind: 'refused',
	reason: 'http',
	code: 'HTTP 403',
	requestId: undefined,
};
const notSent: Outcome<string> = { kind: 'notSent', reason: 'unreachable', code: 'ENOTFOUND' };

test.each<[string, Outcome<string>]>([
	['created', created],
	['refused', refused],
	['not sent', notSent],
])('without a doubt the last outcome counts: %s', (_title, outcome) => {
	const task = newTask();
	task.sentAt = 2_000;

	expect(settle(task, outcome)).toEqual({ kind: 'ended', outcome, sentAt: 2_000 });
	expect(task.result).toEqual({ kind: 'ended', outcome, sentAt: 2_000 });
});

test.each<[string, Outcome<string>, Outcome<string>, number]>([
	['a creation takes it away', created, created, 2_000],
	['a refusal does not', refused, doubt, 1_000],
	['a call that was not sent does not', notSent, doubt, 1_000],
])('of a doubt, %s', (_title, last, outcome, sentAt) => {
	const task = newTask();
	task.doubt = { outcome: doubt, sentAt: 1_000, sends: 1 };
	task.sentAt = 2_000;

	expect(settle(task, last)).toEqual({ kind: 'ended', outcome, sentAt });
	expect(task.result).toEqual({ kind: 'ended', outcome, sentAt });
});
