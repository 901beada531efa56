import type { CallEnd } from './entry';

/** @returns undefined when the call has not ended: it waits for another turn, or broke down */
export type Ending<T> = Promise<CallEnd<T> | undefined>;

/** The calls of a process that are under way, so that nobody makes the same one beside them. */
export class UnderWay<T> {
	private readonly calls = new Map<string, Ending<T>>();

	/** The call that is under way for any of the keys. */
	find(keys: readonly string[]): Ending<T> | undefined {
		for (const key of keys) {
			const call = this.calls.get(key);
			if (call) return call;
		}
		return undefined;
	}

	/** @returns ends it, for all who wait */
	begin(keys: readonly string[]): (end: CallEnd<T> | undefined) => void {
		let resolve: (end: CallEnd<T> | undefined) => void = () => undefined;
		const call: Ending<T> = new Promise((settle) => (resolve = settle));
		for (const key of keys) this.calls.set(key, call);
		return (end) => {
			for (const key of keys) this.calls.delete(key);
			resolve(end);
		};
	}
}
