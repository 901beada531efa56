export interface Clock {
	/** Monotonic milliseconds. */
	now(): number;
	/** Epoch milliseconds. */
	wallTime(): number;
	sleep(ms: number): Promise<void>;
	/** 0 to 1, 1 excluded. */
	random(): number;
}
