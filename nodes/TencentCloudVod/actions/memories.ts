import { deepCopy, type IExecuteFunctions } from 'n8n-workflow';

import {
	Journal,
	mergeNewest,
	ReuseMemory,
	type Entries,
	type Entry,
	type Memory,
} from '../client/journal';
import { isTool } from './failures';

/** The journal of a node in its execution. n8n saves it with the execution's data when the execution fails. */
export interface ExecutionJournal<T> extends Memory<T> {
	/** Whether an AI agent calls the node as its tool. */
	isOfTool: boolean;
	/** Under which an item is known; the same for a repeat of the call, and for nothing else. */
	keyOf(index: number, bodyHash: string): string;
	/** Drops what no retry can ask for: a batch without a failure is not run again. */
	forget(): void;
}

/**
 * An agent's tool starts a new run with each call and repeats a call with the same input when it
 * is unsure: there the input alone is the key, and stays for as long as the execution.
 */
export function openJournal<T>(context: IExecuteFunctions): ExecutionJournal<T> {
	const store: { journal?: Record<string, Entries<T>> } = context.getContext('node');
	const runs = (store.journal ??= {});
	const isOfTool = isTool(context);
	const run = isOfTool ? 'tool' : `run ${runIndexOf(context)}`;
	const journal = new Journal<T>((runs[run] ??= {}));
	return {
		isOfTool,
		keyOf: (index, bodyHash) => (isOfTool ? bodyHash : `${index} ${bodyHash}`),
		recall: (key) => journal.recall(key),
		record: (key, entry) => journal.record(key, entry),
		forget: () => {
			if (!isOfTool) delete runs[run];
		},
	};
}

function runIndexOf(context: IExecuteFunctions): number {
	const { $runIndex } = context.getWorkflowDataProxy(0);
	return Number($runIndex);
}

/** How many elements the process, and how many the workflow, remembers for reuse. */
const MAX_OF_PROCESS = 10_000;
const MAX_SAVED = 1_000;

// A thing created is an id and nothing else, whatever the operation: so one map serves all of them.
const ofProcess = new Map<string, Entry<string>>();

export interface ReusedElements extends Memory<string> {
	/** Hands over to n8n, which saves it with the workflow when a production execution ends. */
	save(): void;
}

/**
 * What this node has created before, in this process or in saved executions.
 *
 * n8n starts a retried execution with empty static data and writes that over the workflow's at its
 * end (n8n, workflow-runner), so there it is neither read nor written.
 */
export function openReusedElements(context: IExecuteFunctions): ReusedElements {
	const store: { created?: Entries<string> } =
		context.getMode() === 'retry' ? {} : context.getWorkflowStaticData('node');
	const saved = deepCopy(store.created ?? {});
	const memory = new ReuseMemory(ofProcess, saved, MAX_OF_PROCESS);
	return {
		recall: (key) => memory.recall(key),
		record: (key, entry) => memory.record(key, entry),
		save: () => {
			if (memory.touched.size === 0 || context.getMode() === 'manual') return;
			store.created = mergeNewest(saved, memory.touched, MAX_SAVED);
		},
	};
}
