/**
 * How the service counts requests a second. Its documentation gives the rate alone (20 a second for
 * CreateAigcCustomElement) and not how the second is windowed, so a client has to live with each.
 */
export type QuotaModel =
	| { kind: 'none' }
	| { kind: 'fixedWindow'; perSecond: number }
	| { kind: 'tokenBucket'; perSecond: number }
	| { kind: 'leakyBucket'; perSecond: number };

/** Counts calls against a limit. */
export interface Quota {
	/**
	 * Whether a call that arrives now is within the limit. A call that is refused uses nothing up.
	 * @param now milliseconds; must not go backwards
	 */
	admits(now: number): boolean;
}

/** Starts counting with nothing used up. */
export function createQuota(model: QuotaModel): Quota {
	switch (model.kind) {
		case 'none':
			return { admits: () => true };
		case 'fixedWindow':
			return fixedWindow(model.perSecond);
		case 'tokenBucket':
			return tokenBucket(model.perSecond);
		case 'leakyBucket':
			return leakyBucket(model.perSecond);
	}
}

/** At most so many calls in each second of the server's clock; the count starts over with the second. */
function fixedWindow(perSecond: number): Quota {
	let second = Number.NEGATIVE_INFINITY;
	let used = 0;
	return {
		admits(now) {
			const current = Math.floor(now / 1000);
			if (current !== second) {
				second = current;
				used = 0;
			}
			if (used >= perSecond) return false;
			used += 1;
			return true;
		},
	};
}

/**
 * A bucket of one second's tokens, full at first, filled evenly: a burst, then the rate. It counts in
 * thousandths of a token, which are whole numbers for whole rates and milliseconds.
 */
function tokenBucket(perSecond: number): Quota {
	const full = perSecond * 1000;
	let level = full;
	let filledAt = Number.NEGATIVE_INFINITY;
	return {
		admits(now) {
			level = Math.min(full, level + (now - filledAt) * perSecond);
			filledAt = now;
			if (level < 1000) return false;
			level -= 1000;
			return true;
		},
	};
}

/** No burst at all: a call is refused unless a full interval has passed since the last one let in. */
function leakyBucket(perSecond: number): Quota {
	const intervalMs = 1000 / perSecond;
	let freeAt = Number.NEGATIVE_INFINITY;
	return {
		admits(now) {
			if (now < freeAt) return false;
			freeAt = now + intervalMs;
			return true;
		},
	};
}
