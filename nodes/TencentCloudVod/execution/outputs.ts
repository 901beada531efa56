/** What comes of a batch whose calls have ended: an error for "Stop", or an item for each. */
import type { IExecuteFunctions } from 'n8n-workflow';

import type { CallEnd } from '../client/entry';
import type { Started } from '../client/task';
import { failuresOf, reportBrokenBatch, reportStoppedBatch } from '../messages/batchReport';
import { isFailure } from '../messages/errorTexts';
import { reportLostFile, reportLostFiles } from '../messages/lostFiles';
import { reportFailure, reportNotStarted } from '../messages/report';
import { remainsOf, type CallItem, type Calls } from './calls';
import type { Fetched } from './fetchFiles';
import type { Operation } from './operation';
import { apiError, errorItem, type OutputItem } from './output';
import { reportContext, type Settings } from './settings';

/** @throws NodeApiError where anything has failed */
export function throwFailure<Input, Value>(
	context: IExecuteFunctions,
	operation: Operation<Input, Value>,
	settings: Settings,
	{ fault, results }: Calls<Input, Value>,
	files: Fetched,
): void {
	const words = reportContext(operation, settings);
	const remains = remainsOf(operation, results);
	const failed = failuresOf(results.map(({ item, result }) => ({ ...item, result })));
	if (fault) {
		throw apiError(context, reportBrokenBatch(fault.error, failed, remains, words));
	}
	const [first, ...others] = failed;
	if (first) throw apiError(context, reportStoppedBatch([first, ...others], remains, words));
	const [lost, ...alsoLost] = files.lost;
	if (lost) throw apiError(context, reportLostFiles([lost, ...alsoLost], remains, words));
}

/** In the order of the items; one that a cancel kept from starting has none. */
export function outputsOf<Input, Value>(
	context: IExecuteFunctions,
	operation: Operation<Input, Value>,
	settings: Settings,
	{ fault, results }: Calls<Input, Value>,
	{ binaries, lost }: Fetched,
): OutputItem[] {
	const words = reportContext(operation, settings);
	const lostOf = new Map(lost.map((item) => [item.index, item]));
	return results.flatMap(({ item, result }) => {
		if (result.kind === 'ended') return endedItems(item, result);
		// A cancel kept it from starting, and nothing that is put out is kept.
		if (!fault) return [];
		const report = reportNotStarted(item.index, fault.error, words);
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
		const lostItem = lostOf.get(index);
		if (lostItem) return [errorItem(context, settings, index, reportLostFile(lostItem, words))];
		const value = outcome.kind === 'done' ? outcome.value : runningValue(operation, outcome);
		const json = operation.outputOf(value, input, outcome.requestId ?? null);
		const binary = binaries.get(index);
		const beside = { ...(binary && { binary }), pairedItem: { item: index } };
		return Array.isArray(json)
			? json.map((one) => ({ json: one, ...beside }))
			: [{ json, ...beside }];
	}
}

function runningValue<Input, Value>(
	{ task }: Operation<Input, Value>,
	{ status, taskId }: Started,
): Value {
	if (!task) throw new Error('A task runs, of an operation that starts none');
	return task.running(taskId, status);
}
