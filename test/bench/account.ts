/** Holds what users have against what the emulator's ledger says. */
import type { Ledger } from './processes/emulator';
import type { Heard } from './ways/way';

export interface Account {
	/** Elements that exist. */
	made: number;
	/** Those whose ElementId the user can read. */
	seen: number;
	/** Those of rows of which the user is told that an element may exist. */
	named: number;
	/** The others: nobody knows of them. */
	lost: number;
	/** Rows of which more than one element exists. */
	twice: number;
	/** Calls refused for their rate. */
	throttled: number;
}

export function accountOf(ledger: Ledger, heard: readonly Heard[]): Account {
	const elementIds = new Set(heard.flatMap((each) => each.elementIds));
	const unknown = new Set(heard.flatMap((each) => each.unknown));
	const unseen = ledger.elements.filter(({ elementId }) => !elementIds.has(elementId));
	const lost = unseen.filter(({ name }) => !unknown.has(name)).length;
	return {
		made: ledger.made,
		seen: ledger.made - unseen.length,
		named: unseen.length - lost,
		lost,
		twice: ledger.madeTwice.length,
		throttled: ledger.throttled,
	};
}
