/** What has been started, to be ended in the opposite order, also when the rest did not start. */
export class CleanUp {
	private readonly ends: (() => Promise<void> | void)[] = [];

	add(end: () => Promise<void> | void): void {
		this.ends.push(end);
	}

	async run(): Promise<void> {
		for (const end of this.ends.splice(0).reverse()) await end();
	}
}
