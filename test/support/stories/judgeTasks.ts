/** What holds for an operation whose calls start tasks: none is lost, none started twice. */
import type { Made } from '../../emulator/ledger';
import type { TaskReport } from '../../emulator/taskReport';
import { isSending } from '../callLog';
import { isSilencedByN8n } from '../whatIsSeen';
import { toldBy } from '../whatIsTold';
import { casesOf, type Case } from './cases';
import { isUnknown, sentThoughUnusable } from './judgeMaker';
import { sharesThings } from './story';
import type { Tale } from './storyteller';
import { brokenByFiles } from './judgeFiles';
import { sentOutOfTurn } from './taskLines';

/** On a clock that runs faster, that is still longer than the deadline of any call. */
const LONG_MINUTES = 120;

export function brokenByTasks(tale: Tale): string[] {
	return [
		...casesOf(tale).flatMap((one, n) =>
			brokenIn(one, tale).map((broken) => `execution ${n}: ${broken}`),
		),
		...sentOutOfTurn(tale),
		...brokenByFiles(tale),
	];
}

function brokenIn(one: Case, tale: Tale): string[] {
	const results = resultsOf(tale);
	return [
		...unheardOf(one, results),
		...unseen(one, results),
		...notFound(one),
		...startedTwice(one),
		...deniedThoughStarted(one),
		...wrongThings(one, results),
		...sentThoughUnusable(one),
		...(one.sendsAfterCancel > 0 ? ['a call started after the cancel'] : []),
	];
}

/** Which task has made what, by the id under which it is put out. */
interface Results {
	/** undefined: the task has made nothing. */
	ofTask(taskId: unknown): string | undefined;
	taskOf(id: unknown): string | undefined;
}

function resultsOf({ ledger, operation, tasks }: Tale): Results {
	if (operation.nouns.id === 'TaskId') {
		// What was made goes by the id of its task.
		return {
			ofTask: (taskId) => {
				const task = tasks.get(String(taskId));
				return task?.ending?.kind === 'success' ? task.taskId : undefined;
			},
			taskOf: (id) => String(id),
		};
	}
	// Both stand in the ledger with the call that started the task.
	const ofSameCall = (wanted: unknown, kind: Made['kind']) => {
		const known = ledger.find(({ id }) => id === wanted);
		return ledger.find((one) => one.kind === kind && one.callIndex === known?.callIndex)?.id;
	};
	return {
		ofTask: (taskId) => ofSameCall(taskId, 'element'),
		taskOf: (id) => ofSameCall(id, 'task'),
	};
}

/** Every task that this chapter started is named, or covered by an unknown of its item; and in the log. */
function unheardOf(one: Case, results: Results): string[] {
	const { company, execution, itemsOf, lines, made, operation, tasks } = one;
	const told = company.map((other) => toldBy(other, operation));
	const named = new Set(
		told.flatMap(({ done, tasks: known }) => [
			...known.map(({ id }) => id),
			...done.map(({ id }) => results.taskOf(id)),
		]),
	);
	const unknown = {
		told: told.flatMap((other) => other.unknown),
		logged: lines.filter(isUnknown).map(({ item }) => item),
	};
	const isSilenced = isSilencedByN8n(execution);
	return [...itemsOf].flatMap(([name, items]) => {
		const started = made.filter((thing) => thing.kind === 'task' && thing.name === name);
		const coveredBy = (all: number[]) => all.filter((item) => items.includes(item)).length;
		const unlogged = started.filter(({ id }) => !isLogged(one, `TaskId ${id}`));
		// Of one that has failed, and for which another may have been started, the log is the record.
		const untold = started.filter(
			({ id }) =>
				!named.has(id) &&
				!(isLogged(one, `TaskId ${id}`) && (isSilenced || hasFailed(tasks.get(id)))),
		);
		const covering = isSilenced ? unknown.logged : unknown.told;
		return [
			...(unlogged.length > coveredBy(unknown.logged) ? [`the log misses a task of ${name}`] : []),
			...(untold.length > coveredBy(covering) ? [`a task of ${name} is lost`] : []),
		];
	});
}

/** Where the node has been told of a task's end, what the task has made is put out, and in the log. */
function unseen(one: Case, results: Results): string[] {
	const { calls, company, execution, isCancelled, operation, story, tasks } = one;
	// An answer that came after its deadline is asked for again, where there is time.
	const hasTime = (story.tasks?.maxWait ?? 0) >= LONG_MINUTES;
	if (isCancelled || !hasTime || isHeldUp(one)) return [];
	const told = company.flatMap((other) => toldBy(other, operation).done);
	const { done, id: idName } = operation.nouns;
	const ended = calls.filter(
		({ action, arrivedAt, fault, name = '', outcome }) =>
			action === 'DescribeTaskDetail' &&
			outcome.kind === 'answered' &&
			fault === undefined &&
			arrivedAt >= (tasks.get(name)?.finishedAt ?? Infinity),
	);
	const seen = new Set(ended.flatMap(({ name }) => results.ofTask(name) ?? []));
	const isTold = (id: string) =>
		isSilencedByN8n(execution) || told.some((thing) => thing.id === id);
	return [...seen]
		.filter((id) => !isLogged(one, `${done} ${idName} ${id}`) || !isTold(id))
		.map((id) => `${idName} ${id} is lost, though its task was seen to end`);
}

/** Whether the machine was so busy that any answer may have come after its deadline. */
function isHeldUp({ longestHoldUp, story }: Case): boolean {
	return longestHoldUp > story.options.timeout / 2;
}

/** A task that is listed, and has not failed before, does not stay unknown, unless lists or connections fail. */
function notFound(one: Case): string[] {
	const { calls, company, isCancelled, itemsOf, madeByLineage, operation, story, tasks } = one;
	const mayFail =
		!story.tasks?.tasksListed ||
		story.connectionFaults.some((fault) => fault !== undefined) ||
		calls.some(({ action, fault }) => action === 'DescribeTasks' && fault !== undefined);
	if (mayFail || isCancelled || isHeldUp(one) || company.length > 1) return [];
	const { unknown } = toldBy(one.execution, operation);
	return [...itemsOf].flatMap(([name, items]) => {
		const isListed = madeByLineage
			.filter((thing) => thing.kind === 'task' && thing.name === name)
			.some(({ id }) => !hasFailed(tasks.get(id)));
		return isListed && items.every((item) => unknown.includes(item))
			? [`a task of ${name} is listed, and is said not to be`]
			: [];
	});
}

/**
 * While a task of an item of a lineage or, where things are reused, of a row may still bring something,
 * no other is started. Within one execution none is started after one that has failed, either.
 */
function startedTwice(one: Case): string[] {
	const { company, itemsOf, made, madeByLineage, madeSoFar, story, tasks } = one;
	const isShared = sharesThings(story);
	const reportsOf = (all: Made[], name: string) =>
		all.filter((thing) => thing.name === name).flatMap(({ id }) => tasks.get(id) ?? []);
	return [...itemsOf].flatMap(([name, items]) => {
		const most = isShared ? 1 : items.length;
		const known = reportsOf(isShared ? madeSoFar : madeByLineage, name);
		const twice = reportsOf(made, name).filter(
			({ startedAt }) =>
				known.filter((other) => other.startedAt <= startedAt && !hasFailedBy(other, startedAt))
					.length > most,
		);
		const ran = reportsOf(made, name).filter((task) => !hasFoundNoPlace(task));
		return [
			...twice.map(({ taskId }) => `${taskId} of ${name} is one too many`),
			...(ran.length > most * company.length ? [`${ran.length} tasks of ${name} in one go`] : []),
		];
	});
}

/** Where it is said of every item of a row that nothing was made, no task runs or has succeeded. */
function deniedThoughStarted(one: Case): string[] {
	const { company, execution, itemsOf, madeByLineage, operation, tasks } = one;
	// What another one started meanwhile was not there when this one said so.
	if (company.length > 1) return [];
	const { denied } = toldBy(execution, operation);
	return [...itemsOf].flatMap(([name, items]) => {
		if (!items.every((item) => denied.includes(item))) return [];
		return madeByLineage
			.filter((thing) => thing.kind === 'task' && thing.name === name)
			.filter(({ id }) => !hasFailed(tasks.get(id)))
			.map(({ id }) => `${id} of ${name} exists, and is said not to`);
	});
}

/** An id belongs to the row that it is paired with, and no two rows share one unless asked to. */
function wrongThings(one: Case, results: Results): string[] {
	const { execution, ledger, names, operation, story } = one;
	const { done, tasks } = toldBy(execution, operation);
	const told = [...done, ...tasks];
	const foreign = told.filter(
		({ item, id }) => ledger.find((thing) => thing.id === id)?.name !== names[item],
	);
	const shared = told.filter(({ item, id }) =>
		told.some(
			(other) =>
				other.id === id &&
				(sharesThings(story) ? names[other.item] !== names[item] : other.item !== item),
		),
	);
	const mismatched = tasks.filter(({ item, id }) => {
		const thing = done.find((other) => other.item === item);
		return thing && results.taskOf(thing.id) !== id;
	});
	return [
		...foreign.map(({ item, id }) => `${String(id)} is not what was made for item ${item}`),
		...shared.map(({ item }) => `item ${item} shares what was made for it`),
		...mismatched.map(({ item }) => `item ${item} has what another task made`),
	];
}

/** In a line that says what came of something. */
function isLogged({ lines }: Case, words: string): boolean {
	return lines.some((line) => !isSending(line) && `${line.says},`.includes(`${words},`));
}

/** Whether it is certain that it brings nothing. */
export function hasFailed(task: TaskReport | undefined): boolean {
	switch (task?.ending?.kind) {
		case 'failure':
		case 'aborted':
		case 'noResult':
		case 'innerFail':
			return true;
		case 'success':
		case 'nullMembers':
		case undefined:
			return false;
	}
}

/** @param time epoch milliseconds */
export function hasFailedBy(task: TaskReport, time: number): boolean {
	return hasFailed(task) && (task.finishedAt ?? Infinity) <= time;
}

function hasFoundNoPlace({ ending }: TaskReport): boolean {
	return ending?.kind === 'failure' && ending.errCodeExt === 'RequestLimitExceeded';
}
