/** Puts what became of one item into words. Pure; the texts come from the catalogue. */
import type { CallEnd } from '../client/entry';
import type { WhenUnknown } from '../client/nextStep';
import type { ItemResult } from '../client/pendingCall';
import type { Redact } from '../client/redaction';
import type { InputFault } from '../input/inputError';
import { textOf, type Failure } from './errorTexts';
import type { WayToRetry } from './goOnTexts';
import type { Wording } from './nouns';
import { isPlain } from './plainId';
import { quoted } from './quoted';

/** What a person reads. `message` stands alone: an AI agent is given nothing else. */
export interface Report {
	message: string;
	description: string;
	details: {
		outcome: string;
		code: string | null;
		requestId: string | null;
		/** Where a task was started. */
		taskId?: string;
		/** Of a file that could not be downloaded. */
		fileId?: string | null;
		fileUrl?: string | null;
	};
}

/** What became of one item. */
export interface ItemOutcome<Value> {
	index: number;
	name: string;
	result: ItemResult<Value>;
}

export interface FailedItem extends Pick<CallEnd<never>, 'sentAt'> {
	index: number;
	name: string;
	outcome: Failure;
}

export interface RejectedItem {
	index: number;
	faults: readonly InputFault[];
	/** n8n's own words on an expression that failed. */
	expressionErrors: readonly string[];
}

/** What reports go by, beside what they report. */
export interface ReportContext extends Wording {
	executionId: string;
	isTool: boolean;
	whenUnknown: WhenUnknown;
	wayToRetry: WayToRetry;
	/** Takes what must not be shown out of a text that others wrote. */
	redact: Redact;
}

export const MAX_DESCRIBED = 20;
export const COUNTED_FROM_0 = 'Items are counted from 0, as everywhere in n8n.';

export function reportFailure(item: FailedItem, context: ReportContext): Report {
	const { happened } = textOf(item.outcome, context, context.whenUnknown);
	const warning =
		context.isTool && item.outcome.kind === 'unknown'
			? ` Do not call this tool again for this ${context.nouns.thing}.`
			: '';
	const details = detailsOf(item.outcome);
	const { taskId } = details;
	const task = taskId !== undefined && isPlain(taskId) ? ` TaskId ${taskId}.` : '';
	return {
		message: `Item ${item.index}: ${happened}${task}${warning}`,
		description: describe(item, context),
		details,
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

/** An item that was not started, because n8n or this node had failed in itself. */
export function reportNotStarted(index: number, error: unknown, context: ReportContext): Report {
	return {
		message: `Item ${index}: Something inside n8n failed before its call was started, so nothing was ${context.nouns.done}.`,
		description: `${describeFault(error, context)} ${COUNTED_FROM_0}`,
		details: NOT_STARTED_DETAILS,
	};
}

export const NOT_STARTED_DETAILS = { outcome: 'notSent', code: null, requestId: null };

export function describeFault(error: unknown, { redact }: ReportContext): string {
	const text = redact(error instanceof Error ? error.message : String(error));
	return `Remove the cause first. n8n says: ${text.replace(/\.$/, '')}.`;
}

export function describe(item: FailedItem, context: ReportContext): string {
	const { remedy } = textOf(item.outcome, context, context.whenUnknown);
	const said = 'message' in item.outcome ? item.outcome.message.replace(/\.$/, '') : '';
	const saying = said === '' ? '' : `, Tencent Cloud says: ${said}`;
	return `${remedy} ${factsOf(item, context)}${saying}.`;
}

/** What support asks for. */
export function factsOf(
	{ index, name, outcome, sentAt }: FailedItem,
	{ nouns }: ReportContext,
): string {
	const { code, requestId, taskId } = detailsOf(outcome);
	const verb = outcome.kind === 'notSent' ? 'tried' : 'sent';
	const facts = [
		`Item ${index}: ${nouns.name} ${quoted(name)}`,
		`${verb} ${new Date(sentAt).toISOString()} (UTC)`,
		code === null ? '' : `Code ${code}`,
		requestId === null ? '' : `RequestId ${requestId}`,
		taskId === undefined ? '' : `TaskId ${quoted(taskId)}`,
	];
	return facts.filter((fact) => fact !== '').join(', ');
}

function detailsOf(outcome: Failure): Report['details'] {
	return {
		outcome: outcome.kind,
		code: outcome.code === '' ? null : outcome.code,
		requestId: 'requestId' in outcome ? (outcome.requestId ?? null) : null,
		...('taskId' in outcome ? { taskId: outcome.taskId } : {}),
	};
}

export function faultsOf({ faults }: RejectedItem): string {
	return faults
		.slice(0, MAX_DESCRIBED)
		.map(({ text }) => text)
		.join(' ');
}
