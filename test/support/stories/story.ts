/** What the properties draw: rows, settings, what goes wrong on the way, and what a person does. */
import fc from 'fast-check';
import type { INode } from 'n8n-workflow';

import type { ConnectionFault, Fault } from '../../emulator/faults';
import { fault } from './faults';
import { taskConditions, type TaskConditions } from './taskConditions';

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
	/** Of the operation's own calls, by the order in which they arrive, over all steps. */
	faults: Array<Fault | undefined>;
	/** By the order of connections. */
	connectionFaults: Array<ConnectionFault | undefined>;
	/** The longest that an answer takes, in milliseconds. */
	answerMs: number;
	steps: Step[];
	/** Where the operation's calls start tasks. */
	tasks: TaskConditions | undefined;
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

/** @param timeout milliseconds */
const optionsWith = (timeout: number) =>
	fc.record({
		requestsPerSecond: fc.constantFrom(10_000, 60),
		timeout: fc.constant(timeout),
		whenOutcomeUnknown: fc.constantFrom<Story['options']['whenOutcomeUnknown']>(
			'stop',
			'stop',
			'createAgain',
		),
		reuseCreated: fc.constantFrom(false, false, true),
	});

const STORY = {
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
};

export const story: fc.Arbitrary<Story> = fc.record({
	...STORY,
	options: optionsWith(150),
	tasks: fc.constant(undefined),
});

/** Many questions are on their way at once: their answers need longer. */
export const storyOfTasks: fc.Arbitrary<Story> = fc.record({
	...STORY,
	options: optionsWith(200),
	tasks: taskConditions,
});
