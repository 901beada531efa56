/** What follows from an outcome. Pure: scheduling is the batch's affair. */
import type { Outcome } from './outcome';
import { hasFoundNoPlace } from './task';

/** The option 'When Outcome Is Unknown'. */
export type WhenUnknown = 'stop' | 'createAgain';

/** What a call has been through, its last outcome included. */
export interface Tally {
	connectFailures: number;
	/** How often it was not answered clearly, where a repeat does no harm. */
	failures: number;
	/** Milliseconds since it was first throttled. */
	throttledFor: number;
	/** How often it was sent with an unknown outcome, in whichever execution. */
	unknownSends: number;
}

/** `again`: in its turn. `backOff`: after a wait that grows. */
export type NextStep = 'end' | 'again' | 'backOff';

const MAX_UNKNOWN_SENDS = 3;
const MAX_CONNECT_FAILURES = 3;
const MAX_FAILURES = 3;
/** What a person has decided, and how long a call that is throttled is tried, in milliseconds. */
export interface Patience {
	whenOutcomeUnknown: WhenUnknown;
	throttlePatience: number;
}

export function nextStep(
	outcome: Outcome<unknown>,
	tally: Tally,
	{ throttlePatience, whenOutcomeUnknown }: Patience,
): NextStep {
	const isPatient = tally.throttledFor < throttlePatience;
	switch (outcome.kind) {
		case 'done':
		case 'started':
		case 'unread':
			return 'end';
		case 'notSent':
			if (outcome.reason !== 'unreachable') return 'end';
			return tally.connectFailures < MAX_CONNECT_FAILURES ? 'backOff' : 'end';
		case 'refused':
			return outcome.reason === 'throttled' && isPatient ? 'again' : 'end';
		case 'taskFailed':
			return hasFoundNoPlace(outcome) && isPatient ? 'again' : 'end';
		case 'failed':
			return tally.failures < MAX_FAILURES ? 'backOff' : 'end';
		case 'unknown':
			return mayCreateAgain(tally, whenOutcomeUnknown) ? 'again' : 'end';
	}
}

export function mayCreateAgain(
	{ unknownSends }: Pick<Tally, 'unknownSends'>,
	whenUnknown: WhenUnknown,
): boolean {
	return whenUnknown === 'createAgain' && unknownSends < MAX_UNKNOWN_SENDS;
}
