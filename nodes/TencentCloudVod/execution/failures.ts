import { NodeApiError, NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';

import type { BatchReport } from '../messages/batchReport';

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
