/** Every fault that a call on the way to a clip can meet, where a real clock is to see it end. */
import { randomFaults, type Fault, type FaultPlan, type Stage } from '../emulator/faults';

const STAGES: readonly Stage[] = ['before', 'after'];

/** Something may have been made. */
const UNCLEAR = STAGES.flatMap((stage): Fault[] => [
	{ kind: 'reset', stage },
	{ kind: 'hangUp', stage },
	{ kind: 'cutBody', stage },
	{ kind: 'padding', stage, bytes: 1_200_000 },
	{ kind: 'noElementId', stage },
	{ kind: 'http', stage, status: 502, body: 'html' },
	{ kind: 'tencentError', stage, code: 'InternalError' },
]);

const OF_CALLS: readonly Fault[] = [
	...UNCLEAR,
	// These take the time that the node allows for an answer.
	{ kind: 'stallHeaders', stage: 'before' },
	{ kind: 'stallBody', stage: 'after' },
	{ kind: 'drip', stage: 'after' },
	{ kind: 'wholeThenCut', stage: 'after', framing: 'length', then: 'reset' },
	{ kind: 'lateBody', stage: 'after', ms: 300 },
	{ kind: 'numericElementId' },
	{ kind: 'tencentError', stage: 'before', code: 'InvalidParameterValue' },
	{ kind: 'tencentError', stage: 'before', code: 'RequestLimitExceeded' },
	{ kind: 'http', stage: 'before', status: 403, body: 'html' },
	{ kind: 'redirect', stage: 'before', status: 302, location: 'http://127.0.0.1:1/' },
	{ kind: 'skewedClock', minutes: 10 },
];

/** A transfer that stands still is cut off after a minute, which is not waited for here. */
const OF_PUTS = STAGES.flatMap((stage): Fault[] => [
	{ kind: 'reset', stage },
	{ kind: 'hangUp', stage },
	{ kind: 'http', stage, status: 503, body: 'html' },
	{ kind: 'tencentError', stage, code: 'InternalError' },
]);

const OF_FILES: readonly Fault[] = [
	...STAGES.flatMap((stage): Fault[] => [
		{ kind: 'reset', stage },
		{ kind: 'hangUp', stage },
		{ kind: 'cutBody', stage },
		{ kind: 'http', stage, status: 503, body: 'html' },
		{ kind: 'tencentError', stage, code: 'InternalError' },
	]),
	{ kind: 'cutBody', stage: 'after', then: 'reset' },
	{ kind: 'wholeThenCut', stage: 'after', framing: 'length', then: 'close' },
	// The only one that is not tried again at once.
	{ kind: 'http', stage: 'before', status: 404, body: 'html' },
];

/** @param share of all calls, from 0 to 1 */
export function faultsAtEveryCall(seed: number, share: number): FaultPlan {
	const calls = randomFaults(seed, share, OF_CALLS);
	const puts = randomFaults(seed, share, OF_PUTS);
	const files = randomFaults(seed, share, OF_FILES);
	return (call) => {
		switch (call.action) {
			case 'PutObject':
				return puts(call);
			case 'GetObject':
				return files(call);
			default:
				return calls(call);
		}
	};
}
