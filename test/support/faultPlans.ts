/** Faults that several tests plan. */
import type { Fault, FaultPlan } from '../emulator/faults';

/** Each call for a name meets the next fault of its list; when the list is at its end, none. */
export function faultsByName(lists: Record<string, ReadonlyArray<Fault | undefined>>): FaultPlan {
	const left = new Map(Object.entries(lists).map(([name, faults]) => [name, [...faults]]));
	return ({ name = '' }) => left.get(name)?.shift();
}

/** A refusal that a person can mend, and a later call may no longer meet. */
export const QUOTA_USED_UP: Fault = {
	kind: 'tencentError',
	stage: 'before',
	code: 'LimitExceeded',
};

/** What was asked for exists, and nobody is told. */
export const LOST: Fault = { kind: 'reset', stage: 'after' };
