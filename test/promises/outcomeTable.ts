/** The outcome table as its users see it: what goes wrong, and what they must then be told. */
import type { Ending, Fault, Framing, Stage } from '../emulator/faults';

export const STAGES: Stage[] = ['before', 'after'];

export const UNKNOWN_WHETHER = 'It is unknown whether the element was created:';
export const BROKE = `${UNKNOWN_WHETHER} the connection broke after the call was sent.`;
export const LATE = `${UNKNOWN_WHETHER} no answer came within the time that the option 'Timeout' allows.`;
export const FAULT = `${UNKNOWN_WHETHER} Tencent Cloud, or a proxy on the way, reported a fault of its own.`;
const FOREIGN = `${UNKNOWN_WHETHER} what came back is no answer of Tencent Cloud.`;
const NO_ID = `${UNKNOWN_WHETHER} the answer holds no ElementId.`;

export const NOT_REACHED = 'The call did not reach Tencent Cloud, so nothing was created.';
export const NOT_SAFE =
	'No safe connection to Tencent Cloud came about, so nothing was sent and nothing was created.';
export const NO_CONNECTION_IN_TIME =
	"No connection to Tencent Cloud came about within the time that the option 'Timeout' allows, so nothing was sent and nothing was created.";
export const FORBIDDEN_HOST =
	"n8n's protection against server-side request forgery (SSRF) does not allow requests to this address, so nothing was sent and nothing was created.";
export const PROXY_SETTING =
	'A proxy is set for n8n whose address is not a URL, so nothing was sent and nothing was created.';
export const PROXY_REFUSED =
	'A proxy or another server on the way to Tencent Cloud refused the call, so nothing was created.';

type AtStage = (stage: Stage) => Fault;

/** An element may exist: the fault, the message, the Code ('' for none). */
export const UNKNOWN: Array<[fault: AtStage, message: string, code: string | RegExp]> = [
	[(stage) => ({ kind: 'reset', stage }), BROKE, /^(ECONNRESET|EPIPE)$/],
	[(stage) => ({ kind: 'hangUp', stage }), BROKE, 'ECONNRESET'],
	[(stage) => ({ kind: 'cutBody', stage }), BROKE, 'ECONNRESET'],
	[(stage) => ({ kind: 'padding', stage, bytes: 2_000_000 }), FOREIGN, 'HTTP 200'],
	[(stage) => ({ kind: 'padding', stage, bytes: 50_000_000 }), FOREIGN, 'HTTP 200'],
	[(stage) => ({ kind: 'noElementId', stage }), NO_ID, ''],
	[http(200, 'html'), FOREIGN, 'HTTP 200'],
	[http(200, 'json'), FOREIGN, 'HTTP 200'],
	[http(200, 'empty'), FOREIGN, 'HTTP 200'],
	[http(408, 'html'), FAULT, 'HTTP 408'],
	[http(499, 'empty'), FAULT, 'HTTP 499'],
	[http(500, 'json'), FAULT, 'HTTP 500'],
	[http(502, 'html'), FAULT, 'HTTP 502'],
	[http(503, 'empty'), FAULT, 'HTTP 503'],
	[http(504, 'html'), FAULT, 'HTTP 504'],
	[tencentError('InternalError'), FAULT, 'InternalError'],
	[tencentError('InternalError', 500), FAULT, 'InternalError'],
	[tencentError('InternalError.DBError'), FAULT, 'InternalError.DBError'],
	[tencentError('FailedOperation'), FAULT, 'FailedOperation'],
	[tencentError('FailedOperation.NeverHeardOf'), FAULT, 'FailedOperation.NeverHeardOf'],
	[tencentError('ServiceUnavailable', 503), FAULT, 'ServiceUnavailable'],
	[tencentError('NeverHeardOf'), FAULT, 'NeverHeardOf'],
];

function http(status: number, body: 'html' | 'json' | 'empty'): AtStage {
	return (stage) => ({ kind: 'http', stage, status, body });
}

function tencentError(code: string, status?: number): AtStage {
	return (stage) => ({ kind: 'tencentError', stage, code, status });
}

export const DEADLINES = ['stallHeaders', 'stallBody', 'drip'] as const;

const FRAMINGS: Framing[] = ['chunked', 'length', 'connection'];
const ENDINGS: Ending[] = ['reset', 'close', 'silence'];

/** The element exists, and its ElementId has come. */
export const WHOLE_THEN_CUT: Fault[] = FRAMINGS.flatMap((framing) =>
	ENDINGS.map((then): Fault => ({ kind: 'wholeThenCut', stage: 'after', framing, then })),
);

/** Nothing was created: the Code, and what the message has to name. */
export const REFUSED: Array<[code: string, says: string]> = [
	['AuthFailure.SecretIdNotFound', 'no such SecretId'],
	['AuthFailure.InvalidSecretId', 'SecretId is not'],
	['AuthFailure.InvalidAuthorization', 'Authorization header'],
	['AuthFailure.MFAFailure', 'MFA'],
	['AuthFailure.TokenFailure', 'session token'],
	['AuthFailure.SignatureFailure', 'SecretKey does not belong'],
	['AuthFailure.UnauthorizedOperation', 'no permission'],
	['AuthFailure.NeverHeardOf', 'refused the key'],
	['UnauthorizedOperation', 'no permission'],
	['UnauthorizedOperation.CamNoAuth', 'no permission'],
	['InvalidParameter', 'did not accept the input'],
	['InvalidParameterValue', 'did not accept the input'],
	['InvalidParameterValue.ElementName', 'did not accept the input'],
	['MissingParameter', 'did not accept the input'],
	['UnknownParameter', 'did not accept the input'],
	['InvalidRequest', 'did not accept the input'],
	['InvalidParameter.ViolationContent', 'content check'],
	['InvalidParameter.VoilationContent', 'content check'],
	['LimitExceeded', 'quota'],
	['LimitExceeded.Quota', 'quota'],
	['ResourceInsufficient', 'quota'],
	['FailedOperation.InvalidVodUser', 'not activated'],
	['FailedOperation.UserStatusInavlid', 'suspended'],
	['RequestSizeLimitExceeded', '10 MB'],
	['UnsupportedRegion', 'region'],
	['InvalidAction', 'does not offer this action'],
	['NoSuchVersion', 'does not offer this action'],
	['NoSuchProduct', 'does not offer this action'],
	['ActionOffline', 'does not offer this action'],
	['IpInBlacklist', 'IP address'],
	['IpNotInWhitelist', 'IP address'],
];

export const REFUSED_BY_HTTP = [401, 403, 404, 407, 413, 429];

export const REDIRECTS = [301, 302, 303, 307, 308] as const;

export const THROTTLED = [
	'RequestLimitExceeded',
	'RequestLimitExceeded.IPLimitExceeded',
	'RequestLimitExceeded.UinLimitExceeded',
	'RequestLimitExceeded.GlobalRegionUinLimitExceeded',
];

/** One of each kind, and its data for the item of "Continue". */
export const DETAILS: Array<[fault: Fault, details: object]> = [
	[http(502, 'html')('after'), { outcome: 'unknown', code: 'HTTP 502', requestId: null }],
	[
		{ kind: 'stallBody', stage: 'after' },
		{ outcome: 'unknown', code: null, requestId: null },
	],
	[tencentError('InternalError')('after'), { outcome: 'unknown', code: 'InternalError' }],
	[tencentError('LimitExceeded')('before'), { outcome: 'refused', code: 'LimitExceeded' }],
	[http(403, 'html')('before'), { outcome: 'refused', code: 'HTTP 403', requestId: null }],
];
