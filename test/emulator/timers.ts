/** Timers that all end when the emulator closes, so that none outlives it. */
export class Timers {
	private readonly running = new Set<NodeJS.Timeout>();

	/** Resolves after so many milliseconds, at once for 0, and never when `clear` comes first. */
	async pause(milliseconds: number): Promise<void> {
		if (milliseconds <= 0) return;
		await new Promise<void>((resolve) => {
			const timer = setTimeout(() => {
				this.running.delete(timer);
				resolve();
			}, milliseconds);
			this.running.add(timer);
		});
	}

	/** Runs a task at an interval until the returned function is called. */
	every(milliseconds: number, task: () => void): () => void {
		const timer = setInterval(task, milliseconds);
		this.running.add(timer);
		return () => {
			clearInterval(timer);
			this.running.delete(timer);
		};
	}

	clear(): void {
		for (const timer of this.running) clearTimeout(timer);
		this.running.clear();
	}
}
