/** Puts a batch that stopped into words. n8n drops what a failed node has made, so the message is where the ids are. */
import { hasFoundNoPlace } from '../client/task';
import { isFailure } from './errorTexts';
import { goOn, goOnAfterFailedTask, goOnAfterUnknown } from './goOnTexts';
import { isPlain } from './plainId';
import { quoted } from './quoted';
import {
	COUNTED_FROM_0,
	describe,
	describeFault,
	factsOf,
	faultsOf,
	MAX_DESCRIBED,
	NOT_STARTED_DETAILS,
	reportFailure,
	reportRejected,
	type FailedItem,
	type ItemOutcome,
	type RejectedItem,
	type Report,
	type ReportContext,
} from './report';

/** A message that lists more than this is not read to its end, and is stored with the execution. */
const MAX_LISTED = 100;

export interface BatchReport extends Report {
	/** The item that the error is about. */
	itemIndex: number;
}

/** What was made, what runs, and what was not tried. */
export interface Remains {
	/** By item. Of an operation that makes nothing, none. */
	made: ReadonlyArray<{ index: number; id: string }>;
	/** By item: the TaskIds of tasks that have not ended, as far as anybody knows. */
	running: ReadonlyArray<{ index: number; id: string }>;
	/** How many of how many items were not started. */
	notStarted: number;
	total: number;
}

/** Those that ended without a result. What never started, or still runs, has not failed. */
export function failuresOf(items: ReadonlyArray<ItemOutcome<unknown>>): FailedItem[] {
	return items.flatMap(({ index, name, result }) => {
		if (result.kind === 'notStarted') return [];
		const { outcome, sentAt } = result;
		return isFailure(outcome) ? [{ index, name, outcome, sentAt }] : [];
	});
}

/** @param total items of the batch */
export function reportRejectedBatch(
	items: readonly [RejectedItem, ...RejectedItem[]],
	total: number,
): BatchReport {
	const [first] = items;
	if (items.length === 1) return { ...reportRejected(first), itemIndex: first.index };
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
		itemIndex: first.index,
	};
}

/** The failure that matters most leads: one where something may exist. */
export function reportStoppedBatch(
	failed: readonly [FailedItem, ...FailedItem[]],
	remains: Remains,
	context: ReportContext,
): BatchReport {
	const lead = failed.find(isUnknown) ?? failed[0];
	const others = failed.filter((item) => item !== lead);
	const { message, details } = reportFailure(lead, context);
	const running = remains.running.filter(({ index }) => index !== lead.index);
	const goOnText = goOnTextOf(lead, failed);
	return {
		message: [
			message,
			...listed('Also unknown', others.filter(isUnknown).map(itemName), context),
			...listed(`Also not ${context.nouns.done}`, others.filter(isCertain).map(itemName), context),
			...textsOf({ ...remains, running }, context),
		].join(' '),
		description: [
			describe(lead, context),
			...others.slice(0, MAX_DESCRIBED).map((item) => `${factsOf(item, context)}.`),
			...oddIdsOf(remains, context),
			goOnText(context.wayToRetry, context),
			COUNTED_FROM_0,
		].join(' '),
		details,
		itemIndex: lead.index,
	};
}

/** A batch that ended early because n8n, or this node, failed in itself: a full disk under the log, say. */
export function reportBrokenBatch(
	error: unknown,
	failed: readonly FailedItem[],
	remains: Remains,
	context: ReportContext,
): BatchReport {
	return {
		message: [
			'Something inside n8n failed, so no further call was started.',
			...listed('Unknown', failed.filter(isUnknown).map(itemName), context),
			...listed(`Not ${context.nouns.done}`, failed.filter(isCertain).map(itemName), context),
			...textsOf(remains, context),
		].join(' '),
		description: [
			describeFault(error, context),
			...failed.slice(0, MAX_DESCRIBED).map((item) => `${factsOf(item, context)}.`),
			...oddIdsOf(remains, context),
			goOn(context.wayToRetry, context),
			COUNTED_FROM_0,
		].join(' '),
		details: NOT_STARTED_DETAILS,
		itemIndex: 0,
	};
}

export function textsOf(
	{ made, notStarted, running, total }: Remains,
	context: ReportContext,
): string[] {
	const { done, id: idName } = context.nouns;
	const idsOf = (things: Remains['made']) =>
		things.map(({ index, id }) => `item ${index} = ${isPlain(id) ? id : 'see below'}`);
	const title = `${done.charAt(0).toUpperCase()}${done.slice(1)}, with ${idName}`;
	return [
		...listed(title, idsOf(made), context),
		...listed('Still running, with TaskId', idsOf(running), context),
		...(notStarted === 0 ? [] : [`Not started: ${notStarted} of ${total} items.`]),
	];
}

export function oddIdsOf({ made, running }: Remains, { nouns }: ReportContext): string[] {
	const oddOf = (things: Remains['made'], idName: string) =>
		things
			.filter(({ id }) => !isPlain(id))
			.map(({ index, id }) => `Item ${index}: ${idName} ${quoted(id)}.`);
	return [...oddOf(made, nouns.id), ...oddOf(running, 'TaskId')];
}

export function listed(
	title: string,
	entries: readonly string[],
	context: ReportContext,
): string[] {
	if (entries.length === 0) return [];
	const more = entries.length - MAX_LISTED;
	const rest =
		more > 0
			? ` and ${more} more (n8n's log has every one, in its lines of execution ${context.executionId})`
			: '';
	return [`${title}: ${entries.slice(0, MAX_LISTED).join(', ')}${rest}.`];
}

function goOnTextOf(lead: FailedItem, failed: readonly FailedItem[]): typeof goOn {
	if (isUnknown(lead)) return goOnAfterUnknown;
	return failed.some(hasFailedTask) ? goOnAfterFailedTask : goOn;
}

/** Whether its task ran, and only another execution starts one again. */
function hasFailedTask({ outcome }: FailedItem): boolean {
	return outcome.kind === 'taskFailed' && !hasFoundNoPlace(outcome);
}

function isUnknown({ outcome }: FailedItem): boolean {
	return outcome.kind === 'unknown';
}

/** A task that cannot be read runs. */
function isCertain({ outcome }: FailedItem): boolean {
	return outcome.kind !== 'unknown' && outcome.kind !== 'unread';
}

function itemName({ index }: { index: number }): string {
	return `item ${index}`;
}
