import fc from 'fast-check';
import { readAnswer, type Answer } from '../../../../nodes/TencentCloudVod/client/answer';

const REQUEST_ID = '1047d0dc-7b3f-4c1b-8d4c-2f6b1f0c9a10';

const read = (body: string) => readAnswer(body, (text) => text);

const answer = (response: unknown) => JSON.stringify({ Response: response });

const result = (response: Record<string, unknown>, requestId?: string): Answer => ({
	kind: 'result',
	response,
	requestId,
	isAlone: true,
});

/** What it says of an error, without the response as a whole. */
function errorIn(body: string): unknown {
	const error = read(body);
	if (error.kind !== 'error') return error.kind;
	const { code, message, requestId } = error;
	return { code, message, requestId };
}

describe('a result', () => {
	it.each<[string, string, Answer]>([
		[
			'as documented',
			answer({ ElementId: '53459345344333', RequestId: REQUEST_ID }),
			result({ ElementId: '53459345344333', RequestId: REQUEST_ID }, REQUEST_ID),
		],
		['without anything', '{"Response":{}}', result({})],
		[
			'with blanks around it',
			' \r\n{"Response": {"ElementId": "1"}}\n',
			result({ ElementId: '1' }),
		],
		['with other fields beside it', '{"Response":{"A":1},"Other":2}', result({ A: 1 })],
		['whose RequestId is a number', answer({ RequestId: 7 }), result({ RequestId: 7 })],
		['whose RequestId is a sentence', answer({ RequestId: 'a b' }), result({ RequestId: 'a b' })],
		['whose RequestId is empty', answer({ RequestId: '' }), result({ RequestId: '' })],
		[
			'whose RequestId is longer than any',
			answer({ RequestId: 'a'.repeat(65) }),
			result({ RequestId: 'a'.repeat(65) }),
		],
	])('%s', (_title, body, expected) => {
		expect(read(body)).toEqual(expected);
	});

	it.each<[string, unknown]>([
		['null', null],
		['text', 'InternalError'],
		['a list', [{ Code: 'InternalError' }]],
		['an object without Code', { Message: 'Try again.' }],
		['an object whose Code is a number', { Code: 500 }],
		['an object whose Code is empty', { Code: '' }],
		['an object whose Code is a sentence', { Code: 'Not today' }],
		['an object whose Code begins with a digit', { Code: '5xx' }],
		['an object whose Code is longer than any', { Code: 'A'.repeat(101) }],
		['an object whose Code is in Chinese', { Code: '内部错误' }],
	])('keeps RequestId and all else where Error is %s', (_title, error) => {
		const response = { Error: error, RequestId: REQUEST_ID, ElementId: '1' };

		expect(read(answer(response))).toEqual(result(response, REQUEST_ID));
	});
});

describe('an error', () => {
	it.each<[string, unknown, { code: string; message: string }]>([
		[
			'as documented',
			{ Code: 'AuthFailure.SignatureFailure', Message: 'The provided credentials could not be…' },
			{ code: 'AuthFailure.SignatureFailure', message: 'The provided credentials could not be…' },
		],
		['without Message', { Code: 'InternalError' }, { code: 'InternalError', message: '' }],
		[
			'whose Message is an object',
			{ Code: 'InternalError', Message: { text: 'x' } },
			{ code: 'InternalError', message: '' },
		],
		[
			'whose Message has lines, tabs and control characters',
			{ Code: 'InternalError', Message: ' one\r\ntwo\t\u0000\u001b three\u2028four\u00a0 ' },
			{ code: 'InternalError', message: 'one two three four' },
		],
		[
			'whose Message is long',
			{ Code: 'InternalError', Message: 'x'.repeat(10_000) },
			{ code: 'InternalError', message: 'x'.repeat(300) },
		],
		[
			'whose Code is as long as can be',
			{ Code: 'A'.repeat(100) },
			{ code: 'A'.repeat(100), message: '' },
		],
	])('%s', (_title, error, expected) => {
		expect(errorIn(answer({ Error: error, RequestId: REQUEST_ID }))).toEqual({
			...expected,
			requestId: REQUEST_ID,
		});
	});

	it('has the whole response with it: an ElementId may stand beside the error', () => {
		const response = { Error: { Code: 'InternalError', Message: 'late' }, ElementId: '1' };

		expect(read(answer(response))).toEqual({
			kind: 'error',
			code: 'InternalError',
			message: 'late',
			response,
			requestId: undefined,
			isAlone: true,
		});
	});
});

describe('whatever follows an answer', () => {
	const ALONE = answer({ ElementId: '1 }', RequestId: '{"}\\' });

	it.each(['', ' ', '\n\t\r\n'])('is no part of it: blanks (%j)', (blanks) => {
		expect(read(ALONE + blanks)).toMatchObject({ response: { ElementId: '1 }' }, isAlone: true });
	});

	it.each(['x', '}', '"', '\n0\r\n', ' <html>', ALONE])('is no part of it: %j', (more) => {
		expect(read(ALONE + more)).toEqual({ ...read(ALONE), isAlone: false });
	});
});

test('every text in it is redacted, at any depth, and nothing else', () => {
	const texts = (word: string) => ({
		Error: { Code: word, Message: word },
		ElementId: word,
		RequestId: word,
		Deep: [{ List: [word, 1, true, null] }],
	});
	const redacted = readAnswer(answer(texts('Secret')), (text) => text.replace('Secret', 'gone'));
	expect(redacted).toMatchObject({ code: 'gone', message: 'gone', requestId: 'gone' });
	expect(redacted).toHaveProperty('response', texts('gone'));
	// Escaped it is the same text.
	expect(read(answer(texts('Secret')).replaceAll('S', '\\u0053'))).toMatchObject({
		code: 'Secret',
	});
});

const WHOLE = answer({ ElementId: '865750283577090106', RequestId: REQUEST_ID });

test.each<[string, string]>([
	['nothing', ''],
	['blanks', ' \n'],
	["a proxy's page", '<!DOCTYPE html>\n<html><body><h1>502 Bad Gateway</h1></body></html>'],
	["a proxy's page that quotes an answer", `<pre>${WHOLE}</pre>`],
	['text', 'upstream connect error or disconnect/reset before headers'],
	['JSON text', '"Response"'],
	['null', 'null'],
	['a number', '865750283577090106'],
	['a list', `[${WHOLE}]`],
	['an object of somebody else', '{"error":{"code":502}}'],
	['an object with the fields but without Response', '{"ElementId":"1","RequestId":"2"}'],
	['a Response that is null', '{"Response":null}'],
	['a Response that is text', '{"Response":"{}"}'],
	['a Response that is a list', '{"Response":[{"ElementId":"1"}]}'],
	['a Response in small letters', '{"response":{"ElementId":"1"}}'],
	['a Response of a prototype', '{"__proto__":{"Response":{"ElementId":"1"}}}'],
	['XML', '<?xml version="1.0"?><Response><ElementId>1</ElementId></Response>'],
	['deeply nested lists', '['.repeat(200_000)],
])('%s is no answer of Tencent Cloud', (_title, body) => {
	expect(read(body)).toEqual({ kind: 'foreign' });
});

test('nor is an answer that was cut off, wherever', () => {
	for (let length = 0; length < WHOLE.length; length++) {
		expect(read(WHOLE.slice(0, length))).toEqual({ kind: 'foreign' });
	}
});

/** JSON text and what is in it: long integers as text, everything else as JavaScript has it. */
test.each<[string, unknown]>([
	['865750283577090106', '865750283577090106'],
	['-865750283577090106', '-865750283577090106'],
	['9223372036854775807', '9223372036854775807'],
	['9007199254740993', '9007199254740993'],
	['1000000000000000', '1000000000000000'],
	['999999999999999', 999_999_999_999_999],
	['-1', -1],
	['0.1234567890123456789', 0.123456789012345678],
	['1234567890123456789.5', 1_234_567_890_123_456_800],
	['1e1234567890123456', Infinity],
	['1.5e-7', 1.5e-7],
	['[865750283577090106,865750283577090107]', ['865750283577090106', '865750283577090107']],
	['{"a":[{"b":865750283577090106}]}', { a: [{ b: '865750283577090106' }] }],
	['"865750283577090106"', '865750283577090106'],
	['"id 865750283577090106 is taken"', 'id 865750283577090106 is taken'],
	['"\\"865750283577090106\\""', '"865750283577090106"'],
	['"{\\"ElementId\\":865750283577090106}"', '{"ElementId":865750283577090106}'],
	['"\\\\",  "B": 865750283577090106', '\\'],
])('a field %s', (text, value) => {
	expect(read(`{"Response":{"ElementId": ${text} ,"RequestId":"r"}}`)).toMatchObject({
		kind: 'result',
		response: { ElementId: value },
		requestId: 'r',
	});
});

describe('a huge answer', () => {
	const size = 1_000_000;

	it.each<[string, string]>([
		['one long text', answer({ Text: 'x'.repeat(size), ElementId: '1' })],
		['text full of quotes', answer({ Text: '"\\'.repeat(size / 4), ElementId: '1' })],
		['many numbers', answer({ List: Array<number>(size / 10).fill(123_456_789), ElementId: '1' })],
	])('is read: %s', (_title, body) => {
		expect(read(body)).toMatchObject({ kind: 'result', response: { ElementId: '1' } });
	});

	const WITHIN = answer({ Text: JSON.stringify({ a: 'b' }).repeat(size / 130) });
	const QUOTES = `{"Response":"${'\\"'.repeat(size / 20)}`;

	/** In ms, of the fastest of three. */
	function timeToRead(body: string): number {
		const times = [1, 2, 3].map(() => {
			const start = performance.now();
			read(body);
			return performance.now() - start;
		});
		return Math.min(...times);
	}

	// Read again from each of its quotes, such a text takes thousands of times as long.
	it.each<[string, string, string]>([
		['JSON within JSON', WITHIN.slice(0, -9), WITHIN],
		['quotes, each after a backslash', QUOTES, `${QUOTES}"}`],
		['a backslash as its end', `${QUOTES}\\`, `${QUOTES}"}`],
	])('is given up as fast as it is read when it is cut off: %s', (_title, cutOff, whole) => {
		expect(read(cutOff)).toEqual({ kind: 'foreign' });
		expect(timeToRead(cutOff)).toBeLessThan(100 * timeToRead(whole));
	});
});

test('whatever comes, it says what it is and never throws', () => {
	const text = fc.oneof(
		fc.string({ unit: 'binary' }),
		fc.json(),
		fc.anything().map((value) => String(JSON.stringify({ Response: value }))),
		fc
			.array(fc.constantFrom('{', '}', '"', '\\', 'Response', ':', '1', '[', ',', 'e', '.', '-'))
			.map((parts) => parts.join('')),
	);
	fc.assert(
		fc.property(text, (body) => {
			expect(['result', 'error', 'foreign']).toContain(read(body).kind);
		}),
		{ numRuns: 2_000 },
	);
});

test('no ElementId loses a digit, however deep and among whatever else', () => {
	const id = fc.bigInt({ min: 10n ** 15n, max: 10n ** 19n - 1n });
	const other = fc.json({ maxDepth: 2 });
	fc.assert(
		fc.property(id, fc.nat({ max: 5 }), other, (elementId, depth, noise) => {
			const wrapped = '[{"In":'.repeat(depth) + String(elementId) + '}]'.repeat(depth);
			const whole = read(`{"Response":{"Noise":${noise},"ElementId":${wrapped}}}`);
			let found = whole.kind === 'result' ? JSON.stringify(whole.response.ElementId) : whole.kind;
			found = found.replaceAll('[{"In":', '').replaceAll('}]', '');
			expect(found).toBe(`"${elementId}"`);
		}),
	);
});
