import { NodeApiError, NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';

import type { Report } from './element/report';

/** The setting "On Error" of the node. */
export type OnError = 'stopWorkflow' | 'continueRegularOutput' | 'continueErrorOutput';

/**
 * An agent's tool that throws does not always reach the model: some versions of n8n stop the whole
 * workflow then. So there an error is put out, unless a person has chosen to stop.
 */
export function onErrorOf(context: IExecuteFunctions): OnError {
	const { onError } = context.getNode();
	if (onError) return onError;
	// Workflows of before this setting existed have `continueOnFail` instead.
	return context.continueOnFail() || isTool(context) ? 'continueRegularOutput' : 'stopWorkflow';
}

/** n8n adds `Tool` to a node's type when it offers it to an agent (n8n-workflow, tool-helpers). */
export function isTool(context: IExecuteFunctions): boolean {
	return context.getNode().type.endsWith('Tool');
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
