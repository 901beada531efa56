import type { Exchange } from '../../../../nodes/TencentCloudVod/client/exchange';
import {
	outcomeOf,
	type ReadResult,
	type Repeat,
} from '../../../../nodes/TencentCloudVod/client/outcome';
import { createElement, getTask } from '../../../support/operations';
import {
	answered,
	CODES,
	errorAnswer,
	outcomeFor,
	OUTCOMES,
	RECEIVED_AT,
	REQUEST_ID,
	STATUSES,
	tencentAnswer,
	THROTTLES,
} from '../../../support/outcomes';

const readId: ReadResult<string> = ({ ElementId }) =>
	typeof ElementId === 'string' ? ElementId : undefined;

const judge = (exchange: Exchange, repeat: Repeat = 'never') =>
	outcomeOf(exchange, { repeat, resultOf: readId }, RECEIVED_AT);

describe.each([createElement, getTask])('$action, which is repeated: $repeat', (operation) => {
	test.each(OUTCOMES)('$title', (row) => {
		expect(judge(row.exchange, operation.repeat)).toMatchObject(outcomeFor(operation, row));
	});
});

test("a refusal hands on Tencent Cloud's words", () => {
	expect(judge(errorAnswer('LimitExceeded'))).toEqual({
		kind: 'refused',
		reason: 'code',
		code: 'LimitExceeded',
		message: 'As it says.',
		requestId: REQUEST_ID,
	});
});

test.each(CODES)('$title means the same with an HTTP status of its own', ({ title, outcome }) => {
	expect(judge(errorAnswer(title, 400))).toMatchObject(outcome);
});

test.each(THROTTLES)('%s is a throttle', (code) => {
	const throttled = { kind: 'refused', reason: 'throttled', code, requestId: REQUEST_ID };
	expect(judge(errorAnswer(code))).toEqual(throttled);
	expect(judge(errorAnswer(code, 503))).toEqual(throttled);
});

test.each([
	['nothing', ''],
	['an answer that was cut off', '{"Response":{"ElementId":"8657502835770'],
])('a status means the same with %s behind it', (_title, body) => {
	for (const { exchange, outcome } of STATUSES) {
		const status = 'status' in exchange ? exchange.status : NaN;
		expect(judge(answered(status, body))).toEqual(outcome);
	}
});

describe('an answer with an ElementId', () => {
	const created = { kind: 'done', value: '865750283577090106', requestId: REQUEST_ID };
	const ElementId = '865750283577090106';

	it.each<[string, Exchange]>([
		['as documented', tencentAnswer({ ElementId })],
		[
			'as a number',
			answered(200, `{"Response":{"ElementId":${ElementId},"RequestId":"${REQUEST_ID}"}}`),
		],
		['with status 302', tencentAnswer({ ElementId }, 302)],
		['with status 407', tencentAnswer({ ElementId }, 407)],
		['with status 502', tencentAnswer({ ElementId }, 502)],
		['with a refusal', tencentAnswer({ ElementId, Error: { Code: 'InvalidParameter' } })],
		['with a throttle', tencentAnswer({ ElementId, Error: { Code: 'RequestLimitExceeded' } })],
		['with an error of the server', tencentAnswer({ ElementId, Error: { Code: 'InternalError' } })],
		['with an empty error', tencentAnswer({ ElementId, Error: {} }, 400)],
		['with an error that is null', tencentAnswer({ ElementId, Error: null }, 500)],
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

test.each([
	['no Date', undefined],
	['an empty Date', ''],
	['no date in Date', 'yesterday'],
])('a clock is off by nobody knows how much: %s', (_title, date) => {
	const body = JSON.stringify({ Response: { Error: { Code: 'AuthFailure.SignatureExpire' } } });
	expect(judge(answered(200, body, date))).toMatchObject({
		reason: 'clock',
		offBySeconds: undefined,
	});
});

test.each<[string, Exchange]>([
	['an ElementId that is null', tencentAnswer({ ElementId: null })],
	['an Error without a code', tencentAnswer({ Error: { Message: 'Sorry.' } })],
	['an Error without a code and status 400', tencentAnswer({ Error: 'Sorry.' }, 400)],
])('%s leaves it unknown', (_title, exchange) => {
	expect(judge(exchange)).toMatchObject({ kind: 'unknown', reason: 'noResult', code: '' });
});

test.each([
	[200, 'foreign'],
	[500, 'serverError'],
])('a refusal with something else behind it and status %i leaves it unknown', (status, reason) => {
	const refusal = '{"Response":{"Error":{"Code":"InvalidParameter"}}}';
	const outcome = { kind: 'unknown', reason, code: `HTTP ${status}`, requestId: undefined };
	expect(judge(answered(status, `${refusal} {"Response":{"ElementId":"1"}}`))).toEqual(outcome);
});

test.each<[Exchange, object]>([
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

describe('an action that refuses a SessionId which it has seen', () => {
	const refusal = (Code: string, Message: string) =>
		judge(tencentAnswer({ Error: { Code, Message } }), 'bySession');

	test.each([
		['InvalidParameterValue.SessionId', 'SessionId is duplicate.'],
		['InvalidParameterValue.SessionId', 'As it says.'],
		['InvalidParameterValue', 'The session id was used before.'],
		['InvalidParameter', 'Duplicated request.'],
		['InvalidParameterValue', '去重识别码重复'],
	])('%s, "%s": it may have been made by the first', (code, message) => {
		expect(refusal(code, message)).toMatchObject({ kind: 'unknown', reason: 'repeated', code });
	});

	test.each([
		['InvalidParameterValue.SessionIdTooLong', 'SessionId is too long.'],
		['InvalidParameterValue', 'The SessionId is longer than 50 characters.'],
		['InvalidParameterValue', 'ElementName is not valid.'],
		['LimitExceeded', 'Duplicate of nothing.'],
	])('%s, "%s": nothing was made', (code, message) => {
		expect(refusal(code, message)).toMatchObject({ kind: 'refused', reason: 'code', code });
	});

	test('others do not know sessions: there it is a refusal like any other', () => {
		const answer = tencentAnswer({
			Error: { Code: 'InvalidParameterValue.SessionId', Message: '' },
		});
		expect(judge(answer, 'never')).toMatchObject({ kind: 'refused' });
	});
});
