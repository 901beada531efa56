import type { Clock } from '../client/clock';
import { WAIT_SLICE_MS } from '../client/pause';

export interface IdleWatch {
	/** Tells that something has moved. */
	moved(): void;
	end(): void;
}

/** Calls `onIdle` when nothing has moved for so many milliseconds: a transfer may take as long as it moves. */
export function watchIdle(
	idleMs: number,
	clock: Pick<Clock, 'now' | 'sleep'>,
	onIdle: () => void,
): IdleWatch {
	let lastMove = clock.now();
	let isOver = false;
	void look();
	return { moved: () => (lastMove = clock.now()), end: () => (isOver = true) };

	async function look(): Promise<void> {
		while (!isOver) {
			const left = lastMove + idleMs - clock.now();
			if (left <= 0) return onIdle();
			await clock.sleep(Math.min(left, WAIT_SLICE_MS));
		}
	}
}
