import * as n8nWorkflow from 'n8n-workflow';
import type { IExecuteFunctions, INodeExecutionData, NodeExecutionHint } from 'n8n-workflow';

import { isTool, onErrorOf } from '../failures';
import type { CreateOptions } from '../options';
import type { ValidRow } from './readRows';
import { reportFailure, type ItemOutcome, type Report, type Surroundings } from './report';

/** @returns nothing for an item that a cancel kept from starting */
export function outputOf(
	context: IExecuteFunctions,
	{ index, name, result }: ItemOutcome,
	surroundings: Surroundings,
): INodeExecutionData[] {
	if (result.kind === 'notStarted') return [];
	const { outcome, sentAt } = result;
	if (outcome.kind !== 'created') {
		const report = reportFailure({ index, name, outcome, sentAt }, surroundings);
		return [errorItem(context, index, report)];
	}
	const { value: ElementId, requestId: RequestId = null } = outcome;
	return [{ json: { ElementId, RequestId, ElementName: name }, pairedItem: { item: index } }];
}

/** What would be sent, as it would be sent. */
export function preview({ index, request }: ValidRow): INodeExecutionData {
	return { json: { ...request }, pairedItem: { item: index } };
}

/**
 * An item for "Continue" and "Continue (using error output)". For the error output n8n merges the
 * input's fields in by itself, and takes an item with any other field for a success
 * (n8n-core, workflow-execute.ts, handleNodeErrorOutput). A model is given the message alone.
 */
export function errorItem(
	context: IExecuteFunctions,
	index: number,
	{ message, description, details }: Report,
): INodeExecutionData {
	const pairedItem = { item: index };
	if (isTool(context)) return { json: { error: message }, pairedItem };
	const error = { error: message, message: description };
	if (onErrorOf(context) === 'continueErrorOutput') {
		return { json: TAKES_DETAILS ? { ...error, details } : error, pairedItem };
	}
	const input = context.getInputData()[index];
	return { json: { ...input?.json, ...error, details }, pairedItem };
}

/**
 * Since 2.36 n8n's error output takes `details`; before, it took an item with them for a success. n8n
 * tells a node nothing of its version, but this function came with the same release.
 */
const TAKES_DETAILS = 'redactedHeaders' in n8nWorkflow;

const HINTS = {
	nothingSent: 'Only checked: nothing was sent to Tencent Cloud, and nothing was created.',
	createsEachTime:
		"Every run creates elements, and Tencent Cloud has no way to delete them. While you build the workflow, pin this node's output or switch on the option 'Validate Only'.",
	notKept:
		"'Reuse Created Elements' remembers what a manual run creates only until n8n restarts. What the published workflow creates is saved with it.",
};

/** Says in the editor what a person who tries things out there should know. */
export function addHints(context: IExecuteFunctions, options: CreateOptions): void {
	const hint = (message: string): NodeExecutionHint => ({ message, location: 'outputPane' });
	if (options.validateOnly) return context.addExecutionHints(hint(HINTS.nothingSent));
	if (context.getMode() !== 'manual') return;
	context.addExecutionHints(hint(options.reuseCreated ? HINTS.notKept : HINTS.createsEachTime));
}
