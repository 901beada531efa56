import {
	NodeApiError,
	NodeOperationError,
	redactedHeaders,
	type IExecuteFunctions,
	type INodeExecutionData,
} from 'n8n-workflow';

import type { BatchReport } from '../messages/batchReport';
import type { Report } from '../messages/report';
import type { NodeSettings } from './nodeSettings';

export interface OutputItem extends INodeExecutionData {
	pairedItem: { item: number };
}

/**
 * An item for "Continue" and "Continue (using error output)". For the error output n8n merges the
 * input's fields in by itself, and takes an item with any other field for a success
 * (n8n-core, workflow-execute.ts, handleNodeErrorOutput). A model is given the message alone.
 */
export function errorItem(
	context: IExecuteFunctions,
	{ isTool, onError }: NodeSettings,
	index: number,
	{ message, description, details }: Report,
): OutputItem {
	const pairedItem = { item: index };
	if (isTool) return { json: { error: message }, pairedItem };
	const error = { error: message, message: description };
	if (onError === 'continueErrorOutput') {
		return { json: TAKES_DETAILS ? { ...error, details } : error, pairedItem };
	}
	const input = context.getInputData()[index];
	return { json: { ...input?.json, ...error, details }, pairedItem };
}

/**
 * Since 2.36 n8n's error output takes `details`; before, it took an item with them for a success. n8n
 * tells a node nothing of its version, but this function came with the same release.
 */
const TAKES_DETAILS = typeof redactedHeaders === 'function';

/** An error about what came back from Tencent Cloud. It is made of the report alone: nothing of the request or the answer hangs on it. */
export function apiError(
	context: IExecuteFunctions,
	{ message, description, itemIndex }: BatchReport,
): NodeApiError {
	return new NodeApiError(context.getNode(), {}, { message, description, itemIndex });
}

/** An error about the input or the settings. */
export function inputError(
	context: IExecuteFunctions,
	{ message, description, itemIndex }: BatchReport,
): NodeOperationError {
	return new NodeOperationError(context.getNode(), message, { description, itemIndex });
}
