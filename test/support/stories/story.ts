/** What the properties draw: rows, settings, what goes wrong on the way, and what a person does. */
import fc from 'fast-check';
import type { INode } from 'n8n-workflow';

import type { ConnectionFault, Fault, Stage } from '../../emulator/faults';

export interface Story {
	/** One number a row. The same number is the same row; a negative one cannot be used. */
	rows: number[];
	settings: Pick<INode, 'onError' | 'retryOnFail' | 'maxTries' | 'waitBetweenTries'>;
	options: {
		requestsPerSecond: number;
		timeout: number;
		whenOutcomeUnknown: 'stop' | 'createAgain';
		reuseCreated: boolean;
	};
	/** Whether a field is an expression that gives another text each time. */
	differs: boolean;
	tls: boolean;
	/** By the order in which calls arrive, over all steps. */
	faults: Array<Fault | undefined>;
	/** By the order of connections. */
	connectionFaults: Array<ConnectionFault | undefined>;
	/** The longest that an answer takes, in milliseconds. */
	answerMs: number;
	steps: Step[];
}

/** Whether the same row is the same thing, in whichever execution. */
export function sharesThings({ differs, options }: Story): boolean {
	return options.reuseCreated && !differs;
}

/** A retry goes on with the execution before it; where that has succeeded there is nothing to retry. */
export type Step =
	| { kind: 'execute'; mode: 'trigger' | 'manual'; cancelAfterCalls: number | undefined }
	/** So many executions at the same time. Without reuse they have nothing to do with each other: then one. */
	| { kind: 'overlap'; executions: number }
	| { kind: 'retry' };

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

const fault: fc.Arbitrary<Fault | undefined> = fc.oneof(
	{ arbitrary: fc.constant(undefined), weight: 12 },
	{ arbitrary: unknownFault, weight: 4 },
	{ arbitrary: refusal, weight: 3 },
	{ arbitrary: throttled, weight: 3 },
	{ arbitrary: stall, weight: 1 },
	{ arbitrary: wholeThenCut, weight: 2 },
	{ arbitrary: fc.constant<Fault>({ kind: 'numericElementId' }), weight: 1 },
);

/** Mostly a connection here and there; now and then a network that is mostly down. */
const connectionFaults = fc
	.constantFrom(12, 12, 12, 1)
	.chain((weight) =>
		fc.array(
			fc.oneof(
				{ arbitrary: fc.constant(undefined), weight },
				{ arbitrary: fc.constantFrom<ConnectionFault>('reset', 'close'), weight: 1 },
			),
			{ maxLength: 30, size: 'max' },
		),
	);

const execute: fc.Arbitrary<Step> = fc.record({
	kind: fc.constant('execute'),
	mode: fc.constantFrom('trigger', 'trigger', 'trigger', 'manual'),
	cancelAfterCalls: fc.option(fc.nat(12), { nil: undefined, freq: 3 }),
});

const overlap: fc.Arbitrary<Step> = fc.record({
	kind: fc.constant('overlap'),
	executions: fc.integer({ min: 2, max: 3 }),
});

const retry: fc.Arbitrary<Step> = fc.constant({ kind: 'retry' });

export const story: fc.Arbitrary<Story> = fc.record({
	rows: fc.array(
		fc.oneof(
			{ arbitrary: fc.nat(30), weight: 12 },
			{ arbitrary: fc.nat(2), weight: 3 },
			{ arbitrary: fc.constant(-1), weight: 1 },
		),
		{ maxLength: 12, size: 'max' },
	),
	settings: fc.record({
		onError: fc.constantFrom('stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'),
		retryOnFail: fc.boolean(),
		maxTries: fc.integer({ min: 2, max: 4 }),
		waitBetweenTries: fc.constant(1),
	}),
	options: fc.record({
		requestsPerSecond: fc.constantFrom(10_000, 60),
		timeout: fc.constant(150),
		whenOutcomeUnknown: fc.constantFrom('stop', 'stop', 'createAgain'),
		reuseCreated: fc.constantFrom(false, false, true),
	}),
	differs: fc.constantFrom(false, false, true),
	tls: fc.constantFrom(false, false, false, false, true),
	faults: fc.array(fault, { maxLength: 40, size: 'max' }),
	connectionFaults,
	answerMs: fc.constantFrom(0, 0, 4, 15),
	steps: fc
		.tuple(
			fc.oneof(execute, overlap),
			fc.array(fc.oneof(retry, retry, execute, overlap), { maxLength: 3, size: 'max' }),
		)
		.map(([first, others]) => [first, ...others]),
});
