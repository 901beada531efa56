/** Lets one loop wait until something has changed, without looking again and again. */
export class Bell {
	private waiting: Array<() => void> = [];

	/** Wakes whoever waits now. */
	ring(): void {
		const woken = this.waiting;
		this.waiting = [];
		for (const wake of woken) wake();
	}

	async heard(): Promise<void> {
		await new Promise<void>((resolve) => this.waiting.push(resolve));
	}
}
