import type { Execution } from '../workflow/engine';
import type { OperationUnderTest } from './operations';
import { errorOf, inInputOrder, pairOf } from './whatIsSeen';

/** An item, and the id that the user is told of it. */
export interface ToldId {
	item: number;
	id: unknown;
}

/** What the user is told of the items, by output items or by the error's message. */
export interface Told {
	/** What was made, whether or not its file was downloaded. */
	done: ToldId[];
	/** Items whose task has not ended, as far as the user is told. */
	running: number[];
	/** Items whose thing may exist. */
	unknown: number[];
	/** Items of which it is said that nothing was done. */
	denied: number[];
	/** Every TaskId, whatever has become of the task. */
	tasks: ToldId[];
}

export function toldBy(execution: Execution, { isRunning, nouns }: OperationUnderTest): Told {
	// What stopped an execution is all that is left of the batch: n8n drops the output.
	if (execution.status === 'error') return toldByMessage(errorOf(execution).message, nouns);
	const told: Told = { done: [], running: [], unknown: [], denied: [], tasks: [] };
	for (const output of inInputOrder(execution)) {
		const { error, TaskId, [nouns.id]: id } = output.json;
		const item = pairOf(output);
		if (TaskId !== undefined) told.tasks.push({ item, id: TaskId });
		if (id === undefined) tellError(told, item, typeof error === 'string' ? error : '', nouns);
		else if (isRunning(output.json)) told.running.push(item);
		else told.done.push({ item, id });
	}
	return told;
}

type Nouns = OperationUnderTest['nouns'];

/** Of one item. */
function tellError(told: Told, item: number, message: string, { done, thing }: Nouns): void {
	const says = (words: string) => RegExp(`^Item \\d+: ${words}`).test(message);
	const [, id] = /^Item \d+: .*?\. TaskId ([\w-]+)\./.exec(message) ?? [];
	if (id !== undefined) told.tasks.push({ item, id });
	if (says('The task is finished and paid, but ')) told.done.push({ item, id });
	else if (says(`It is unknown whether the ${thing} was ${done}:`)) told.unknown.push(item);
	else if (says('The task was started, but ')) told.running.push(item);
	else told.denied.push(item);
}

function toldByMessage(message: string, nouns: Nouns): Told {
	const done = idsIn(message, `${nouns.done}, with ${nouns.id}: `);
	const tasks = idsIn(message, 'Still running, with TaskId: ');
	const told: Told = {
		done,
		running: tasks.map(({ item }) => item),
		unknown: itemsIn(message, 'Also unknown: '),
		denied: [
			...itemsIn(message, `Also not ${nouns.done}: `),
			...itemsIn(message, 'cannot be used, so nothing was sent: '),
		],
		tasks,
	};
	const [, lead] = /^Item (\d+): /.exec(message) ?? [];
	if (lead !== undefined) tellError(told, Number(lead), message, nouns);
	return told;
}

function idsIn(message: string, head: string): ToldId[] {
	return [...listIn(message, head).matchAll(/item (\d+) = ([\w-]+)/g)].map(([, item, id]) => ({
		item: Number(item),
		id,
	}));
}

function itemsIn(message: string, head: string): number[] {
	return [...listIn(message, head).matchAll(/item (\d+)/g)].map(([, item]) => Number(item));
}

/** What stands between these words, in any case, and the next full stop. */
function listIn(message: string, head: string): string {
	return RegExp(`${head}([^.]*)\\.`, 'i').exec(message)?.[1] ?? '';
}
