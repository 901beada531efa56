/** One second, as every model of a quota counts it. */
const QUOTA_MS = 1000;

/**
 * The quota counts calls as they arrive, and they do not arrive quite as they started: twenty that start
 * together take 20 to 40 ms to leave, and 5 to 15 ms on the way. Every burst is late in much the same
 * way, so the guard has to cover only the usual difference between one and the next: a quota per
 * second notices a larger one only where its second ends just then, and a token bucket refills while
 * a burst arrives. Each further millisecond would cost a thousandth of the pace.
 */
const GUARD_MS = 12;

/** For so long, a start counts against a limit of 1 per second or more. */
export const WINDOW_MS = QUOTA_MS + GUARD_MS;

/** The starts of calls, as far as they still count against a limit. */
export class SlidingWindow {
	/** When the latest call started. */
	latest = Number.NEGATIVE_INFINITY;
	/** The limit that applied to the latest start. */
	limit = 0;
	/** When the latest start no longer counts against that limit. */
	endsAt = Number.NEGATIVE_INFINITY;
	private readonly starts: number[] = [];

	add(limit: number, at: number): void {
		this.latest = Math.max(this.latest, at);
		this.limit = limit;
		this.endsAt = this.latest + WINDOW_MS / Math.min(1, limit);
		this.starts.push(this.latest);
	}

	dropPast(now: number): void {
		while (this.starts[0] !== undefined && this.starts[0] + WINDOW_MS <= now) this.starts.shift();
	}

	/**
	 * @param limit per second; below 1 is one call in more than a second, any other fraction is left out
	 * @param ahead calls that are to start first
	 * @returns when a call finds room: `now`, or a time to come
	 */
	freeAt(limit: number, ahead: number, now: number): number {
		if (limit < 1) {
			const apart = WINDOW_MS / limit;
			// A start under a higher limit does not count for as long as one under this limit.
			const freeAt = Math.min(this.latest + apart, this.endsAt);
			return Math.max(now, freeAt) + ahead * apart;
		}
		const slots = Math.floor(limit);
		const slot = this.starts[this.starts.length - slots + (ahead % slots)];
		const freeAt = slot === undefined ? now : Math.max(now, slot + WINDOW_MS);
		return freeAt + Math.floor(ahead / slots) * WINDOW_MS;
	}
}
