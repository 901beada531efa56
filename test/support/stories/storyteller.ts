/** Plays a story in n8n's engine, on an emulator of its own, and keeps what there is to judge it by. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setImmediate } from 'node:timers/promises';

import { startEmulator, type Emulator } from '../../emulator/emulator';
import type { Fault } from '../../emulator/faults';
import type { FileReport } from '../../emulator/files';
import type { CallRecord, Made } from '../../emulator/ledger';
import type { TaskReport } from '../../emulator/taskReport';
import type { Engine, Execution, RunningExecution, SavedWorkflow } from '../../workflow/engine';
import { recordLogs } from '../../workflow/logs';
import { Arrivals } from '../arrivals';
import { callLines, isSending, type CallLine } from '../callLog';
import { forgetSignatures, nodeOn, type Setup } from '../nodeSetup';
import type { OperationUnderTest, Row } from '../operations';
import { trusting } from '../routes';
import { speedUp } from '../speed';
import { sharesThings, type Step, type Story } from './story';

/** Of the node's clock, where there are tasks: a minute of theirs is 60 milliseconds. */
export const TIMES_AS_FAST = 1000;

/** How finely it is watched whether the process is held up. */
const HOLD_UPS_MS = 5;

/** A story that was played, and what there is to judge it by. */
export interface Tale {
	operation: OperationUnderTest;
	story: Story;
	/** By item. */
	rows: Row[];
	chapters: Chapter[];
	/** At the end of the story: what tasks have made between two executions is in it, too. */
	ledger: Made[];
	/** By TaskId, at the end of the story. */
	tasks: ReadonlyMap<string, TaskReport>;
	/** What tasks have made, at the end of the story. */
	files: readonly FileReport[];
	/** The longest time in which the process could do nothing, in milliseconds: on a busy machine answers come late. */
	longestHoldUp: number;
}

/** One execution, and what the server did meanwhile. */
export interface Chapter {
	execution: Execution;
	/** Those that ran at the same time, itself included. What was made then stands with the first of them. */
	company: Execution[];
	/** The lines of all of them, in the order in which they were written. */
	lines: CallLine[];
	made: Made[];
	calls: CallRecord[];
	/** Retries go on with what the execution before them has left; everything else starts anew. */
	lineage: number;
	isCancelled: boolean;
	/** Calls that the node set out to make after it was cancelled. */
	sendsAfterCancel: number;
}

/**
 * @param title a few characters that no other story of this process has: what the node keeps for
 * reuse outlives a story
 */
export async function play(
	engine: Engine,
	operation: OperationUnderTest,
	story: Story,
	title: string,
): Promise<Tale> {
	const arrivals = new Arrivals();
	const { answerMs, tasks, tls } = story;
	const emulator = await startEmulator({ tls, answerMs: [0, answerMs], onCall: arrivals.onCall });
	const goBackToRealTime = tasks ? speedUp(TIMES_AS_FAST) : () => undefined;
	const holdUps = monitorEventLoopDelay({ resolution: HOLD_UPS_MS });
	holdUps.enable();
	try {
		const rows = await rowsOf(operation, story, title, emulator);
		setTheScene(emulator, operation, story);
		const workflow = engine.workflow(nodeOn(emulator, setupFor(operation, story)));
		const tell = () => tellAll({ workflow, rows, emulator, arrivals, story });
		const chapters = await (tls ? trusting(emulator, tell) : tell());
		const ends = new Map(emulator.tasks.map((task) => [task.taskId, task]));
		const { files, ledger } = emulator;
		const longestHoldUp = holdUps.max / 1e6;
		const seen = { ledger: ledger.made, tasks: ends, files, longestHoldUp };
		return { operation, story, rows, chapters, ...seen };
	} finally {
		holdUps.disable();
		goBackToRealTime();
		await emulator.close();
	}
}

/** What the story says of the server, for the calls that arrive from now on. */
export function setTheScene(
	emulator: Emulator,
	{ action }: OperationUnderTest,
	{ connectionFaults, faults, tasks }: Story,
): void {
	// Each action meets its own faults, in the order in which its calls arrive.
	const left = new Map<string, Array<Fault | undefined>>([
		['DescribeTaskDetail', [...(tasks?.pollFaults ?? [])]],
		['DescribeTasks', [...(tasks?.listFaults ?? [])]],
		['GetObject', [...(tasks?.fileFaults ?? [])]],
		[action, [...faults]],
	]);
	emulator.setFaults((call) => left.get(call.action)?.shift());
	emulator.setConnectionFaults((index) => connectionFaults[index]);
	if (tasks) {
		const { lives, places, tasksListed } = tasks;
		emulator.setTaskLives(({ index }) => lives[index % lives.length]);
		emulator.setPlaces(places);
		emulator.setTasksListed(tasksListed);
	}
	forgetSignatures();
}

/** The node as the story has it. */
export function setupFor(operation: OperationUnderTest, story: Story): Setup {
	const { differs, settings, tasks } = story;
	const fields = differs ? operation.differing : {};
	if (!tasks) return { operation, fields, options: story.options, settings };
	const { downloadFile, maxConcurrentTasks, maxWait, waitForCompletion } = tasks;
	const cap = maxConcurrentTasks === undefined ? {} : { maxConcurrentTasks };
	const options = { ...story.options, ...cap, maxWait };
	const files = operation.nouns.id === 'TaskId' ? { downloadFile } : {};
	return { operation, fields: { ...fields, ...files, waitForCompletion }, options, settings };
}

/** A row whose number is negative cannot be used. */
async function rowsOf(
	{ rowsNamed, spoilt }: OperationUnderTest,
	story: Story,
	title: string,
	emulator: Emulator,
): Promise<Row[]> {
	const rows = await rowsNamed(
		story.rows.map((number) => `${title} ${number}`),
		emulator,
	);
	return rows.map((row, n) => ((story.rows[n] ?? 0) < 0 ? spoilt(row) : row));
}

interface Stage {
	workflow: SavedWorkflow;
	rows: Row[];
	emulator: Emulator;
	arrivals: Arrivals;
	story: Story;
}

async function tellAll(stage: Stage): Promise<Chapter[]> {
	const chapters: Chapter[] = [];
	for (const step of stage.story.steps) {
		const previous = chapters.at(-1);
		const isPointless = step.kind === 'retry' && previous?.execution.status === 'success';
		if (!isPointless) chapters.push(...(await tellOne(stage, step, previous)));
	}
	return chapters;
}

async function tellOne(
	stage: Stage,
	step: Step,
	previous: Chapter | undefined,
): Promise<Chapter[]> {
	const { calls, made } = stage.emulator.ledger;
	const before = { calls: calls.length, made: made.length };
	const log = recordLogs();
	const told = await perform(stage, step, previous?.execution);
	log.stop();
	await everythingHasArrived();
	const goesOn = step.kind === 'retry' && previous?.isCancelled === false;
	const lineage = previous?.lineage ?? 0;
	const company = told.map(({ execution }) => execution);
	const lines = callLines({ logs: log.lines });
	return told.map((one, n) => ({
		...one,
		company,
		lines,
		calls: n === 0 ? calls.slice(before.calls) : [],
		made: n === 0 ? made.slice(before.made) : [],
		lineage: goesOn ? lineage : lineage + 1 + n,
	}));
}

async function perform(stage: Stage, step: Step, previous?: Execution): Promise<Told[]> {
	if (step.kind !== 'overlap') return [await execute(stage, step, previous)];
	const { rows, story, workflow } = stage;
	const count = sharesThings(story) ? step.executions : 1;
	const executions = Array.from({ length: count }, () => workflow.execute(rows));
	const ended = await Promise.all(executions);
	return ended.map((execution) => ({ execution, isCancelled: false, sendsAfterCancel: 0 }));
}

/**
 * A call that was given up at its deadline may still lie in the emulator's socket. Client and server
 * are one process and loopback delivers at once, so a few turns of the event loop take it in.
 */
async function everythingHasArrived(): Promise<void> {
	for (let turns = 0; turns < 20; turns++) await setImmediate();
}

type Told = Pick<Chapter, 'execution' | 'isCancelled' | 'sendsAfterCancel'>;

async function execute(
	stage: Stage,
	step: Exclude<Step, { kind: 'overlap' }>,
	previous?: Execution,
): Promise<Told> {
	const { arrivals, emulator, rows, workflow } = stage;
	if (step.kind === 'retry') {
		if (previous === undefined) throw new Error('There is nothing to retry');
		const execution = await workflow.retry(previous);
		return { execution, isCancelled: false, sendsAfterCancel: 0 };
	}
	const running = workflow.start(rows, { mode: step.mode });
	if (step.cancelAfterCalls === undefined) {
		return { execution: await running.finished, isCancelled: false, sendsAfterCancel: 0 };
	}
	const enough = emulator.ledger.calls.length + step.cancelAfterCalls;
	if (step.cancelAfterCalls > 0) await Promise.race([arrivals.reach(enough), running.finished]);
	return await cancelled(running);
}

async function cancelled(running: RunningExecution): Promise<Told> {
	const later = recordLogs();
	running.cancel();
	const execution = await running.finished;
	later.stop();
	const sendsAfterCancel = callLines({ logs: later.lines }).filter(isSending).length;
	return { execution, isCancelled: execution.status === 'canceled', sendsAfterCancel };
}
