/**
 * Timers run before sockets are read. After something has blocked the event loop, a deadline would pass
 * over an answer that has long been there; and timers that are late run one after the other, so a turn
 * of the loop cannot be counted in timers of no length.
 */
const READING_MS = 100;

/** @returns a signal that fires once the time is over and what had come by then has been read */
export function deadlineAfter(
	ms: number,
	clock: { sleep(ms: number): Promise<void> },
): AbortSignal {
	const deadline = new AbortController();
	AbortSignal.timeout(ms).addEventListener('abort', () => {
		void clock.sleep(READING_MS).then(() => deadline.abort());
	});
	return deadline.signal;
}
