import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { failuresOf, reportRejectedBatch } from '../messages/batchReport';
import { reportRejected } from '../messages/report';
import { makeCalls } from './calls';
import { fetchFiles, NOTHING_FETCHED } from './fetchFiles';
import { addHints, addHintsOnResults } from './hints';
import { isCancelled, readNodeSettings } from './nodeSettings';
import type { Operation, Prepared } from './operation';
import { errorItem, inputError, type OutputItem } from './output';
import { outputsOf, throwFailure } from './outputs';
import { readItems, type Items, type ValidItem } from './readItems';
import { readSettings, type Settings } from './settings';

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
	const isWell = failed.length === 0 && !calls.fault;
	const stops = settings.onError === 'stopWorkflow';
	// With "Stop", what a batch that failed has made is not put out: a retry fetches it.
	const files =
		operation.files && (isWell || !stops)
			? await fetchFiles(context, operation.files, settings, calls.results)
			: NOTHING_FETCHED;
	calls.close(isWell && notReady === 0 && files.lost.length === 0);
	if (stops && !isCancelled(context)) throwFailure(context, operation, settings, calls, files);
	addHintsOnResults(context, operation, settings, calls.results);
	return outputsOf(context, operation, settings, calls, files);
}
