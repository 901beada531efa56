/** The faults that the properties draw for calls. */
import fc from 'fast-check';

import type { Fault, Stage } from '../../emulator/faults';

const stage = fc.constantFrom<Stage>('before', 'after');

/** Something may exist after each of these. */
const unknownFault: fc.Arbitrary<Fault> = fc.oneof(
	fc.record({
		kind: fc.constantFrom('reset', 'hangUp', 'cutBody', 'noElementId'),
		stage,
	}),
	fc.record({
		kind: fc.constant('http'),
		stage,
		status: fc.constantFrom(200, 408, 499, 500, 502, 504),
		body: fc.constantFrom('html', 'json', 'empty'),
	}),
	fc.record({
		kind: fc.constant('tencentError'),
		stage,
		code: fc.constantFrom('InternalError', 'FailedOperation', 'ServiceUnavailable', 'Unheard'),
	}),
	fc.record({ kind: fc.constant('padding'), stage, bytes: fc.constant(1_200_000) }),
);

/** These cost a deadline each. */
const stall: fc.Arbitrary<Fault> = fc.record({
	kind: fc.constantFrom('stallHeaders', 'stallBody', 'drip'),
	stage,
});

/** Nothing exists after these. */
const refusal: fc.Arbitrary<Fault> = fc.oneof(
	fc.record({
		kind: fc.constant('tencentError'),
		stage: fc.constant('before'),
		code: fc.constantFrom(
			'LimitExceeded',
			'InvalidParameterValue',
			'AuthFailure.SignatureFailure',
			'InvalidParameter.ViolationContent',
		),
	}),
	fc.record({
		kind: fc.constant('http'),
		stage: fc.constant('before'),
		status: fc.constantFrom(401, 403, 407, 429),
		body: fc.constant('html'),
	}),
	fc.record({
		kind: fc.constant('redirect'),
		stage: fc.constant('before'),
		status: fc.constantFrom(302, 307),
		location: fc.constant('http://127.0.0.1:1/'),
	}),
	fc.constant({ kind: 'skewedClock', minutes: 10 }),
);

/** What was asked for exists, and its id comes, whatever the connection does then. */
const wholeThenCut: fc.Arbitrary<Fault> = fc.record({
	kind: fc.constant('wholeThenCut'),
	stage: fc.constant('after'),
	framing: fc.constantFrom('chunked', 'length', 'connection'),
	then: fc.constantFrom('reset', 'close', 'silence'),
});

const throttled: fc.Arbitrary<Fault> = fc.record({
	kind: fc.constant('tencentError'),
	stage: fc.constant('before'),
	code: fc.constantFrom('RequestLimitExceeded', 'RequestLimitExceeded.UinLimitExceeded'),
});

/** Of a file that is sent: another answer in its place, or not all of it. */
export const fileFault: fc.Arbitrary<Fault> = fc.oneof(
	fc.record({ kind: fc.constantFrom('reset', 'hangUp', 'cutBody'), stage }),
	fc.record({ kind: fc.constantFrom('stallHeaders', 'stallBody'), stage }),
	fc.record({
		kind: fc.constant('http'),
		stage: fc.constant('before'),
		status: fc.constantFrom(200, 403, 404, 408, 429, 500, 503),
		body: fc.constant('html'),
	}),
	wholeThenCut,
);

export const fault: fc.Arbitrary<Fault | undefined> = fc.oneof(
	{ arbitrary: fc.constant(undefined), weight: 12 },
	{ arbitrary: unknownFault, weight: 4 },
	{ arbitrary: refusal, weight: 3 },
	{ arbitrary: throttled, weight: 3 },
	{ arbitrary: stall, weight: 1 },
	{ arbitrary: wholeThenCut, weight: 2 },
	{ arbitrary: fc.constant<Fault>({ kind: 'numericElementId' }), weight: 1 },
);
