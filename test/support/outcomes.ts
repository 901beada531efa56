/**
 * The outcome table: what comes back, what that means, and what the user must be told. The rule is held
 * against the exchanges, the node in n8n's engine against the emulator's faults.
 */
import { readAnswer } from '../../nodes/TencentCloudVod/client/answer';
import type { Exchange } from '../../nodes/TencentCloudVod/client/exchange';
import type { Outcome, Unknown } from '../../nodes/TencentCloudVod/client/outcome';
import type { Ending, Fault, Framing, HttpBody, Stage } from '../emulator/faults';
import { unclear } from './messages';
import type { OperationUnderTest } from './operations';

export interface OutcomeRow {
	title: string;
	/** What comes back. */
	exchange: Exchange;
	/** What makes the emulator send it; undefined where that takes more than a fault. */
	fault: ((stage: Stage) => Fault) | undefined;
	/** For an operation that makes something. */
	outcome: ExpectedOutcome;
	/** A refusal where a repeat is safe; undefined for what follows from the rule. */
	isRefusalIfSafe?: boolean;
	/** What a message has to name, for a refusal. */
	says: string;
}

export interface ExpectedOutcome {
	kind: Outcome<unknown>['kind'];
	reason: string;
	code: string;
	requestId?: string;
	offBySeconds?: number;
}

export const REQUEST_ID = '1047d0dc-7b3f-4c1b-8d4c-2f6b1f0c9a10';
export const RECEIVED_AT = Date.UTC(2026, 0, 1, 12, 0, 0);

export function answered(status: number, body: string, date?: string): Exchange {
	return { kind: 'answered', status, date, answer: readAnswer(body, (text) => text) };
}

export function tencentAnswer(response: Record<string, unknown>, status = 200): Exchange {
	return answered(status, JSON.stringify({ Response: { ...response, RequestId: REQUEST_ID } }));
}

export function errorAnswer(Code: string, status?: number): Exchange {
	return tencentAnswer({ Error: { Code, Message: 'As it says.' } }, status);
}

/** Where a repeat is safe, nobody has to know whether it was done: it only did not work. */
export function outcomeFor(
	{ repeat }: OperationUnderTest,
	{ isRefusalIfSafe, outcome }: OutcomeRow,
): ExpectedOutcome {
	if (repeat !== 'safe' || outcome.kind !== 'unknown') return outcome;
	if (isRefusalIfSafe) return { ...outcome, kind: 'refused', reason: 'code' };
	return { ...outcome, kind: 'failed' };
}

/** What the message of an item says: all of it or, for a refusal, the main words. */
export function toldOf(operation: OperationUnderTest, row: OutcomeRow): RegExp {
	const { kind, reason } = outcomeFor(operation, row);
	const nothing = `nothing was ${operation.nouns.done}`;
	if (kind === 'refused') return RegExp(`^Item \\d+: (?=.*${row.says})(?=.*${nothing})`, 'i');
	const text = unclear(reason as Unknown['reason'], operation).replaceAll('.', '\\.');
	return RegExp(`^Item \\d+: ${text}$`);
}

/** Codes that refuse for certain, and what the message has to name. */
const REFUSALS: Array<[says: string, ...codes: string[]]> = [
	['no such SecretId', 'AuthFailure.SecretIdNotFound'],
	['SecretId is not', 'AuthFailure.InvalidSecretId'],
	['Authorization header', 'AuthFailure.InvalidAuthorization'],
	['MFA', 'AuthFailure.MFAFailure'],
	['session token', 'AuthFailure.TokenFailure'],
	['SecretKey does not belong', 'AuthFailure.SignatureFailure'],
	['no permission', 'AuthFailure.UnauthorizedOperation', 'UnauthorizedOperation'],
	['no permission', 'UnauthorizedOperation.CamNoAuth'],
	['refused the key', 'AuthFailure', 'AuthFailure.NeverHeardOf'],
	['did not accept the input', 'InvalidParameter', 'InvalidParameterValue', 'MissingParameter'],
	['did not accept the input', 'InvalidParameterValue.ElementName', 'UnknownParameter'],
	['did not accept the input', 'InvalidRequest'],
	['content check', 'InvalidParameter.ViolationContent', 'InvalidParameter.VoilationContent'],
	['quota', 'LimitExceeded', 'LimitExceeded.Quota', 'ResourceInsufficient'],
	['not activated', 'FailedOperation.InvalidVodUser'],
	['suspended', 'FailedOperation.UserStatusInavlid', 'FailedOperation.UserStatusInvalid'],
	['10 MB', 'RequestSizeLimitExceeded'],
	['region', 'UnsupportedRegion'],
	['does not offer this action', 'InvalidAction', 'NoSuchVersion', 'NoSuchProduct'],
	['does not offer this action', 'ActionOffline', 'UnsupportedProtocol'],
	['IP address', 'IpInBlacklist', 'IpNotInWhitelist'],
];

/** Codes after which something may have been done, among them those that are in no table. */
const SERVER_FAULTS = [
	...['InternalError', 'InternalError.DBError', 'ServiceUnavailable', 'FailedOperation'],
	...['FailedOperation.ElementFailed', 'FailedOperation.InvalidAccount'],
	...['FailedOperation.UserStatus', 'ResourceUnavailable', 'OperationDenied'],
	...['UnsupportedOperation', 'DryRunOperation', 'Timeout', 'X', 'invalidparameter'],
	...['requestlimitexceeded', 'MyInvalidParameter', 'Error.AuthFailure', 'UserLimitExceeded'],
	'Server.RequestLimitExceeded',
];

/** Refused for now: tried again for a minute. */
export const THROTTLES = ['', '.IPLimitExceeded', '.UinLimitExceeded']
	.concat('.GlobalRegionUinLimitExceeded')
	.map((ending) => `RequestLimitExceeded${ending}`);

/** Rows whose answer is an error of Tencent Cloud. */
export const CODES: OutcomeRow[] = [
	...REFUSALS.flatMap(([says, ...codes]) =>
		codes.map((code) => codeRow(code, 'refused', 'code', says)),
	),
	...SERVER_FAULTS.map((code) => codeRow(code, 'unknown', 'serverError')),
	{
		...codeRow('ResourceNotFound', 'unknown', 'serverError', 'knows nothing of that name'),
		isRefusalIfSafe: true,
	},
];

/** What Tencent Cloud says to a SessionId that it has seen: the first call may have done everything. */
export const REPEATED: OutcomeRow = codeRow(
	'InvalidParameterValue.SessionId',
	'unknown',
	'repeated',
);

function codeRow(
	code: string,
	kind: ExpectedOutcome['kind'],
	reason: string,
	says = '',
): OutcomeRow {
	return {
		title: code,
		exchange: errorAnswer(code),
		fault: (stage) => ({ kind: 'tencentError', stage, code }),
		outcome: { kind, reason, code, requestId: REQUEST_ID },
		says,
	};
}

/** Rows for answers that are not Tencent Cloud's, by their HTTP status. */
export const STATUSES: OutcomeRow[] = [
	...[300, 301, 302, 303, 304, 307, 308, 399].map((status) =>
		statusRow(status, 'refused', 'redirect', 'redirect'),
	),
	...[400, 401, 403, 404, 405, 407, 409, 411, 413, 414, 418, 421, 422, 425, 429, 431, 451, 498].map(
		(status) => statusRow(status, 'refused', 'http', 'proxy or another server'),
	),
	...[408, 499, 500, 501, 502, 503, 504, 520, 522, 524, 598, 599, 600, 999].map((status) =>
		statusRow(status, 'unknown', 'serverError'),
	),
	...[200, 201, 202, 204, 206, 299].map((status) => statusRow(status, 'unknown', 'foreign')),
	...[0, 103].map((status) => ({ ...statusRow(status, 'unknown', 'foreign'), fault: undefined })),
];

function statusRow(
	status: number,
	kind: ExpectedOutcome['kind'],
	reason: string,
	says = '',
	body: HttpBody = 'html',
): OutcomeRow {
	return {
		title: `HTTP ${status}, ${body}`,
		exchange: answered(status, { html: '<html>', json: '{"message":"-"}', empty: '' }[body]),
		fault: (stage) => ({ kind: 'http', stage, status, body }),
		outcome: { kind, reason, code: `HTTP ${status}`, requestId: undefined },
		says,
	};
}

const padded = (bytes: number): OutcomeRow => ({
	title: `an answer of ${bytes} bytes`,
	exchange: { kind: 'oversized', status: 200 },
	fault: (stage) => ({ kind: 'padding', stage, bytes }),
	outcome: { kind: 'unknown', reason: 'foreign', code: 'HTTP 200' },
	says: '',
});

const broken = (kind: 'reset' | 'hangUp' | 'cutBody', message: string): OutcomeRow => ({
	title: kind,
	exchange: { kind: 'failed', code: 'ECONNRESET', message },
	fault: (stage) => ({ kind, stage }),
	outcome: { kind: 'unknown', reason: 'connectionLost', code: 'ECONNRESET' },
	says: '',
});

const skewed = (minutes: number, says: string): OutcomeRow => {
	const code = 'AuthFailure.SignatureExpire';
	const body = JSON.stringify({ Response: { Error: { Code: code }, RequestId: REQUEST_ID } });
	const offBySeconds = -60 * minutes;
	return {
		title: `the clock is ${says}`,
		exchange: answered(200, body, new Date(RECEIVED_AT + minutes * 60_000).toUTCString()),
		fault: () => ({ kind: 'skewedClock', minutes }),
		outcome: { kind: 'refused', reason: 'clock', code, requestId: REQUEST_ID, offBySeconds },
		says,
	};
};

/** To the server itself, which would see who follows it. */
const redirect = (status: 301 | 302 | 303 | 307 | 308): OutcomeRow => ({
	...statusRow(status, 'refused', 'redirect', 'redirect'),
	title: `HTTP ${status} to another place`,
	fault: (stage) => ({ kind: 'redirect', stage, status, location: '/' }),
});

export const OUTCOMES: OutcomeRow[] = [
	...CODES,
	...STATUSES,
	statusRow(200, 'unknown', 'foreign', '', 'json'),
	statusRow(503, 'unknown', 'serverError', '', 'empty'),
	...([301, 302, 303, 307, 308] as const).map(redirect),
	skewed(10, '10 minutes behind'),
	skewed(-75, '75 minutes ahead'),
	broken('reset', 'read ECONNRESET'),
	broken('hangUp', 'socket hang up'),
	broken('cutBody', 'aborted'),
	padded(2_000_000),
	padded(50_000_000),
	{
		title: 'neither Error nor result',
		exchange: tencentAnswer({}),
		fault: (stage) => ({ kind: 'noElementId', stage }),
		outcome: { kind: 'unknown', reason: 'noResult', code: '', requestId: REQUEST_ID },
		says: '',
	},
];

/** Each costs a deadline. */
export const STALLS = ['stallHeaders', 'stallBody', 'drip'] as const;

const FRAMINGS: Framing[] = ['chunked', 'length', 'connection'];
const ENDINGS: Ending[] = ['reset', 'close', 'silence'];

/** What was asked for has come. */
export const WHOLE_THEN_CUT: Fault[] = FRAMINGS.flatMap((framing) =>
	ENDINGS.map((then): Fault => ({ kind: 'wholeThenCut', stage: 'after', framing, then })),
);

export const STAGES: Stage[] = ['before', 'after'];

/** A row at each stage at which it can strike: what refuses has done nothing. */
export function playable(row: OutcomeRow) {
	const { fault, outcome, title } = row;
	if (fault === undefined) return [];
	const stages = outcome.kind === 'unknown' ? STAGES : STAGES.slice(0, 1);
	return stages.map((stage) => ({ title, row, stage, fault: fault(stage) }));
}
