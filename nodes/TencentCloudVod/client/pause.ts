import type { Clock } from './clock';

/** How long a wait may go on after a cancel. */
export const WAIT_SLICE_MS = 250;

/** Sleeps, unless the user stops the execution. */
export async function pause(
	ms: number,
	clock: Pick<Clock, 'now' | 'sleep'>,
	cancelSignal: AbortSignal | undefined,
): Promise<void> {
	const until = clock.now() + ms;
	for (let left = ms; left > 0 && !cancelSignal?.aborted; left = until - clock.now()) {
		await clock.sleep(Math.min(left, WAIT_SLICE_MS));
	}
}
