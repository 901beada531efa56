import { refusal, type Refusal } from './refusal';
import type { TaskLife } from './taskLives';

/** How many tasks an account may run at a time, per model, and how one more is refused: both ways occur. */
export interface Places {
	count: number;
	/** `call`: nothing is made. `task`: a task is made that ends at once. */
	refuses: 'call' | 'task';
}

const MESSAGE = 'The task reached the maximum concurrency.';

/** The end of a task that found no place. */
export const LIFE_WITHOUT_PLACE: TaskLife = {
	runsMs: 0,
	end: { kind: 'failure', errCodeExt: 'RequestLimitExceeded', message: MESSAGE },
};

/** The refusal of a call that found no place. */
export const NO_PLACE: Refusal = refusal('RequestLimitExceeded', MESSAGE);
