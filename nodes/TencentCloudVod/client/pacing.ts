/**
 * When calls may start, so that the service throttles few of them and none waits longer than it must.
 *
 * 1. At most `requestsPerSecond` calls start in any one second and a small guard: a sliding window. As
 *    long as nothing is throttled, that is the only rule: a burst goes out at once.
 * 2. A throttled answer means that the quota is smaller, shared, or takes no bursts. From then on starts
 *    are spread evenly, at nine tenths of the rate that was refused. What was already under way at that
 *    moment says the same again, and is not counted again.
 * 3. The rate comes back with the square of the time since: slowly at first, so that a rate that was
 *    found is kept, then fast, so that a quota that others have left is soon used.
 * 4. Bursts come back only after a minute without a call: spread calls reach the same rate, and a
 *    quota that takes no bursts would throttle each one.
 */

/** One second, as every model of a quota counts it. */
const QUOTA_MS = 1000;

/**
 * The quota counts calls as they arrive, and they do not arrive quite as they started: twenty that start
 * together take 20 to 40 ms to leave, and 5 to 15 ms on the way. Every burst is late in much the same
 * way, so the guard has to cover only the usual difference between one and the next: a quota by the
 * second notices a larger one only where its second ends just then, and a token bucket refills while
 * a burst arrives. Each millisecond more would cost a thousandth of the pace.
 */
const GUARD_MS = 11;
const WINDOW_MS = QUOTA_MS + GUARD_MS;
/** The first call of a process takes that much longer to leave: code is not yet compiled. */
const COLD_MS = 30;

/** Starts this close together are counted as one moment, so that what is kept is bounded at any rate. */
const MOMENT_MS = 1;

/** What is left of a rate that was refused: drawn, so that processes that were refused together part. */
const BACK_OFF = { least: 0.88, most: 0.92 };
/** From a standstill to the limit, when nothing is throttled. */
const RECOVERY_MS = 10_000;
/** After so long without a start, what was learnt of the quota is out of date. */
const FORGET_MS = 60_000;

/** Timers are late by as much; a spread start makes up for it, so that rates above theirs are reached. */
const TIMER_MS = 5;
/** Waits differ by up to so much, so that executions that wait for the same moment take turns. */
const TURN_MS = 2;

/** The starts of calls to one action with one key, shared by every execution of the process. */
export class Pace {
	private readonly starts = new RecentStarts();
	/** What was left of the rate when a call was last throttled. */
	private backedOff: { rate: number; at: number } | undefined;
	/** The place of the latest start in the even spread, and the limit it had. */
	private place = Number.NEGATIVE_INFINITY;
	private limit = 0;

	/** @param random from 0 to 1, 1 excluded */
	constructor(private readonly random: () => number) {}

	/**
	 * Asks to start a call. Executions with different limits share the starts, and each is held to its own.
	 * @param requestsPerSecond above 0; below 1 is one call in more than a second, any other fraction
	 * is left out
	 * @param now monotonic milliseconds
	 * @returns 0: the call may start and counts as started. Otherwise the whole milliseconds after which
	 * to ask again
	 */
	tryStart(requestsPerSecond: number, now: number): number {
		const isCold = now - this.starts.latest > FORGET_MS;
		if (isCold) this.backedOff = undefined;
		const place = this.backedOff ? this.place + WINDOW_MS / this.rate(requestsPerSecond, now) : now;
		const freeAt = Math.max(place, this.starts.freeAt(requestsPerSecond, now));
		const wait = freeAt - now;
		if (wait > 0) return Math.ceil(wait + this.random() * Math.min(TURN_MS, wait / 10));
		this.place = Math.max(place, now - TIMER_MS);
		this.limit = requestsPerSecond;
		this.starts.add(isCold ? now + COLD_MS : now);
		return 0;
	}

	/**
	 * Tells that a call was refused for its rate.
	 * @param startedAt when it started, in monotonic milliseconds
	 * @param now monotonic milliseconds
	 */
	throttled(startedAt: number, now: number): void {
		if (this.backedOff && startedAt <= this.backedOff.at) return;
		const share = BACK_OFF.least + this.random() * (BACK_OFF.most - BACK_OFF.least);
		this.backedOff = { rate: this.rate(this.limit, now) * share, at: now };
	}

	/** Calls in a window. */
	private rate(limit: number, now: number): number {
		if (!this.backedOff) return limit;
		const recovered = limit * ((now - this.backedOff.at) / RECOVERY_MS) ** 2;
		return Math.min(limit, this.backedOff.rate + recovered);
	}
}

/** The starts that a sliding window still has to count. */
class RecentStarts {
	latest = Number.NEGATIVE_INFINITY;
	private readonly moments: Array<{ at: number; starts: number }> = [];
	private total = 0;

	add(at: number): void {
		this.latest = Math.max(this.latest, at);
		this.total++;
		const moment = this.moments.at(-1);
		if (moment && this.latest - moment.at < MOMENT_MS) {
			moment.starts++;
			return;
		}
		this.moments.push({ at: this.latest, starts: 1 });
	}

	/** When a call with this limit finds room in the window; a time that has passed: now. */
	freeAt(limit: number, now: number): number {
		this.dropPast(now);
		if (limit < 1) return this.latest + WINDOW_MS / limit;
		let counted = this.total;
		let freeAt = now;
		for (const { at, starts } of this.moments) {
			if (counted < Math.floor(limit)) break;
			counted -= starts;
			freeAt = at + WINDOW_MS;
		}
		return freeAt;
	}

	private dropPast(now: number): void {
		let moment = this.moments[0];
		while (moment && moment.at + WINDOW_MS <= now) {
			this.total -= moment.starts;
			this.moments.shift();
			moment = this.moments[0];
		}
	}
}

/** More keys than one process sees; those used longest ago give way, and would have been forgotten anyway. */
const MAX_PACES = 1000;
const paces = new Map<string, Pace>();

/** The one Pace of this process for a key, whoever asks. */
export function sharedPace(key: string): Pace {
	const pace = paces.get(key) ?? new Pace(Math.random);
	// Set anew, so that the map is in the order of use.
	paces.delete(key);
	paces.set(key, pace);
	for (const oldest of paces.keys()) {
		if (paces.size <= MAX_PACES) break;
		paces.delete(oldest);
	}
	return pace;
}
