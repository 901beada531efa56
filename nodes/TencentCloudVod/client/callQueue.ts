/** Who is next: in the order of the items, and those that were sent back before all who never started. */
export class CallQueue<T extends { item: { index: number } }> {
	private readonly fresh: T[] = [];
	private taken = 0;
	private readonly returned: T[] = [];

	/** To be called in the order of the items. */
	add(member: T): void {
		this.fresh.push(member);
	}

	/** Back to the front, where it keeps the order of the items among others that came back. */
	giveBack(member: T): void {
		const place = this.returned.findIndex(({ item }) => item.index > member.item.index);
		this.returned.splice(place === -1 ? this.returned.length : place, 0, member);
	}

	/** Who is next; undefined when nobody is. */
	get next(): T | undefined {
		return this.returned[0] ?? this.fresh[this.taken];
	}

	/** Lets the next one go. */
	take(): void {
		if (this.returned.shift() === undefined) this.taken++;
	}
}
