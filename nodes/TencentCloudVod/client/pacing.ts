/**
 * When calls may start, so that the service throttles few of them and none waits longer than it must.
 *
 * 1. Each execution is held to its own limit by its own starts, and all together to the highest limit
 *    in use: sliding windows of a second and a small guard. As long as nothing is throttled, a burst
 *    goes out at once.
 * 2. Executions that wait for the same room take turns: the one that has waited longest starts one call,
 *    then the next. So nobody waits for another's batch to end.
 * 3. A throttled answer means that the quota is smaller, shared, or takes no bursts. From then on the
 *    starts of all are spread evenly, at nine tenths of the rate that was refused. What was already under
 *    way at that moment says the same again, and is not counted again.
 * 4. The rate comes back with the square of the time since: slowly at first, so that a rate that was
 *    found is kept, then fast, so that a quota that others have left is soon used.
 * 5. Bursts come back only after a minute without a call: spread calls reach the same rate, and a
 *    quota that takes no bursts would throttle each one.
 */
import { SlidingWindow, WINDOW_MS } from './slidingWindow';

/** What is left of a rate that was refused: drawn, so that processes that were refused together part. */
const BACK_OFF = { least: 0.88, most: 0.92 };
/** From a standstill to the limit, when nothing is throttled. */
const RECOVERY_MS = 10_000;
/** After so long without a start, what was learnt of the quota is out of date. */
const FORGET_MS = 60_000;

/** The first call of a process takes that much longer to leave: code is not yet compiled. */
const COLD_MS = 30;

/** Timers are late by as much; a spread start makes up for it, so that rates above theirs are reached. */
const TIMER_MS = 5;

/** More executions than wait at once, and more keys than one process sees. Those used longest ago give way. */
const MAX_KEPT = 1000;

/** When one execution may start its calls. */
export interface Pace {
	/**
	 * Asks to start a call.
	 * @param requestsPerSecond above 0; below 1 is one call in more than a second, any other fraction
	 * is left out
	 * @param now monotonic milliseconds
	 * @returns 0: the call may start and counts as started. Otherwise the whole milliseconds after which
	 * to ask again
	 */
	tryStart(requestsPerSecond: number, now: number): number;
	/**
	 * Tells that a call was refused for its rate.
	 * @param startedAt when it started, in monotonic milliseconds
	 * @param now monotonic milliseconds
	 */
	throttled(startedAt: number, now: number): void;
}

interface Execution {
	readonly starts: SlidingWindow;
	limit: number;
	/** Since when only the others keep it from starting, which may be a time to come. */
	waitingSince: number | undefined;
	/** When it started a call, or was told to ask again. */
	expectedAt: number;
}

/** The starts of calls to one action with one key, shared by every execution of the process. */
export class SharedPace {
	private readonly executions = new Map<string, Execution>();
	private readonly starts = new SlidingWindow();
	/** What was left of the rate when a call was last throttled. */
	private backedOff: { rate: number; at: number } | undefined;
	/** The place of the latest start in the even spread. */
	private place = Number.NEGATIVE_INFINITY;

	/** @param random from 0 to 1, 1 excluded */
	constructor(private readonly random: () => number) {}

	/** The pace of one execution; whatever asks with the same id counts together. */
	of(executionId: string): Pace {
		return {
			tryStart: (requestsPerSecond, now) => this.tryStart(executionId, requestsPerSecond, now),
			throttled: (startedAt, now) => this.throttled(startedAt, now),
		};
	}

	private tryStart(executionId: string, requestsPerSecond: number, now: number): number {
		const isCold = now - this.starts.latest > FORGET_MS;
		if (isCold) this.backedOff = undefined;
		this.dropPast(now);
		const asker = this.executionOf(executionId);
		asker.limit = requestsPerSecond;
		asker.expectedAt = now;
		const ownAt = asker.starts.freeAt(requestsPerSecond, 0, now);
		if (ownAt > now || asker.waitingSince === undefined) asker.waitingSince = ownAt;
		const limit = this.highestLimit();
		const ahead = this.countAhead(asker.waitingSince, now);
		const interval = this.backedOff ? WINDOW_MS / this.rate(limit, now) : 0;
		const place = this.backedOff ? this.place + interval : now;
		const freeAt = Math.max(place + ahead * interval, this.starts.freeAt(limit, ahead, now));
		asker.expectedAt = Math.max(ownAt, freeAt);
		if (asker.expectedAt > now) return Math.ceil(asker.expectedAt - now);
		asker.waitingSince = undefined;
		asker.starts.add(requestsPerSecond, now);
		this.starts.add(limit, isCold ? now + COLD_MS : now);
		this.place = Math.max(place, now - TIMER_MS);
		return 0;
	}

	private throttled(startedAt: number, now: number): void {
		if (this.backedOff && startedAt <= this.backedOff.at) return;
		const share = BACK_OFF.least + this.random() * (BACK_OFF.most - BACK_OFF.least);
		this.backedOff = { rate: this.rate(this.starts.limit, now) * share, at: now };
	}

	/** Calls in a window. */
	private rate(limit: number, now: number): number {
		if (!this.backedOff) return limit;
		const recovered = limit * ((now - this.backedOff.at) / RECOVERY_MS) ** 2;
		return Math.min(limit, this.backedOff.rate + recovered);
	}

	private dropPast(now: number): void {
		this.starts.dropPast(now);
		for (const [id, { starts, expectedAt }] of this.executions) {
			starts.dropPast(now);
			if (Math.max(expectedAt + WINDOW_MS, starts.endsAt) <= now) this.executions.delete(id);
		}
	}

	private executionOf(id: string): Execution {
		return kept(this.executions, id, () => ({
			starts: new SlidingWindow(),
			limit: 0,
			waitingSince: undefined,
			expectedAt: 0,
		}));
	}

	private highestLimit(): number {
		return Math.max(...Array.from(this.executions.values(), ({ limit }) => limit));
	}

	/** How many executions could start now, and have waited for longer. */
	private countAhead(askerSince: number, now: number): number {
		let ahead = 0;
		for (const { waitingSince = now } of this.executions.values()) {
			if (waitingSince < Math.min(askerSince, now)) ahead++;
		}
		return ahead;
	}
}

const paces = new Map<string, SharedPace>();

/** The one pace of this process for a key, whoever asks. */
export function sharedPace(key: string): SharedPace {
	return kept(paces, key, () => new SharedPace(Math.random));
}

/** What the map has for the key, or what is made now. */
function kept<Value>(map: Map<string, Value>, key: string, make: () => Value): Value {
	const value = map.get(key) ?? make();
	// Set anew, so that the map is in the order of use.
	map.delete(key);
	map.set(key, value);
	for (const oldest of map.keys()) {
		if (map.size <= MAX_KEPT) break;
		map.delete(oldest);
	}
	return value;
}
