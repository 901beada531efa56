import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { CallEnd } from '../client/entry';
import type { Started } from '../client/task';
import {
	failuresOf,
	reportBrokenBatch,
	reportRejectedBatch,
	reportStoppedBatch,
} from '../messages/batchReport';
import { isFailure } from '../messages/errorTexts';
import { reportFailure, reportNotStarted, reportRejected } from '../messages/report';
import { makeCalls, remainsOf, type CallItem } from './calls';
import { addHints, addHintsOnResults } from './hints';
import { isCancelled, readNodeSettings } from './nodeSettings';
import type { Operation, Prepared } from './operation';
import { apiError, errorItem, inputError, type OutputItem } from './output';
import { readItems, type Items, type ValidItem } from './readItems';
import { readSettings, reportContext, type Settings } from './settings';

/**
 * Runs an operation over every input item, and puts out one item for each, in their order.
 * @throws NodeOperationError for what is wrong with input or settings, NodeApiError for what came of
 * a call; only with "On Error" set to "Stop Workflow", and never after a cancel
 */
export async function run<Input, Value>(
	context: IExecuteFunctions,
	operation: Operation<Input, Value>,
): Promise<INodeExecutionData[]> {
	const inputs = context.getInputData();
	if (inputs.length === 0 || isCancelled(context)) return [];
	const node = readNodeSettings(context);
	const settings = await readSettings(context, operation, node);
	if (isCancelled(context)) return [];
	if ('report' in settings) {
		const { report } = settings;
		if (node.onError === 'stopWorkflow') throw inputError(context, report);
		return inputs.map((_, index) => errorItem(context, node, index, report));
	}
	const { isCustomEndpoint } = settings.account;
	const read = await readItems(context, operation, inputs.length, isCustomEndpoint);
	if (isCancelled(context)) return [];
	const items = await check(context, operation, settings, read);
	if (isCancelled(context)) return [];
	const [first, ...others] = items.rejected;
	if (first && node.onError === 'stopWorkflow') {
		throw inputError(context, reportRejectedBatch([first, ...others], inputs.length));
	}
	addHints(context, operation, settings);
	const { valid, failed } = settings.options.validateOnly
		? { ...items, failed: [] }
		: await prepare(context, operation, settings, items.valid);
	if (isCancelled(context)) return [];
	const outputs: OutputItem[] = settings.options.validateOnly
		? valid.map(({ index, input }) => ({
				json: { ...operation.bodyOf(input) },
				pairedItem: { item: index },
			}))
		: await callAll(context, operation, settings, valid, items.rejected.length + failed.length);
	const rejected = items.rejected.map((item) => ({
		index: item.index,
		report: reportRejected(item),
	}));
	const errors = [...rejected, ...failed].map(({ index, report }) =>
		errorItem(context, node, index, report),
	);
	return [...outputs, ...errors].sort((a, b) => a.pairedItem.item - b.pairedItem.item);
}

async function check<Input, Value>(
	context: IExecuteFunctions,
	operation: Operation<Input, Value>,
	settings: Settings,
	items: Items<Input>,
): Promise<Items<Input>> {
	const failed = (await operation.check?.(context, settings, items.valid)) ?? [];
	const failing = new Set(failed.map(({ index }) => index));
	return {
		valid: items.valid.filter(({ index }) => !failing.has(index)),
		rejected: [...items.rejected, ...failed].sort((a, b) => a.index - b.index),
	};
}

async function prepare<Input, Value>(
	context: IExecuteFunctions,
	operation: Operation<Input, Value>,
	settings: Settings,
	valid: Array<ValidItem<Input>>,
): Promise<Prepared<Input>> {
	if (!operation.prepare) return { valid, failed: [] };
	return await operation.prepare(context, settings, valid);
}

/** @param notReady how many items have failed by now */
async function callAll<Input, Value>(
	context: IExecuteFunctions,
	operation: Operation<Input, Value>,
	settings: Settings,
	valid: Array<ValidItem<Input>>,
	notReady: number,
): Promise<OutputItem[]> {
	const calls = await makeCalls(context, operation, settings, valid);
	const failed = failuresOf(calls.results.map(({ item, result }) => ({ ...item, result })));
	const [first, ...others] = failed;
	calls.close(!first && !calls.fault && notReady === 0);
	const words = reportContext(operation, settings);
	if (settings.onError === 'stopWorkflow' && !isCancelled(context)) {
		const remains = remainsOf(operation, calls.results);
		if (calls.fault) {
			const report = reportBrokenBatch(calls.fault.error, failed, remains, words);
			throw apiError(context, report);
		}
		if (first) throw apiError(context, reportStoppedBatch([first, ...others], remains, words));
	}
	addHintsOnResults(context, operation, settings, calls.results);
	return calls.results.flatMap(({ item, result }) => {
		if (result.kind === 'ended') return endedItems(item, result);
		// A cancel kept it from starting, and nothing that is put out is kept.
		if (!calls.fault) return [];
		const report = reportNotStarted(item.index, calls.fault.error, words);
		return [errorItem(context, settings, item.index, report)];
	});

	function endedItems(
		{ index, input, name }: CallItem<Input, Value>,
		{ outcome, sentAt }: CallEnd<Value>,
	): OutputItem[] {
		if (isFailure(outcome)) {
			const report = reportFailure({ index, name, outcome, sentAt }, words);
			return [errorItem(context, settings, index, report)];
		}
		const value = outcome.kind === 'done' ? outcome.value : runningValue(operation, outcome);
		const json = operation.outputOf(value, input, outcome.requestId ?? null);
		const pairedItem = { item: index };
		return Array.isArray(json)
			? json.map((one) => ({ json: one, pairedItem }))
			: [{ json, pairedItem }];
	}
}

function runningValue<Input, Value>(
	{ task }: Operation<Input, Value>,
	{ status, taskId }: Started,
): Value {
	if (!task) throw new Error('A task runs, of an operation that starts none');
	return task.running(taskId, status);
}
