import fc from 'fast-check';
import Sign from 'tencentcloud-sdk-nodejs-common/tencentcloud/common/sign';
import {
	authorizationHeader,
	canonicalRequest,
	dateOf,
	deriveKeys,
	sha256Hex,
	stringToSign,
} from '../../../credentials/tc3/signature';
import {
	BODY,
	BODY_SHA256,
	CURRENT,
	CURRENT_DERIVED_KEYS,
	DATE,
	OLDER,
	SERVICE,
	TIMESTAMP,
} from './publishedAnswers';

describe.each([
	['the current documentation', CURRENT],
	['the older documentation', OLDER],
])('the published answer of %s', (_title, answer) => {
	const { text, signedHeaders } = canonicalRequest(answer.headers, BODY);

	it('has the canonical request', () => {
		expect(sha256Hex(BODY)).toBe(BODY_SHA256);
		expect(text.endsWith(`\n${BODY_SHA256}`)).toBe(true);
		expect(signedHeaders).toBe(answer.signedHeaders);
		expect(sha256Hex(text)).toBe(answer.canonicalRequestSha256);
	});

	it('has the string to sign', () => {
		expect(stringToSign(TIMESTAMP, `${DATE}/${SERVICE}/tc3_request`, text).split('\n')).toEqual([
			'TC3-HMAC-SHA256',
			'1551113065',
			'2019-02-25/cvm/tc3_request',
			answer.canonicalRequestSha256,
		]);
	});

	it('has the Authorization header', () => {
		const header = authorizationHeader({
			...answer,
			service: SERVICE,
			timestamp: TIMESTAMP,
			body: BODY,
		});

		expect(header).toBe(
			`TC3-HMAC-SHA256 Credential=${answer.secretId}/2019-02-25/cvm/tc3_request, ` +
				`SignedHeaders=${answer.signedHeaders}, Signature=${answer.signature}`,
		);
	});
});

it('derives the published keys', () => {
	expect(deriveKeys(CURRENT.secretKey, DATE, SERVICE)).toEqual(CURRENT_DERIVED_KEYS);
});

it.each([
	['the last second of a day', 1767225599, '2025-12-31'],
	['the first second of the next', 1767225600, '2026-01-01'],
	['a leap day', 1709164800, '2024-02-29'],
])('takes the day in UTC: %s', (_title, timestamp, date) => {
	expect(dateOf(timestamp)).toBe(date);
});

it('sorts headers by name, and lower-cases and trims their values', () => {
	const { text, signedHeaders } = canonicalRequest(
		{
			'x-tc-action': ' DescribeSubAppIds ',
			host: 'VOD.tencentcloudapi.com',
			'content-type': 'A/B',
		},
		'{}',
	);

	expect(signedHeaders).toBe('content-type;host;x-tc-action');
	expect(text.split('\n').slice(0, 6)).toEqual([
		'POST',
		'/',
		'',
		'content-type:a/b',
		'host:vod.tencentcloudapi.com',
		'x-tc-action:describesubappids',
	]);
});

describe('the official SDK', () => {
	/** Every code point, astral ones included, and lone surrogates, which no UTF-8 can express. */
	const anyText = fc.oneof(
		fc.string({ unit: 'binary' }),
		fc.array(fc.nat(0xffff)).map((units) => String.fromCharCode(...units)),
	);
	const label = fc.stringMatching(/^[a-z][a-z0-9]{0,11}$/);
	const key = fc.stringMatching(/^[A-Za-z0-9]{1,40}$/);

	it('signs random requests the same way', () => {
		fc.assert(
			fc.property(
				fc.oneof(fc.json({ stringUnit: 'binary' }), anyText),
				label,
				fc.constantFrom('', '.intl', '.ap-singapore'),
				// Up to the year 2100.
				fc.nat(4102444800),
				key,
				key,
				(body, service, place, timestamp, secretId, secretKey) => {
					const host = `${service}${place}.tencentcloudapi.com`;
					const contentType = 'application/json; charset=utf-8';
					const theirs = Sign.sign3({
						method: 'POST',
						url: `https://${host}/`,
						payload: Buffer.from(body),
						timestamp,
						service,
						secretId,
						secretKey,
						multipart: false,
						boundary: '',
						headers: { 'Content-Type': contentType },
					});
					const ours = authorizationHeader({
						secretId,
						secretKey,
						service,
						timestamp,
						headers: { 'content-type': contentType, host },
						body,
					});

					expect(ours).toBe(theirs);
				},
			),
			{ numRuns: 2_000 },
		);
	});
});
