/** Runs a task once nothing has happened for so many milliseconds. */
export class IdleTimer {
	private readonly timer: NodeJS.Timeout;

	constructor(milliseconds: number, task: () => void) {
		this.timer = setTimeout(task, milliseconds);
	}

	/** Something happened: the time starts over. */
	touch(): void {
		this.timer.refresh();
	}

	stop(): void {
		clearTimeout(this.timer);
	}
}
