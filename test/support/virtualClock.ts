import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Clock } from '../../nodes/TencentCloudVod/client/clock';

/** When a virtual clock starts, in epoch milliseconds. */
export const EPOCH = Date.UTC(2026, 0, 1);

/**
 * Time that passes only while everybody waits for it, and then at once: minutes take no time, and the
 * same calls come in the same order each time.
 */
export class VirtualClock implements Clock {
	/** Longest wait that was asked for, in ms. */
	longestSleep = 0;
	/** How often it was looked at. */
	looks = 0;
	private elapsed = 0;
	private drawn = 0;
	/** In the order in which they fire. */
	private readonly timers: Array<{ at: number; fire: () => void }> = [];

	/** @param randoms the numbers that it draws, over and over */
	constructor(private readonly randoms: readonly number[] = [0.5]) {}

	now(): number {
		this.looks++;
		return this.elapsed;
	}

	wallTime(): number {
		return EPOCH + this.elapsed;
	}

	random(): number {
		return this.randoms[this.drawn++ % this.randoms.length] ?? 0;
	}

	async sleep(ms: number): Promise<void> {
		this.longestSleep = Math.max(this.longestSleep, ms);
		await new Promise<void>((resolve) => this.at(this.elapsed + ms, resolve));
	}

	/** @param time in ms since the start */
	at(time: number, fire: () => void): void {
		const later = this.timers.findIndex((timer) => timer.at > time);
		this.timers.splice(later === -1 ? this.timers.length : later, 0, { at: time, fire });
	}

	/** Lets time pass until the work is done, and waits no longer than for that. */
	async finish<T>(work: Promise<T>): Promise<T> {
		let isDone = false;
		const done = () => (isDone = true);
		void work.then(done, done);
		for (;;) {
			// All that can happen at this moment happens before the next turn.
			await nextTurn();
			if (isDone) return await work;
			const next = this.timers.shift();
			if (!next) throw new Error('Everybody waits, and nothing is left that could happen.');
			this.elapsed = Math.max(this.elapsed, next.at);
			next.fire();
		}
	}
}
