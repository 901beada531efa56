/** What follows from an outcome. Pure: scheduling is the batch's affair. */
import type { Outcome } from './outcome';

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
const THROTTLE_PATIENCE_MS = 60_000;

export function nextStep(
	outcome: Outcome<unknown>,
	tally: Tally,
	whenUnknown: WhenUnknown,
): NextStep {
	switch (outcome.kind) {
		case 'done':
			return 'end';
		case 'notSent':
			if (outcome.reason !== 'unreachable') return 'end';
			return tally.connectFailures < MAX_CONNECT_FAILURES ? 'backOff' : 'end';
		case 'refused':
			if (outcome.reason !== 'throttled') return 'end';
			return tally.throttledFor < THROTTLE_PATIENCE_MS ? 'again' : 'end';
		case 'failed':
			return tally.failures < MAX_FAILURES ? 'backOff' : 'end';
		case 'unknown':
			return mayCreateAgain(tally, whenUnknown) ? 'again' : 'end';
	}
}

export function mayCreateAgain(
	{ unknownSends }: Pick<Tally, 'unknownSends'>,
	whenUnknown: WhenUnknown,
): boolean {
	return whenUnknown === 'createAgain' && unknownSends < MAX_UNKNOWN_SENDS;
}
