import { randomUUID } from 'node:crypto';

import { deepCopy, type IExecuteFunctions } from 'n8n-workflow';
import { z } from 'zod';

import { entryGuard, type Entry } from '../client/entry';
import { hashOf } from '../client/hash';
import {
	JointMemory,
	mergeNewest,
	ProcessMemory,
	ReuseMemory,
	SavedMemory,
	type Entries,
	type Memory,
	type Slot,
} from '../client/memory';
import { UnderWay } from '../client/underWay';
import { quoted } from '../messages/quoted';
import type { NodeSettings } from './nodeSettings';

/** How many things of an operation the process remembers for each purpose, and how many the workflow does. */
const MAX_OF_PROCESS = 10_000;
export const MAX_SAVED = 1_000;

/** What an operation makes, and what the process knows of it. */
export interface Makes<Value> {
	/** The id in it, for lists and for the log. */
	idOf: (value: Value) => string;
	/** `input`: the same input is the same thing, wherever it stands in the batch. */
	by: 'place' | 'input';
	isEntry: (saved: unknown) => saved is Entry<Value>;
	places: Memory<Value>;
	reuse: Memory<Value>;
	underWay: UnderWay<Value>;
}

/** @param form of what is remembered: JSON, without a secret or a link that a person gave */
export function makes<Value>(
	form: z.ZodType<Value>,
	idOf: (value: Value) => string,
	by: Makes<Value>['by'] = 'place',
): Makes<Value> {
	return {
		idOf,
		by,
		isEntry: entryGuard(form),
		places: new ProcessMemory<Value>(MAX_OF_PROCESS),
		reuse: new ProcessMemory<Value>(MAX_OF_PROCESS),
		underWay: new UnderWay<Value>(),
	};
}

/** The journal of a node in its execution. n8n saves it with the execution's data when the execution fails. */
export interface ExecutionJournal<Value> {
	/** What the place of an item has, whatever its input looks like now. */
	slot(index: number, inputHash: string): Slot<Value>;
	/** Drops what no retry can ask for: a batch without a failure is not run again. */
	forget(): void;
}

const journalSchema = z.object({
	/** Carried along by retries. */
	firstExecution: z.string(),
	runs: z.record(z.record(z.unknown())),
});

type SavedJournal = z.infer<typeof journalSchema>;

/**
 * The entries of a run stand under item, action and site. An agent's tool starts a new run with each
 * call and repeats a call with the same input when it is unsure: there the input takes the item's
 * place, and stays for as long as the execution.
 *
 * A retried execution starts from what the failed one left, each time it is retried. So the process
 * remembers places, too, by the execution that was the first.
 *
 * @param target hash of action and site: what was made elsewhere is not what is asked for here
 */
export function openJournal<Value>(
	context: IExecuteFunctions,
	{ by, isEntry, places }: Makes<Value>,
	{ isTool }: NodeSettings,
	target: string,
): ExecutionJournal<Value> {
	const { firstExecution, runs } = readJournal(context);
	const run = isTool ? 'tool' : `run ${runIndexOf(context)}`;
	// Of a loop, no earlier run is repeated.
	for (const earlier of Object.keys(runs)) if (earlier !== run) delete runs[earlier];
	const saved = new SavedMemory((runs[run] ??= {}), isEntry, warner(context, 'journal'));
	// The process comes first: only there what Tencent Cloud said is kept.
	const memory = new JointMemory([places, saved]);
	const scope = [firstExecution, context.getNode().name, run, target];
	return {
		slot: (index, inputHash) =>
			slotOf(
				memory,
				hashOf(JSON.stringify([...scope, isTool || by === 'input' ? inputHash : index])),
			),
		forget: () => {
			if (!isTool) delete runs[run];
		},
	};
}

function readJournal(context: IExecuteFunctions): SavedJournal {
	const store = context.getContext('node');
	if (isJournal(store.journal)) return store.journal;
	if (store.journal !== undefined) warner(context, 'journal')('all');
	const journal = { firstExecution: context.getExecutionId() ?? randomUUID(), runs: {} };
	store.journal = journal;
	return journal;
}

function isJournal(saved: unknown): saved is SavedJournal {
	return journalSchema.safeParse(saved).success;
}

function runIndexOf(context: IExecuteFunctions): number {
	const { $runIndex } = context.getWorkflowDataProxy(0);
	return Number($runIndex);
}

function slotOf<Value>(memory: Memory<Value>, key: string): Slot<Value> {
	return {
		key,
		recall: () => memory.recall(key),
		record: (entry) => memory.record(key, entry),
	};
}

function warner(context: IExecuteFunctions, where: string): (key: string) => void {
	const { name } = context.getNode();
	const warned = new Set<string>();
	return (key) => {
		if (warned.has(key)) return;
		warned.add(key);
		context.logger.warn(
			`Tencent Cloud VOD: in the ${where} of node ${quoted(name)}, entry ${key} is damaged and ignored. What it stood for may be made again.`,
		);
	};
}

export interface ReusedThings<Value> {
	slot(inputHash: string): Slot<Value>;
	/** Hands over to n8n, which saves it with the workflow when a production execution ends. */
	save(): void;
}

/**
 * What this node has made before, in this process or in saved executions.
 *
 * n8n starts a retried execution with empty static data and writes that over the workflow's at its
 * end (n8n, workflow-runner), so there it is neither read nor written.
 *
 * @param target hash of action, site and credential: whose things they are
 */
export function openReuse<Value>(
	context: IExecuteFunctions,
	{ isEntry, reuse }: Makes<Value>,
	target: string,
): ReusedThings<Value> {
	const store = context.getMode() === 'retry' ? {} : context.getWorkflowStaticData('node');
	const saved = readSaved(context, store.created);
	const memory = new ReuseMemory(
		reuse,
		new SavedMemory(saved, isEntry, warner(context, 'static data')),
	);
	return {
		slot: (inputHash) => slotOf(memory, hashOf(`${target}\n${inputHash}`)),
		save: () => {
			const news = memory.news();
			if (news.size === 0 || context.getMode() === 'manual') return;
			store.created = mergeNewest(saved, news, MAX_SAVED);
		},
	};
}

function readSaved(context: IExecuteFunctions, created: unknown): Entries {
	const parsed = z.record(z.unknown()).default({}).safeParse(created);
	if (parsed.success) return deepCopy(parsed.data);
	warner(context, 'static data')('(all)');
	return {};
}
