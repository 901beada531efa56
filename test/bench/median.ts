/** The middle value; of an even number of values the upper of the two. NaN when there are none. */
export function median(values: readonly number[]): number {
	return [...values].sort((one, other) => one - other)[values.length >> 1] ?? NaN;
}
