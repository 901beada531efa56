import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { readAccount, type Account } from '../account';
import { apiError, inputError, isTool, onErrorOf } from '../failures';
import { openJournal } from '../memories';
import { readOptions, type CreateOptions } from '../options';
import { wayToRetry } from '../wayToRetry';
import { callForAll, isCancelled, targetOf } from './create.calls';
import { addHints, addHintsOnResults, errorItem, outputOf, preview } from './create.output';
import { readRows, type Rows } from './readRows';
import {
	failuresOf,
	reportBrokenBatch,
	reportRejected,
	reportRejectedBatch,
	reportSettings,
	reportStoppedBatch,
	type Report,
} from './report';

interface Settings {
	account: Account;
	options: CreateOptions;
}

/**
 * Creates an element for every input item, and puts out one item for each, in their order.
 * @throws NodeOperationError for what is wrong with input or settings, NodeApiError for what came of
 * a call; only with "On Error" set to "Stop Workflow", and never after a cancel
 */
export async function create(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const inputs = context.getInputData();
	if (inputs.length === 0 || isCancelled(context)) return [];
	const stops = onErrorOf(context) === 'stopWorkflow';
	const settings = await readSettings(context);
	if (isCancelled(context)) return [];
	if ('report' in settings) {
		const { report } = settings;
		if (stops) throw inputError(context, report, 0);
		return inputs.map((_, index) => errorItem(context, index, report));
	}
	const rows = await readRows(context, inputs.length, settings.account.isCustomEndpoint);
	if (isCancelled(context)) return [];
	const [firstRejected] = rows.rejected;
	if (firstRejected && stops) {
		const report = reportRejectedBatch(rows.rejected, inputs.length);
		throw inputError(context, report, firstRejected.index);
	}
	addHints(context, settings.options);
	const outputs = settings.options.validateOnly
		? rows.valid.map(preview)
		: await createAll(context, settings, rows);
	const rejected = rows.rejected.map((row) => errorItem(context, row.index, reportRejected(row)));
	return [...outputs, ...rejected].sort((a, b) => itemOf(a) - itemOf(b));
}

async function readSettings(context: IExecuteFunctions): Promise<Settings | { report: Report }> {
	try {
		const options = readOptions(context);
		return { options, account: await readAccount(context) };
	} catch (error) {
		return { report: reportSettings(error, wayToRetry(context)) };
	}
}

async function createAll(
	context: IExecuteFunctions,
	{ account, options }: Settings,
	rows: Rows,
): Promise<INodeExecutionData[]> {
	const journal = openJournal(context, targetOf(account.baseUrl));
	const { items, fault } = await callForAll(context, account, options, rows.valid, journal);
	const surroundings = {
		executionId: context.getExecutionId(),
		isTool: isTool(context),
		whenUnknown: options.whenOutcomeUnknown,
		wayToRetry: wayToRetry(context),
		redact: account.redact,
	};
	const [first, ...others] = failuresOf(items);
	if (onErrorOf(context) === 'stopWorkflow' && !isCancelled(context)) {
		if (fault) {
			const report = reportBrokenBatch(fault.error, items, surroundings);
			throw apiError(context, report, report.itemIndex);
		}
		if (first) {
			const report = reportStoppedBatch([first, ...others], items, surroundings);
			throw apiError(context, report, report.itemIndex);
		}
	}
	if (!first && !fault && rows.rejected.length === 0) journal.forget();
	addHintsOnResults(context, account, options, items);
	return items.flatMap((item) => outputOf(context, item, fault, surroundings));
}

function itemOf({ pairedItem }: INodeExecutionData): number {
	return typeof pairedItem === 'object' && 'item' in pairedItem ? pairedItem.item : 0;
}
