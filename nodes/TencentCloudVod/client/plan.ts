import { isOpen, mostCertain, type Entry } from './entry';
import { PendingCall, remember, slotsOf, type BatchItem, type ItemResult } from './pendingCall';

/** An item, and what will hold its result. */
export interface Owned<T, Item> {
	item: Item;
	owner: { readonly result: ItemResult<T> };
}

export interface Plan<T, Item extends BatchItem<T>> {
	/** In the order of the items. */
	owners: Array<Owned<T, Item>>;
	/** In the order of their first items. */
	calls: Array<PendingCall<T, Item>>;
}

/**
 * Settles the items that a memory settles, and makes one call of those that may share one.
 * @param isFinal whether an entry settles its item
 */
export function plan<T, Item extends BatchItem<T>>(
	items: readonly Item[],
	isFinal: (entry: Entry<T>) => boolean,
): Plan<T, Item> {
	for (const item of items) {
		// Identical rows learn of it, whichever of them comes first.
		const own = item.reuse && item.place.recall();
		if (own) remember(item, own);
	}
	const calls = new Map<string, PendingCall<T, Item>>();
	const owners = items.map((item): Owned<T, Item> => {
		const entry = finalOf(
			slotsOf(item).flatMap((slot) => slot.recall() ?? []),
			isFinal,
		);
		if (entry) {
			remember(item, entry);
			return { item, owner: { result: { kind: 'ended', ...entry } } };
		}
		const { key } = item.reuse ?? item.place;
		const shared = calls.get(key);
		if (shared) {
			shared.sharers.push(item);
			return { item, owner: shared };
		}
		const call = new PendingCall<T, Item>(item, [item]);
		calls.set(key, call);
		return { item, owner: call };
	});
	for (const call of calls.values()) call.learn(call.recall());
	return { owners, calls: [...calls.values()] };
}

/**
 * The entry that settles an item. An execution's own failure does, although another's counts for more,
 * unless something is under way that may still bring a result.
 */
export function finalOf<T>(
	entries: ReadonlyArray<Entry<T>>,
	isFinal: (entry: Entry<T>) => boolean,
): Entry<T> | undefined {
	const counts = mostCertain(entries);
	if (counts && isOpen(counts)) return isFinal(counts) ? counts : undefined;
	return mostCertain(entries.filter(isFinal));
}
