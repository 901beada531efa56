import { NodeApiError, NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';

import type { Report } from './element/report';

/** The setting "On Error" of the node. */
export type OnError = 'stopWorkflow' | 'continueRegularOutput' | 'continueErrorOutput';

export function onErrorOf(context: IExecuteFunctions): OnError {
	const { onError } = context.getNode();
	// Workflows of before this setting existed have `continueOnFail` instead.
	return onError ?? (context.continueOnFail() ? 'continueRegularOutput' : 'stopWorkflow');
}

/** An error about what came back from Tencent Cloud. It is made of the report alone: nothing of the request or the answer hangs on it. */
export function apiError(
	context: IExecuteFunctions,
	report: Report,
	itemIndex: number,
): NodeApiError {
	const { message, description } = report;
	return new NodeApiError(context.getNode(), {}, { message, description, itemIndex });
}

/** An error about the input or the settings. */
export function inputError(
	context: IExecuteFunctions,
	report: Report,
	itemIndex: number,
): NodeOperationError {
	const { message, description } = report;
	return new NodeOperationError(context.getNode(), message, { description, itemIndex });
}
