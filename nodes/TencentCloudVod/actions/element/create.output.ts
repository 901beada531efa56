import * as n8nWorkflow from 'n8n-workflow';
import type { IExecuteFunctions, INodeExecutionData, NodeExecutionHint } from 'n8n-workflow';

import type { Account } from '../account';
import { isTool, onErrorOf } from '../failures';
import { MAX_SAVED } from '../memories';
import type { CreateOptions } from '../options';
import type { ValidRow } from './readRows';
import {
	reportFailure,
	reportNotStarted,
	type ItemOutcome,
	type Report,
	type Surroundings,
} from './report';

/**
 * @param fault what kept further calls from starting, unless that was a cancel
 * @returns nothing for an item that a cancel kept from starting
 */
export function outputOf(
	context: IExecuteFunctions,
	{ index, name, result }: ItemOutcome,
	fault: { error: unknown } | undefined,
	surroundings: Surroundings,
): INodeExecutionData[] {
	if (result.kind === 'notStarted') {
		if (!fault) return [];
		return [errorItem(context, index, reportNotStarted(index, fault.error, surroundings))];
	}
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
	otherInput:
		'An earlier try of this execution had created the element, from other input than now. Its ElementId is put out, and nothing was created from the new input. To create an element from it, start a new execution.',
	otherKey:
		'The element was created with another SecretId than the credential has now. If that is the key of another account, this account cannot use the ElementId: make one credential per account.',
	tooMany: (rows: number) =>
		`'Reuse Created Elements' keeps the newest ${MAX_SAVED} elements with the workflow, and this run has ${rows} different rows. The others are created again after n8n restarts. To prevent that, read only rows that have no ElementId yet.`,
};

/** Says in the editor what a person who tries things out there should know. */
export function addHints(context: IExecuteFunctions, options: CreateOptions): void {
	if (options.validateOnly) return addHint(context, HINTS.nothingSent);
	if (context.getMode() !== 'manual') return;
	addHint(context, options.reuseCreated ? HINTS.notKept : HINTS.createsEachTime);
}

/** Says what is not as it seems in what is put out. */
export function addHintsOnResults(
	context: IExecuteFunctions,
	{ keyHash }: Account,
	{ reuseCreated }: CreateOptions,
	items: readonly ItemOutcome[],
): void {
	const created = items.flatMap(({ index, inputHash, result }) =>
		result.kind === 'ended' && result.outcome.kind === 'created'
			? [{ index, inputHash, madeOf: result }]
			: [],
	);
	const ofOtherInput = created.filter(({ inputHash, madeOf }) => madeOf.inputHash !== inputHash);
	const byOtherKey = created.filter(({ madeOf }) => madeOf.keyHash !== keyHash);
	if (ofOtherInput.length > 0) addHint(context, `${listOf(ofOtherInput)}: ${HINTS.otherInput}`);
	if (byOtherKey.length > 0) addHint(context, `${listOf(byOtherKey)}: ${HINTS.otherKey}`);
	const different = new Set(items.map(({ inputHash }) => inputHash)).size;
	if (reuseCreated && different > MAX_SAVED) addHint(context, HINTS.tooMany(different));
}

const MAX_LISTED = 20;

function listOf(items: ReadonlyArray<{ index: number }>): string {
	const listed = items.slice(0, MAX_LISTED).map(({ index }) => index);
	const more = items.length > MAX_LISTED ? ` and ${items.length - MAX_LISTED} more` : '';
	return `${items.length === 1 ? 'Item' : 'Items'} ${listed.join(', ')}${more}`;
}

function addHint(context: IExecuteFunctions, message: string): void {
	const hint: NodeExecutionHint = { message, location: 'outputPane' };
	context.addExecutionHints(hint);
}
