/** Puts results into words: one item's, and those of a batch that stopped. Pure; the texts come from the catalogue. */
import type { InputFault } from '../../element/element';
import type { WhenUnknown } from '../../client/nextStep';
import type { Redact } from '../../client/redaction';
import type { ItemResult } from '../../client/pendingCall';
import { SigningRefused } from '../../../../credentials/tc3/signingRefused';
import { OptionsError } from '../options';
import { quoted } from '../quoted';
import type { WayToRetry } from '../wayToRetry';
import { DO_NOT_CALL_AGAIN, textOf, type Failure } from './errorTexts';
import { goOn, goOnAfterUnknown, mendSetting } from './goOnTexts';

/** What a person reads. `message` stands alone: an AI agent is given nothing else. */
export interface Report {
	message: string;
	description: string;
	details: { outcome: string; code: string | null; requestId: string | null };
}

/** What became of one item. */
export interface ItemOutcome {
	index: number;
	name: string;
	/** Of what is asked for. The result may have been made of something else before. */
	inputHash: string;
	result: ItemResult<string>;
}

export interface FailedItem {
	index: number;
	name: string;
	outcome: Failure;
	/** Epoch milliseconds. */
	sentAt: number;
}

export interface RejectedItem {
	index: number;
	faults: readonly InputFault[];
	/** n8n's own words on an expression that failed. */
	expressionErrors: readonly string[];
}

/** How the execution is called in the log, for where a list is cut. */
export interface Surroundings {
	executionId: string | undefined;
	isTool: boolean;
	whenUnknown: WhenUnknown;
	wayToRetry: WayToRetry;
	/** Takes what must not be shown out of a text that others wrote. */
	redact: Redact;
}

/** A message that lists more than this is not read to its end, and is stored with the execution. */
const MAX_LISTED = 100;
const MAX_DESCRIBED = 20;

export function reportFailure(item: FailedItem, surroundings: Surroundings): Report {
	const { happened } = textOf(item.outcome, surroundings.whenUnknown);
	const warning =
		surroundings.isTool && item.outcome.kind === 'unknown' ? ` ${DO_NOT_CALL_AGAIN}` : '';
	return {
		message: `Item ${item.index}: ${happened}${warning}`,
		description: describe(item, surroundings),
		details: detailsOf(item.outcome),
	};
}

export function reportRejected(item: RejectedItem): Report {
	return {
		message: `Item ${item.index}: ${faultsOf(item)} Nothing was sent.`,
		description: [
			'Correct the fields or the data that they take their values from.',
			...item.expressionErrors,
			COUNTED_FROM_0,
		].join(' '),
		details: { outcome: 'invalid', code: null, requestId: null },
	};
}

/** What keeps the whole batch from starting: an option or the credential. */
export function reportSettings(error: unknown, way: WayToRetry): Report {
	const details = { outcome: 'invalid', code: null, requestId: null };
	const text = error instanceof Error ? error.message : '';
	if (error instanceof OptionsError) {
		const description = [mendSetting(way), ...error.expressionErrors].join(' ');
		return { message: `${text} Nothing was sent.`, description, details };
	}
	if (error instanceof SigningRefused) {
		return { message: `${text} Nothing was sent.`, description: mendSetting(way), details };
	}
	// Anything else comes from n8n: a credential that is missing or not shared, an expression in it.
	const { happened, remedy } = textOf(
		{ kind: 'notSent', reason: 'noCredential', code: '' },
		'stop',
	);
	return { message: happened, description: `${remedy} n8n says: ${text}`, details };
}

/** @param total items of the batch */
export function reportRejectedBatch(items: readonly RejectedItem[], total: number): Report {
	const [first] = items;
	if (first && items.length === 1) return reportRejected(first);
	const named = items.slice(0, MAX_LISTED).map(itemName).join(', ');
	const more = items.length > MAX_LISTED ? ` and ${items.length - MAX_LISTED} more` : '';
	return {
		message: `${items.length} of ${total} items cannot be used, so nothing was sent: ${named}${more}.`,
		description: items
			.slice(0, MAX_LISTED)
			.map((item) => [`Item ${item.index}: ${faultsOf(item)}`, ...item.expressionErrors].join(' '))
			.concat(COUNTED_FROM_0)
			.join(' '),
		details: { outcome: 'invalid', code: null, requestId: null },
	};
}

/** Those that ended without an element. What never started has not failed. */
export function failuresOf(items: readonly ItemOutcome[]): FailedItem[] {
	return items.flatMap(({ index, name, result }) => {
		if (result.kind === 'notStarted' || result.outcome.kind === 'created') return [];
		return [{ index, name, outcome: result.outcome, sentAt: result.sentAt }];
	});
}

/**
 * A batch that stopped. The failure that matters most leads: one where something may exist. n8n drops
 * what a failed node has made, so the message is where the ElementIds are.
 * @param failed at least one
 */
export function reportStoppedBatch(
	failed: readonly [FailedItem, ...FailedItem[]],
	items: readonly ItemOutcome[],
	surroundings: Surroundings,
): Report & { itemIndex: number } {
	const lead = failed.find(isUnknown) ?? failed[0];
	const others = failed.filter((item) => item !== lead);
	const report = reportFailure(lead, surroundings);
	const message = [
		report.message,
		...listed('Also unknown', others.filter(isUnknown).map(itemName), surroundings),
		...listed('Also not created', others.filter(isCertain).map(itemName), surroundings),
		...remains(items, surroundings),
	].join(' ');
	const description = describeStopped(lead, others, surroundings);
	return { ...report, message, description, itemIndex: lead.index };
}

/** A batch that ended early because n8n, or this node, failed in itself: a full disk under the log, say. */
export function reportBrokenBatch(
	error: unknown,
	items: readonly ItemOutcome[],
	surroundings: Surroundings,
): Report & { itemIndex: number } {
	const failed = failuresOf(items);
	const message = [
		'Something inside n8n failed, so no further call was started.',
		...listed('Unknown', failed.filter(isUnknown).map(itemName), surroundings),
		...listed('Not created', failed.filter(isCertain).map(itemName), surroundings),
		...remains(items, surroundings),
	].join(' ');
	const description = [
		describeFault(error, surroundings),
		...failed.slice(0, MAX_DESCRIBED).map((item) => `${factsOf(item)}.`),
		goOn(surroundings.wayToRetry),
		COUNTED_FROM_0,
	].join(' ');
	return { message, description, details: NOT_STARTED_DETAILS, itemIndex: items[0]?.index ?? 0 };
}

/** An item that such a batch has not come to. */
export function reportNotStarted(
	index: number,
	error: unknown,
	surroundings: Surroundings,
): Report {
	return {
		message: `Item ${index}: Something inside n8n failed before its call was started, so nothing was created.`,
		description: `${describeFault(error, surroundings)} ${COUNTED_FROM_0}`,
		details: NOT_STARTED_DETAILS,
	};
}

const NOT_STARTED_DETAILS = { outcome: 'notSent', code: null, requestId: null };

function describeFault(error: unknown, { redact }: Surroundings): string {
	const text = redact(error instanceof Error ? error.message : String(error));
	return `Remove the cause first. n8n says: ${text.replace(/\.$/, '')}.`;
}

/** What was made, and what was not tried. */
function remains(items: readonly ItemOutcome[], surroundings: Surroundings): string[] {
	const created = items.flatMap(({ index, result }) =>
		result.kind === 'ended' && result.outcome.kind === 'created'
			? [`item ${index} = ${result.outcome.value}`]
			: [],
	);
	const notStarted = items.filter(({ result }) => result.kind === 'notStarted').length;
	return [
		...listed('Created, with ElementId', created, surroundings),
		...(notStarted === 0 ? [] : [`Not started: ${notStarted} of ${items.length} items.`]),
	];
}

function listed(title: string, entries: readonly string[], surroundings: Surroundings): string[] {
	return entries.length === 0 ? [] : [`${title}: ${listOf(entries, surroundings)}.`];
}

function isCertain(item: FailedItem): boolean {
	return !isUnknown(item);
}

function isUnknown({ outcome }: FailedItem): boolean {
	return outcome.kind === 'unknown';
}

function itemName({ index }: { index: number }): string {
	return `item ${index}`;
}

function describeStopped(
	lead: FailedItem,
	others: readonly FailedItem[],
	surroundings: Surroundings,
): string {
	const { wayToRetry } = surroundings;
	return [
		describe(lead, surroundings),
		...others.slice(0, MAX_DESCRIBED).map((item) => `${factsOf(item)}.`),
		isUnknown(lead) ? goOnAfterUnknown(wayToRetry) : goOn(wayToRetry),
		COUNTED_FROM_0,
	].join(' ');
}

const COUNTED_FROM_0 = 'Items are counted from 0, as everywhere in n8n.';

function describe(item: FailedItem, { whenUnknown }: Surroundings): string {
	const { remedy } = textOf(item.outcome, whenUnknown);
	const said = 'message' in item.outcome ? item.outcome.message.replace(/\.$/, '') : '';
	const saying = said === '' ? '' : `, Tencent Cloud says: ${said}`;
	return `${remedy} ${factsOf(item)}${saying}.`;
}

/** What support asks for. */
function factsOf({ index, name, outcome, sentAt }: FailedItem): string {
	const { code, requestId } = detailsOf(outcome);
	const verb = outcome.kind === 'notSent' ? 'tried' : 'sent';
	const facts = [
		`Item ${index}: ElementName ${quoted(name)}`,
		`${verb} ${new Date(sentAt).toISOString()} (UTC)`,
		code === null ? '' : `Code ${code}`,
		requestId === null ? '' : `RequestId ${requestId}`,
	];
	return facts.filter((fact) => fact !== '').join(', ');
}

function detailsOf(outcome: Failure): Report['details'] {
	return {
		outcome: outcome.kind,
		code: outcome.code === '' ? null : outcome.code,
		requestId: 'requestId' in outcome ? (outcome.requestId ?? null) : null,
	};
}

function faultsOf({ faults }: RejectedItem): string {
	return faults
		.slice(0, MAX_DESCRIBED)
		.map(({ text }) => text)
		.join(' ');
}

function listOf(entries: readonly string[], { executionId }: Surroundings): string {
	const listed = entries.slice(0, MAX_LISTED).join(', ');
	const more = entries.length - MAX_LISTED;
	if (more <= 0) return listed;
	return `${listed} and ${more} more (n8n's log has every one, in its lines of execution ${executionId ?? 'unsaved'})`;
}
