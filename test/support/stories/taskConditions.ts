/** What the properties draw for operations whose calls start tasks. */
import fc from 'fast-check';

import type { Fault } from '../../emulator/faults';
import type { Places } from '../../emulator/places';
import type { TaskEnding, TaskLife } from '../../emulator/taskLives';
import { fault, fileFault } from './faults';

export interface TaskConditions {
	waitForCompletion: boolean;
	/** Minutes of the node's clock. */
	maxWait: number;
	maxConcurrentTasks: number | undefined;
	/** In turns, in the order in which tasks are started; undefined: every poll moves it on. */
	lives: Array<TaskLife | undefined>;
	places: Places | undefined;
	/** Whether DescribeTasks lists the tasks. */
	tasksListed: boolean;
	/** Of DescribeTaskDetail and of DescribeTasks, by the order in which they arrive, over all steps. */
	pollFaults: Array<Fault | undefined>;
	listFaults: Array<Fault | undefined>;
	/** Whether files are downloaded, where there are any. */
	downloadFile: boolean;
	/** Of downloads, by the order in which they arrive, over all steps. */
	fileFaults: Array<Fault | undefined>;
}

const failure: fc.Arbitrary<TaskEnding> = fc.record({
	kind: fc.constant('failure'),
	errCodeExt: fc.constantFrom('InternalError', 'ContentModerationFailed', 'RequestLimitExceeded'),
	message: fc.constant('As it says.'),
});

const ending: fc.Arbitrary<TaskEnding> = fc.oneof(
	{ arbitrary: fc.constant<TaskEnding>({ kind: 'success' }), weight: 12 },
	{ arbitrary: failure, weight: 4 },
	{ arbitrary: fc.constant<TaskEnding>({ kind: 'aborted' }), weight: 1 },
	{ arbitrary: fc.constant<TaskEnding>({ kind: 'noResult' }), weight: 1 },
	{ arbitrary: fc.constant<TaskEnding>({ kind: 'innerFail', message: 'No.' }), weight: 1 },
);

/** By the emulator's clock, which is the machine's: there a second of the node's clock is a millisecond. */
const life: fc.Arbitrary<TaskLife | undefined> = fc.option(
	fc.record({
		waitsMs: fc.constantFrom(0, 0, 4),
		runsMs: fc.constantFrom(0, 3, 8, 25),
		end: ending,
	}),
	{ nil: undefined, freq: 5 },
);

const REFUSED: Fault = { kind: 'tencentError', stage: 'before', code: 'UnauthorizedOperation' };

/** Faults here and there; now and then a key that may not ask at all, for a while. */
const pollFaults: fc.Arbitrary<Array<Fault | undefined>> = fc.oneof(
	{ arbitrary: fc.array(fault, { maxLength: 60, size: 'max' }), weight: 5 },
	{
		arbitrary: fc
			.integer({ min: 3, max: 60 })
			.map((polls) => Array.from({ length: polls }, () => REFUSED)),
		weight: 1,
	},
);

export const taskConditions: fc.Arbitrary<TaskConditions> = fc.record({
	waitForCompletion: fc.constantFrom(true, true, true, true, false),
	maxWait: fc.constantFrom(120, 120, 120, 0.2),
	maxConcurrentTasks: fc.constantFrom(undefined, undefined, undefined, 2),
	// With one that can succeed: a story in which no task ever finds its place lasts as long as Max Wait.
	lives: fc.array(life, { maxLength: 11, size: 'max' }).map((drawn) => [...drawn, undefined]),
	places: fc.option(
		fc.record({
			count: fc.integer({ min: 1, max: 3 }),
			refuses: fc.constantFrom<Places['refuses']>('call', 'task'),
		}),
		{ nil: undefined, freq: 1 },
	),
	tasksListed: fc.constantFrom(true, true, true, false),
	pollFaults,
	listFaults: fc.array(fault, { maxLength: 8, size: 'max' }),
	downloadFile: fc.boolean(),
	fileFaults: fc.array(fc.option(fileFault, { nil: undefined, freq: 2 }), {
		maxLength: 20,
		size: 'max',
	}),
});
