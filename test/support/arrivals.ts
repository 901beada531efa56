import type { EmulatorOptions } from '../emulator/emulator';

/** Waits for calls to arrive at an emulator that is started with `onCall`. */
export class Arrivals {
	private readonly awaited: Array<{ count: number; resolve: () => void }> = [];

	readonly onCall: EmulatorOptions['onCall'] = ({ index }) => {
		for (const { count, resolve } of this.awaited) if (index + 1 === count) resolve();
	};

	/** Settles as soon as so many calls have arrived; to be asked before they have. */
	reach(count: number): Promise<void> {
		return new Promise((resolve) => this.awaited.push({ count, resolve }));
	}
}
