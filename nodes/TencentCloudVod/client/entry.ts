/**
 * What is remembered of one call, so that a repeat finds what is there instead of making it again.
 * Entries are plain JSON: they are saved with the execution or the workflow. They hold no secret and
 * no link: what was sent is known by its hash.
 */
import { z } from 'zod';

import { UNCLEAR_REASONS, type Failed, type NotSent, type Outcome, type Refused } from './outcome';
import type { Unread } from './task';

/** How a call ended, and what it was made of. */
export interface CallEnd<T> {
	outcome: Outcome<T>;
	/** Epoch milliseconds of the last send. */
	sentAt: number;
	/** How often it was sent with an unknown outcome. */
	unknownSends: number;
	/** Calls for it that had ended for certain without a thing: refused, or a task that failed. */
	failedBefore: number;
	/** Under which it was sent, where its outcome is unknown: a repeat has the same, whatever else has changed. */
	session?: string;
	/** The execution that made the call. */
	executionId: string | undefined;
	/** Hash of what was sent. */
	inputHash: string;
	/** Hash of the SecretId that signed it. */
	keyHash: string;
}

/** What was never sent, or may be repeated without harm, is not remembered; of a task that cannot be read, its start is. */
export interface Entry<T> extends CallEnd<T> {
	outcome: Exclude<Outcome<T>, NotSent | Failed | Unread>;
}

export function isEntry<T>(end: CallEnd<T>): end is Entry<T> {
	const { kind } = end.outcome;
	return kind !== 'notSent' && kind !== 'failed' && kind !== 'unread';
}

const requestId = z.string().optional();

const REFUSAL_REASONS: ReadonlyArray<Refused['reason']> = [
	'throttled',
	'clock',
	'code',
	'redirect',
	'http',
];

const oneOf = (names: readonly string[]) => z.string().refine((name) => names.includes(name));

const entrySchema = (value: z.ZodTypeAny) =>
	z.object({
		outcome: z.discriminatedUnion('kind', [
			z.object({ kind: z.literal('done'), value, requestId, taskId: z.string().optional() }),
			z.object({
				kind: z.literal('started'),
				taskId: z.string().min(1),
				status: z.string(),
				requestId,
			}),
			z.object({
				kind: z.literal('taskFailed'),
				taskId: z.string().min(1),
				code: z.string(),
				message: z.string(),
				requestId,
			}),
			z.object({
				kind: z.literal('refused'),
				reason: oneOf(REFUSAL_REASONS),
				code: z.string(),
				message: z.string().optional(),
				offBySeconds: z.number().optional(),
				requestId,
			}),
			z.object({
				kind: z.literal('unknown'),
				reason: oneOf(UNCLEAR_REASONS),
				code: z.string(),
				requestId,
			}),
		]),
		sentAt: z.number().min(-8.64e15).max(8.64e15),
		unknownSends: z.number().int().min(0),
		failedBefore: z.number().int().min(0),
		session: z.string().min(1).max(50).optional(),
		executionId: z.string().optional(),
		inputHash: z.string(),
		keyHash: z.string(),
	});

/**
 * Says whether what was saved is an entry. Others can write where n8n saves it, and a version of
 * tomorrow may have done so.
 * @returns a guard for entries whose value has the given form
 */
export function entryGuard<T>(value: z.ZodType<T>): (saved: unknown) => saved is Entry<T> {
	// Made when it is needed: n8n loads the node at each start, whether a workflow uses it or not.
	let schema: z.ZodTypeAny | undefined;
	return (saved): saved is Entry<T> => (schema ??= entrySchema(value)).safeParse(saved).success;
}

/** What is done is certain, whatever else is remembered; an unknown outweighs a refusal. */
const CERTAINTY = { refused: 0, unknown: 1, started: 2, taskFailed: 3, done: 4 };

/**
 * What came after a failure that is certain outweighs what came before it. Of several unknowns the one
 * that was sent most often counts, so that no memory forgets a send.
 * @returns the first of those that are as certain as each other
 */
export function mostCertain<T>(entries: ReadonlyArray<Entry<T> | undefined>): Entry<T> | undefined {
	const known = entries.filter((entry) => entry !== undefined);
	// A refusal is kept by the execution alone: its count says nothing of what others have under way.
	const open = known.filter((entry) => isOpen(entry));
	const weighed = open.length === 0 ? known : known.filter((entry) => !isRefused(entry));
	const [first] = weighed.sort(
		(a, b) =>
			Number(isDone(b)) - Number(isDone(a)) ||
			b.failedBefore - a.failedBefore ||
			CERTAINTY[b.outcome.kind] - CERTAINTY[a.outcome.kind] ||
			b.unknownSends - a.unknownSends,
	);
	return first;
}

/** Whether something is under way, or may be: what it brings is not known. */
export function isOpen({ outcome }: Pick<CallEnd<unknown>, 'outcome'>): boolean {
	return outcome.kind === 'started' || outcome.kind === 'unknown';
}

function isRefused({ outcome }: Entry<unknown>): boolean {
	return outcome.kind === 'refused';
}

function isDone({ outcome }: Entry<unknown>): boolean {
	return outcome.kind === 'done';
}
