import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { readAccount, type Account } from '../account';
import { apiError, inputError, onErrorOf } from '../failures';
import { openJournal } from '../memories';
import { readOptions, type CreateOptions } from '../options';
import { wayToRetry } from '../wayToRetry';
import { callForAll, isCancelled } from './create.calls';
import { addHints, errorItem, outputOf, preview } from './create.output';
import { readRows, type Rows } from './readRows';
import {
	failuresOf,
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
	const journal = openJournal<string>(context);
	const created = await callForAll(context, account, options, rows.valid, journal);
	const failures = failuresOf(created);
	const surroundings = {
		executionId: context.getExecutionId(),
		isTool: journal.isOfTool,
		whenUnknown: options.whenOutcomeUnknown,
		wayToRetry: wayToRetry(context),
		redact: account.redact,
	};
	const [first, ...others] = failures;
	if (first && onErrorOf(context) === 'stopWorkflow' && !isCancelled(context)) {
		const report = reportStoppedBatch([first, ...others], created, surroundings);
		throw apiError(context, report, report.itemIndex);
	}
	if (failures.length === 0 && rows.rejected.length === 0) journal.forget();
	return created.flatMap((item) => outputOf(context, item, surroundings));
}

function itemOf({ pairedItem }: INodeExecutionData): number {
	return typeof pairedItem === 'object' && 'item' in pairedItem ? pairedItem.item : 0;
}
