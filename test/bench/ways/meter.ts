export interface Spent {
	/** Of all threads of the process, in milliseconds. */
	cpuMs: number;
	/** The most resident memory that the process has ever had until the end of the work. */
	peakMemoryMb: number;
}

/** Adds up what a process spends on a piece of work. */
export class Meter {
	private spent: Spent = { cpuMs: 0, peakMemoryMb: 0 };

	async measure<T>(work: () => Promise<T>): Promise<T> {
		const before = process.cpuUsage();
		try {
			return await work();
		} finally {
			const { user, system } = process.cpuUsage(before);
			this.spent.cpuMs += (user + system) / 1000;
			// In kilobytes, on every system (https://nodejs.org/api/process.html#processresourceusage).
			this.spent.peakMemoryMb = process.resourceUsage().maxRSS / 1024;
		}
	}

	/** @returns what was spent since the last call, and starts over */
	take(): Spent {
		const { spent } = this;
		this.spent = { cpuMs: 0, peakMemoryMb: 0 };
		return spent;
	}
}
