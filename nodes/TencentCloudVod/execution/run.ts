import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { CallEnd } from '../client/entry';
import {
	failuresOf,
	reportBrokenBatch,
	reportRejectedBatch,
	reportStoppedBatch,
	type Remains,
} from '../messages/batchReport';
import {
	reportFailure,
	reportNotStarted,
	reportRejected,
	type ReportContext,
} from '../messages/report';
import { makeCalls, type CallItem, type Calls } from './calls';
import { addHints, addHintsOnResults } from './hints';
import { isCancelled, readNodeSettings } from './nodeSettings';
import type { Operation } from './operation';
import { apiError, errorItem, inputError, type OutputItem } from './output';
import { readItems, type Items } from './readItems';
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
	const items = await readItems(context, operation, inputs.length, isCustomEndpoint);
	if (isCancelled(context)) return [];
	const [first, ...others] = items.rejected;
	if (first && node.onError === 'stopWorkflow') {
		throw inputError(context, reportRejectedBatch([first, ...others], inputs.length));
	}
	addHints(context, operation, settings);
	const outputs: OutputItem[] = settings.options.validateOnly
		? items.valid.map(({ index, input }) => ({
				json: { ...operation.bodyOf(input) },
				pairedItem: { item: index },
			}))
		: await callAll(context, operation, settings, items);
	const rejected = items.rejected.map((item) =>
		errorItem(context, node, item.index, reportRejected(item)),
	);
	return [...outputs, ...rejected].sort((a, b) => a.pairedItem.item - b.pairedItem.item);
}

async function callAll<Input, Value>(
	context: IExecuteFunctions,
	operation: Operation<Input, Value>,
	settings: Settings,
	{ rejected, valid }: Items<Input>,
): Promise<OutputItem[]> {
	const calls = await makeCalls(context, operation, settings, valid);
	const failed = failuresOf(calls.results.map(({ item, result }) => ({ ...item, result })));
	const [first, ...others] = failed;
	calls.close(!first && !calls.fault && rejected.length === 0);
	const words: ReportContext = {
		...operation,
		...settings,
		whenUnknown: settings.options.whenOutcomeUnknown,
		redact: settings.account.redact,
	};
	if (settings.onError === 'stopWorkflow' && !isCancelled(context)) {
		const remains = remainsOf(operation, calls);
		if (calls.fault) {
			const report = reportBrokenBatch(calls.fault.error, failed, remains, words);
			throw apiError(context, report);
		}
		if (first) throw apiError(context, reportStoppedBatch([first, ...others], remains, words));
	}
	addHintsOnResults(context, operation, settings, calls.results);
	return calls.results.flatMap(({ item, result }) => {
		if (result.kind === 'ended') return [endedItem(item, result)];
		// A cancel kept it from starting, and nothing that is put out is kept.
		if (!calls.fault) return [];
		const report = reportNotStarted(item.index, calls.fault.error, words);
		return [errorItem(context, settings, item.index, report)];
	});

	function endedItem({ index, input, name }: CallItem<Input, Value>, end: CallEnd<Value>) {
		const { outcome, sentAt } = end;
		if (outcome.kind !== 'done') {
			const report = reportFailure({ index, name, outcome, sentAt }, words);
			return errorItem(context, settings, index, report);
		}
		const { value, requestId = null } = outcome;
		return { json: operation.outputOf(value, input, requestId), pairedItem: { item: index } };
	}
}

function remainsOf<Input, Value>(
	{ makes }: Operation<Input, Value>,
	{ results }: Calls<Input, Value>,
): Remains {
	const made = results.flatMap(({ item: { index }, result }) =>
		makes && result.kind === 'ended' && result.outcome.kind === 'done'
			? [{ index, id: makes.idOf(result.outcome.value) }]
			: [],
	);
	const notStarted = results.filter(({ result }) => result.kind === 'notStarted').length;
	return { made, notStarted, total: results.length };
}
