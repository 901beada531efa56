/** Holds n8n's log against the emulator's ledger, as a person does after a crash (README). */
import type { Ledger } from '../emulator/ledger';

const SENDING = /execution (\S+), item (\d+), sending \w+, name ("(?:[^"\\]|\\.)*")/g;
const ENDED = /execution (\S+), item (\d+), (?:created|refused|not sent|outcome unknown)/g;
const CREATED = /created ElementId ([\w-]+)/g;

export interface Account {
	/** ElementIds that the log names. */
	created: ReadonlySet<string>;
	/** Names of the items whose call has no end in the log: something may have been created. */
	inDoubt: ReadonlySet<string>;
}

/** @param log all of it, of every process */
export function accountOf(log: string): Account {
	const begun = new Map<string, string>();
	for (const [, execution, item, name = '""'] of log.matchAll(SENDING)) {
		begun.set(`${execution} ${item}`, JSON.parse(name) as string);
	}
	for (const [, execution, item] of log.matchAll(ENDED)) begun.delete(`${execution} ${item}`);
	return {
		created: new Set([...log.matchAll(CREATED)].map(([, id = '']) => id)),
		inDoubt: new Set(begun.values()),
	};
}

/** @returns the elements that exist and that the log does not lead to; none when all is well */
export function unaccountedFor({ elements }: Ledger, log: string): string[] {
	const { created, inDoubt } = accountOf(log);
	return elements
		.filter(
			({ elementId, request }) => !created.has(elementId) && !inDoubt.has(request.ElementName),
		)
		.map(({ elementId, request }) => `${elementId} ${request.ElementName}`);
}
