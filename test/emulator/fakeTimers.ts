import { setImmediate } from 'node:timers/promises';

/** Puts the time-outs and intervals of the code under test in the hands of the test; sockets go on as usual. */
export function useFakeTimeouts(): void {
	jest.useFakeTimers({
		doNotFake: [
			'Date',
			'clearImmediate',
			'hrtime',
			'nextTick',
			'performance',
			'queueMicrotask',
			'setImmediate',
		],
	});
}

/** Resolves once exactly so many time-outs and intervals run; a test where that never is runs out of time. */
export async function timersRunning(count: number): Promise<void> {
	while (jest.getTimerCount() !== count) await setImmediate();
}
