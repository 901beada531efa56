import fc from 'fast-check';
import { readAnswer } from '../../../../nodes/TencentCloudVod/client/answer';
import type { Exchange } from '../../../../nodes/TencentCloudVod/client/exchange';
import { outcomeOf, type ReadResult } from '../../../../nodes/TencentCloudVod/client/outcome';

const readId: ReadResult<string> = ({ ElementId }) =>
	typeof ElementId === 'string' ? ElementId : undefined;

const judge = (exchange: Exchange) => outcomeOf(exchange, { repeat: 'never', resultOf: readId }, 0);

const answered = (httpStatus: number, body: string, date?: string): Exchange => ({
	kind: 'answered',
	status: httpStatus,
	date,
	answer: readAnswer(body, (text) => text),
});

describe('never refused or not sent where there is an ElementId, and never an exception', () => {
	const anything = fc.anything();
	const code = fc.oneof(
		fc.constantFrom('InvalidParameter', 'AuthFailure.SignatureExpire', 'RequestLimitExceeded'),
		fc.string(),
		anything,
	);
	const error = fc.oneof(fc.record({ Code: code, Message: anything }), anything);
	const status = fc.oneof(fc.integer({ min: 100, max: 599 }), fc.integer());
	const date = fc.option(fc.string(), { nil: undefined });

	test('answers with an ElementId', () => {
		fc.assert(
			fc.property(fc.string(), error, status, date, (ElementId, Error, httpStatus, said) => {
				const body = JSON.stringify({ Response: { Error, ElementId } }, bigIntsAsText);
				expect(judge(answered(httpStatus, body, said))).toMatchObject({
					kind: 'done',
					value: ElementId,
				});
			}),
			{ numRuns: 2_000 },
		);
	});

	test('exchanges of every kind', () => {
		const text = fc.string({ unit: 'binary' });
		const body = fc.oneof(
			text,
			error.map((Error) => JSON.stringify({ Response: { Error } }, bigIntsAsText)),
		);
		const exchange: fc.Arbitrary<Exchange> = fc.oneof<Array<fc.Arbitrary<Exchange>>>(
			fc.tuple(status, body, date).map(([code, text, said]) => answered(code, text, said)),
			fc.record({ kind: fc.constant('oversized' as const), status }),
			fc.record({ kind: fc.constant('failed' as const), code: text, message: text }),
			fc.record({ kind: fc.constant('notConnected' as const), code: text }),
		);
		fc.assert(
			fc.property(exchange, (random) => {
				expect(['notSent', 'refused', 'unknown']).toContain(judge(random).kind);
			}),
			{ numRuns: 2_000 },
		);
	});
});

function bigIntsAsText(_key: string, value: unknown): unknown {
	return typeof value === 'bigint' ? String(value) : value;
}
