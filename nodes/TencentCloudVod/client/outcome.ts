/**
 * The outcome table: what became of a call, read off what came back. It decides one thing above all:
 * whether something may have been created. When in doubt it says `unknown`, because a wrong "refused"
 * leads to a second element and a wrong "unknown" only to a question.
 *
 * Codes: https://www.tencentcloud.com/document/product/266/34135 and the action's own page.
 */
import type { Answer } from './answer';
import type { Exchange } from './exchange';
import { notSent, outcomeOfFailure, outcomeOfNoConnection, unknown } from './networkOutcome';
import type { Started, TaskFailed, Unread } from './task';

/** What became of one call. */
export type CallOutcome<T> = Done<T> | NotSent | Refused | Failed | Unknown;

/** What became of a call and, where it started a task, of that. */
export type Outcome<T> = CallOutcome<T> | Started | TaskFailed | Unread;

export interface Done<T> {
	kind: 'done';
	value: T;
	requestId: string | undefined;
	/** Of the task that brought it. */
	taskId?: string;
}

/** The request never reached Tencent Cloud. */
export interface NotSent {
	kind: 'notSent';
	/**
	 * `unreachable` may pass by itself and is tried again; the others may not. `deadline`: there was no
	 * connection in the time that a person allows for the call, which is not spent a second time.
	 */
	reason:
		| 'unreachable'
		| 'deadline'
		| 'untrusted'
		| 'forbiddenHost'
		| 'proxySetting'
		| 'noCredential'
		| 'unreadFile';
	/** The network's own error code, e.g. ECONNREFUSED; '' without one. */
	code: string;
}

/** Tencent Cloud, or something in between, answered that it did not do it. */
export type Refused = {
	kind: 'refused';
	requestId: string | undefined;
} & (
	| { reason: 'throttled'; code: string }
	/** `offBySeconds`: how far this machine's clock is ahead (negative: behind), by the answer's Date header. */
	| { reason: 'clock'; code: string; offBySeconds: number | undefined }
	| { reason: 'code'; code: string; message: string }
	| { reason: 'redirect' | 'http'; code: string }
);

/**
 * `internal`: n8n or this node failed while the call was under way. `repeated`: Tencent Cloud has seen its
 * SessionId before.
 */
export const UNCLEAR_REASONS = [
	'deadline',
	'connectionLost',
	'serverError',
	'foreign',
	'noResult',
	'internal',
	'repeated',
] as const;

/** It may have been created, or not. */
export interface Unknown {
	kind: 'unknown';
	reason: (typeof UNCLEAR_REASONS)[number];
	/** Tencent Cloud's code, the network's, or `HTTP 502`; '' without one. */
	code: string;
	requestId: string | undefined;
}

/** A call that may be repeated without harm was not answered clearly. */
export interface Failed {
	kind: 'failed';
	reason: Unknown['reason'];
	code: string;
	requestId: string | undefined;
}

/**
 * How a call may be repeated. `never`: nothing tells a repeat from a new one. `bySession`: Tencent Cloud
 * refuses a SessionId that it has seen. `safe`: a repeat does no harm.
 */
export type Repeat = 'never' | 'bySession' | 'safe';

/** What an action's answers mean. */
export interface Reading<T> {
	repeat: Repeat;
	resultOf: ReadResult<T>;
}

/** Takes what was asked for out of a successful answer; undefined when it is not in there. */
export type ReadResult<T> = (response: Readonly<Record<string, unknown>>) => T | undefined;

/** @param receivedAt epoch milliseconds at which the answer was complete, for the clock's error */
export function outcomeOf<T>(
	exchange: Exchange,
	reading: Reading<T>,
	receivedAt: number,
): CallOutcome<T> {
	const outcome = outcomeOfExchange(exchange, reading, receivedAt);
	switch (reading.repeat) {
		case 'never':
			return outcome;
		case 'bySession':
			return outcome.kind === 'refused' ? refusedOrRepeated(outcome) : outcome;
		case 'safe':
			// Where a repeat does no harm, nobody has to know whether it was done.
			return outcome.kind === 'unknown' ? { ...outcome, kind: 'failed' } : outcome;
	}
}

/**
 * A refusal for the SessionId never means that nothing was done. The code is documented for most actions;
 * of the others only the words may tell.
 */
function refusedOrRepeated(refused: Refused): Refused | Unknown {
	if (refused.reason !== 'code') return refused;
	const { code, message, requestId } = refused;
	const isRepeated =
		code === 'InvalidParameterValue.SessionId' ||
		(code.startsWith('InvalidParameter') && /session ?id|duplicat|去重/i.test(message));
	return isRepeated && !/long/i.test(`${code} ${message}`)
		? unknown('repeated', code, requestId)
		: refused;
}

type Sent<T> = Exclude<CallOutcome<T>, Failed>;

function outcomeOfExchange<T>(
	exchange: Exchange,
	reading: Reading<T>,
	receivedAt: number,
): Sent<T> {
	switch (exchange.kind) {
		case 'answered':
			return outcomeOfAnswer(exchange, reading, receivedAt);
		case 'oversized':
			return unknown('foreign', httpCode(exchange.status));
		case 'notConnected':
			return outcomeOfNoConnection(exchange.code);
		case 'notConnectedInTime':
			return notSent('deadline', '');
		case 'deadline':
			return unknown('deadline', '');
		case 'failed':
			return outcomeOfFailure(exchange.code, exchange.message);
		case 'forbiddenHost':
		case 'noCredential':
			return notSent(exchange.kind, '');
	}
}

function outcomeOfAnswer<T>(
	{ answer, status, date }: Extract<Exchange, { kind: 'answered' }>,
	{ repeat, resultOf }: Reading<T>,
	receivedAt: number,
): Sent<T> {
	if (answer.kind === 'foreign') return outcomeOfStatus(status);
	const { requestId, response } = answer;
	// First of all, so that no error beside it hides what was created.
	const value = resultOf(response);
	if (value !== undefined) return { kind: 'done', value, requestId };
	// A refusal with something behind it may not be the whole story.
	if (!answer.isAlone) return outcomeOfStatus(status);
	if (answer.kind === 'error') return outcomeOfCode(answer, repeat, clockError(date, receivedAt));
	return unknown('noResult', '', requestId);
}

/** 408 and 499 come from a proxy that gave up waiting: the request may have gone on without it. */
function outcomeOfStatus(status: number): Refused | Unknown {
	const code = httpCode(status);
	if (status >= 300 && status < 400) {
		return { kind: 'refused', reason: 'redirect', code, requestId: undefined };
	}
	if (status >= 400 && status < 500 && status !== 408 && status !== 499) {
		return { kind: 'refused', reason: 'http', code, requestId: undefined };
	}
	return unknown(status >= 400 ? 'serverError' : 'foreign', code);
}

/** What a code begins with that says for certain that nothing was done. Any other code is unknown. */
const REFUSALS = [
	'AuthFailure',
	'Unauthorized',
	'InvalidParameter',
	'Missing',
	'UnknownParameter',
	'LimitExceeded',
	'ResourceInsufficient',
	'RequestSizeLimitExceeded',
	'UnsupportedRegion',
	'UnsupportedProtocol',
	'InvalidAction',
	'NoSuchVersion',
	'NoSuchProduct',
	'ActionOffline',
	'IpInBlacklist',
	'IpNotInWhitelist',
	'InvalidRequest',
	'FailedOperation.InvalidVodUser',
	// The API's own spelling, and the one it may be corrected to.
	'FailedOperation.UserStatusInavlid',
	'FailedOperation.UserStatusInvalid',
];

/** What makes something may have begun before it missed a part; what reads or deletes has done nothing. */
const REFUSALS_WHERE_SAFE = [...REFUSALS, 'ResourceNotFound'];

function outcomeOfCode(
	{ code, message, requestId }: Extract<Answer, { kind: 'error' }>,
	repeat: Repeat,
	offBySeconds: number | undefined,
): Refused | Unknown {
	if (code.startsWith('RequestLimitExceeded')) {
		return { kind: 'refused', reason: 'throttled', code, requestId };
	}
	if (code === 'AuthFailure.SignatureExpire') {
		return { kind: 'refused', reason: 'clock', code, offBySeconds, requestId };
	}
	const refusals = repeat === 'safe' ? REFUSALS_WHERE_SAFE : REFUSALS;
	if (refusals.some((beginning) => code.startsWith(beginning))) {
		return { kind: 'refused', reason: 'code', code, message, requestId };
	}
	return unknown('serverError', code, requestId);
}

function clockError(date: string | undefined, receivedAt: number): number | undefined {
	const serverTime = Date.parse(date ?? '');
	return Number.isNaN(serverTime) ? undefined : Math.round((receivedAt - serverTime) / 1000);
}

function httpCode(status: number): string {
	return `HTTP ${status}`;
}
