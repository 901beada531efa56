/** Who is next: in the order of the items, and those that were sent back before all who never started. */
export class WaitingLine<T extends { item: { index: number } }> {
	private readonly fresh: T[] = [];
	private taken = 0;
	private readonly returned: T[] = [];

	get isEmpty(): boolean {
		return this.returned.length === 0 && this.taken === this.fresh.length;
	}

	/** To be called in the order of the items. */
	add(member: T): void {
		this.fresh.push(member);
	}

	/** Back to the front, where it keeps the order of the items among others that came back. */
	giveBack(member: T): void {
		const place = this.returned.findIndex(({ item }) => item.index > member.item.index);
		this.returned.splice(place === -1 ? this.returned.length : place, 0, member);
	}

	take(): T | undefined {
		if (this.isEmpty) return undefined;
		return this.returned.shift() ?? this.fresh[this.taken++];
	}
}
