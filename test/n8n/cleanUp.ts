type End = () => Promise<void> | void;

/** What has been started, to be ended in the opposite order, also when the rest did not start. */
export class CleanUp {
	private readonly ends: End[] = [];
	private isOver = false;

	/**
	 * @throws Error after `run`, when it has ended what was added: whoever goes on with a set-up that a
	 * test no longer waits for must stop there
	 */
	async add(end: End): Promise<void> {
		if (this.isOver) {
			await end();
			throw new Error('Started too late: everything else has been ended');
		}
		this.ends.push(end);
	}

	/** @throws AggregateError with what could not be ended, when the rest has been */
	async run(): Promise<void> {
		this.isOver = true;
		const failures: unknown[] = [];
		for (const end of this.ends.splice(0).reverse()) {
			try {
				await end();
			} catch (error) {
				failures.push(error);
			}
		}
		if (failures.length > 0) throw new AggregateError(failures, failures.map(String).join('\n'));
	}
}
