import { readAnswer } from '../../../../nodes/TencentCloudVod/client/answer';
import type { Exchange } from '../../../../nodes/TencentCloudVod/client/exchange';
import { outcomeOf, type ReadResult } from '../../../../nodes/TencentCloudVod/client/outcome';

const RECEIVED_AT = Date.UTC(2026, 0, 1, 12, 0, 0);
const REQUEST_ID = '1047d0dc-7b3f-4c1b-8d4c-2f6b1f0c9a10';

const readId: ReadResult<string> = ({ ElementId }) =>
	typeof ElementId === 'string' ? ElementId : undefined;

const judge = (exchange: Exchange) =>
	outcomeOf(exchange, { repeat: 'never', resultOf: readId }, RECEIVED_AT);

const answered = (status: number, body: string, date?: string): Exchange => ({
	kind: 'answered',
	status,
	date,
	answer: readAnswer(body, (text) => text),
});

const tencent = (response: Record<string, unknown>, status = 200): Exchange =>
	answered(status, JSON.stringify({ Response: { ...response, RequestId: REQUEST_ID } }));

const errorWith = (Code: string, status?: number) =>
	tencent({ Error: { Code, Message: 'As it says.' } }, status);

describe('an answer with an ElementId', () => {
	const created = { kind: 'done', value: '865750283577090106', requestId: REQUEST_ID };
	const ElementId = '865750283577090106';

	it.each<[string, Exchange]>([
		['as documented', tencent({ ElementId })],
		[
			'as a number',
			answered(200, `{"Response":{"ElementId":${ElementId},"RequestId":"${REQUEST_ID}"}}`),
		],
		['with status 302', tencent({ ElementId }, 302)],
		['with status 407', tencent({ ElementId }, 407)],
		['with status 502', tencent({ ElementId }, 502)],
		['with an error that refuses', tencent({ ElementId, Error: { Code: 'InvalidParameter' } })],
		['with a throttle', tencent({ ElementId, Error: { Code: 'RequestLimitExceeded' } })],
		['with an error of the server', tencent({ ElementId, Error: { Code: 'InternalError' } })],
		['with an empty error', tencent({ ElementId, Error: {} }, 400)],
		['with an error that is null', tencent({ ElementId, Error: null }, 500)],
	])('%s is created', (_title, exchange) => {
		expect(judge(exchange)).toEqual(created);
	});

	it.each(['\n', '0\r\n', '<html>', '{"Response":{"ElementId":"2"}}'])(
		'is created, whatever follows it: %j',
		(more) => {
			const body = JSON.stringify({ Response: { ElementId, RequestId: REQUEST_ID } });
			expect(judge(answered(502, body + more))).toEqual(created);
		},
	);

	it('is created without a RequestId too', () => {
		expect(judge(answered(200, '{"Response":{"ElementId":"1"}}'))).toEqual({
			kind: 'done',
			value: '1',
			requestId: undefined,
		});
	});
});

describe("Tencent Cloud's codes", () => {
	it.each(['', '.IPLimitExceeded', '.UinLimitExceeded', '.GlobalRegionUinLimitExceeded'])(
		'RequestLimitExceeded%s is a throttle',
		(ending) => {
			const code = `RequestLimitExceeded${ending}`;
			const throttled = { kind: 'refused', reason: 'throttled', code, requestId: REQUEST_ID };

			expect(judge(errorWith(code))).toEqual(throttled);
			expect(judge(errorWith(code, 503))).toEqual(throttled);
		},
	);

	it.each([
		...['AuthFailure', 'AuthFailure.SecretIdNotFound', 'AuthFailure.InvalidSecretId'],
		...['AuthFailure.InvalidAuthorization', 'AuthFailure.MFAFailure', 'AuthFailure.TokenFailure'],
		...['AuthFailure.SignatureFailure', 'AuthFailure.UnauthorizedOperation'],
		...['UnauthorizedOperation', 'UnauthorizedOperation.CamNoAuth', 'InvalidParameter'],
		...['InvalidParameterValue', 'InvalidParameterValue.ElementName', 'MissingParameter'],
		...['InvalidParameter.ViolationContent', 'InvalidParameter.VoilationContent'],
		...['UnknownParameter', 'LimitExceeded', 'LimitExceeded.Quota', 'ResourceInsufficient'],
		...['FailedOperation.InvalidVodUser', 'FailedOperation.UserStatusInavlid'],
		...['FailedOperation.UserStatusInvalid', 'RequestSizeLimitExceeded', 'UnsupportedRegion'],
		...['UnsupportedProtocol', 'InvalidAction', 'NoSuchVersion', 'NoSuchProduct'],
		...['ActionOffline', 'IpInBlacklist', 'IpNotInWhitelist', 'InvalidRequest'],
	])('%s is refused', (code) => {
		expect(judge(errorWith(code))).toEqual({
			kind: 'refused',
			reason: 'code',
			code,
			message: 'As it says.',
			requestId: REQUEST_ID,
		});
	});

	it.each([
		...['InternalError', 'InternalError.DBError', 'ServiceUnavailable', 'FailedOperation'],
		...[
			'FailedOperation.ElementFailed',
			'FailedOperation.InvalidAccount',
			'FailedOperation.UserStatus',
		],
		// In no table: who knows what they mean.
		...['ResourceNotFound', 'ResourceUnavailable', 'OperationDenied', 'UnsupportedOperation'],
		...['DryRunOperation', 'Timeout', 'invalidparameter', 'requestlimitexceeded', 'X'],
		...[
			'MyInvalidParameter',
			'Error.AuthFailure',
			'UserLimitExceeded',
			'Server.RequestLimitExceeded',
		],
	])('%s leaves it unknown', (code) => {
		const unknown = { kind: 'unknown', reason: 'serverError', code, requestId: REQUEST_ID };

		expect(judge(errorWith(code))).toEqual(unknown);
		expect(judge(errorWith(code, 400))).toEqual(unknown);
	});

	it.each<[string, string | undefined, number | undefined]>([
		['ahead', 'Thu, 01 Jan 2026 11:49:30 GMT', 630],
		['behind', 'Thu, 01 Jan 2026 12:10:00 GMT', -600],
		['right, whatever Tencent Cloud says', 'Thu, 01 Jan 2026 12:00:00 GMT', 0],
		['off by nobody knows how much: no Date', undefined, undefined],
		['off by nobody knows how much: an empty Date', '', undefined],
		['off by nobody knows how much: no date in Date', 'yesterday', undefined],
	])('AuthFailure.SignatureExpire: the clock is %s', (_title, date, offBySeconds) => {
		const code = 'AuthFailure.SignatureExpire';
		const body = JSON.stringify({ Response: { Error: { Code: code }, RequestId: REQUEST_ID } });

		expect(judge(answered(200, body, date))).toEqual({
			kind: 'refused',
			reason: 'clock',
			code,
			offBySeconds,
			requestId: REQUEST_ID,
		});
	});
});

describe('an answer with neither Error nor ElementId', () => {
	it.each<[string, Exchange]>([
		['nothing but a RequestId', tencent({})],
		['an ElementId that is null', tencent({ ElementId: null })],
		['an Error without a code', tencent({ Error: { Message: 'Sorry.' } })],
		['an Error without a code and status 400', tencent({ Error: 'Sorry.' }, 400)],
	])('leaves it unknown: %s', (_title, exchange) => {
		expect(judge(exchange)).toEqual({
			kind: 'unknown',
			reason: 'noResult',
			code: '',
			requestId: REQUEST_ID,
		});
	});
});

test.each([
	[200, 'foreign'],
	[500, 'serverError'],
])('a refusal with something else behind it and status %i leaves it unknown', (status, reason) => {
	const refusal = '{"Response":{"Error":{"Code":"InvalidParameter"}}}';
	const outcome = { kind: 'unknown', reason, code: `HTTP ${status}`, requestId: undefined };
	expect(judge(answered(status, `${refusal} {"Response":{"ElementId":"1"}}`))).toEqual(outcome);
});

const HTML = '<html><body>Sign in to the network</body></html>';
const CUT_OFF = '{"Response":{"ElementId":"8657502835770';

describe.each([
	['nothing', ''],
	["a proxy's page", HTML],
	['an answer that was cut off', CUT_OFF],
])('the status, where the body is %s', (_title, body) => {
	const requestId = undefined;

	it.each([300, 301, 302, 303, 304, 307, 308, 399])('%i is refused as a redirect', (status) => {
		const code = `HTTP ${status}`;

		expect(judge(answered(status, body))).toEqual({
			kind: 'refused',
			reason: 'redirect',
			code,
			requestId,
		});
	});

	it.each([
		400, 401, 403, 404, 405, 407, 409, 411, 413, 414, 418, 421, 422, 425, 429, 431, 451, 498,
	])('%i is refused', (status) => {
		const code = `HTTP ${status}`;

		expect(judge(answered(status, body))).toEqual({
			kind: 'refused',
			reason: 'http',
			code,
			requestId,
		});
	});

	it.each([408, 499, 500, 501, 502, 503, 504, 520, 522, 524, 598, 599, 600, 999])(
		'%i leaves it unknown',
		(status) => {
			const code = `HTTP ${status}`;

			expect(judge(answered(status, body))).toEqual({
				kind: 'unknown',
				reason: 'serverError',
				code,
				requestId,
			});
		},
	);

	it.each([200, 201, 202, 204, 206, 299, 0, 103])('%i leaves it unknown', (status) => {
		const code = `HTTP ${status}`;

		expect(judge(answered(status, body))).toEqual({
			kind: 'unknown',
			reason: 'foreign',
			code,
			requestId,
		});
	});
});

test.each<[Exchange, object]>([
	[
		{ kind: 'oversized', status: 200 },
		{ kind: 'unknown', reason: 'foreign', code: 'HTTP 200' },
	],
	[
		{ kind: 'oversized', status: 403 },
		{ kind: 'unknown', reason: 'foreign', code: 'HTTP 403' },
	],
	[{ kind: 'deadline' }, { kind: 'unknown', reason: 'deadline', code: '' }],
	[{ kind: 'notConnectedInTime' }, { kind: 'notSent', reason: 'deadline', code: '' }],
	[{ kind: 'forbiddenHost' }, { kind: 'notSent', reason: 'forbiddenHost', code: '' }],
	[{ kind: 'noCredential' }, { kind: 'notSent', reason: 'noCredential', code: '' }],
])('%j', (exchange, outcome) => {
	expect(judge(exchange)).toEqual(outcome);
});
