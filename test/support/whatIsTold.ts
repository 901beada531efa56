import type { Execution } from '../workflow/engine';
import type { OperationUnderTest } from './operations';
import { errorOf, inInputOrder, pairOf } from './whatIsSeen';

/** What the user is told of the items, by output items or by the error's message. */
export interface Told {
	done: Array<{ item: number; id: unknown }>;
	/** Items whose thing may exist. */
	unknown: number[];
	/** Items of which it is said that nothing was done. */
	denied: number[];
}

export function toldBy(execution: Execution, { nouns }: OperationUnderTest): Told {
	const told: Told = { done: [], unknown: [], denied: [] };
	for (const output of inInputOrder(execution)) {
		const { error, [nouns.id]: id } = output.json;
		const item = pairOf(output);
		if (id !== undefined) told.done.push({ item, id });
		else if (typeof error === 'string' && isUnknown(error, nouns)) told.unknown.push(item);
		else told.denied.push(item);
	}
	// What stopped an execution is all that is left of the batch: n8n drops the output.
	return execution.status === 'error' ? toldByMessage(errorOf(execution).message, nouns) : told;
}

type Nouns = OperationUnderTest['nouns'];

function isUnknown(message: string, { done, thing }: Nouns): boolean {
	return RegExp(`^Item \\d+: It is unknown whether the ${thing} was ${done}:`).test(message);
}

function toldByMessage(message: string, nouns: Nouns): Told {
	const lead = [...message.matchAll(/^Item (\d+): /g)].map(([, item]) => Number(item));
	const isLeadUnknown = isUnknown(message, nouns);
	const done = listIn(message, `${nouns.done}, with ${nouns.id}: `);
	return {
		done: [...done.matchAll(/item (\d+) = ([\w-]+)/g)].map(([, item, id]) => ({
			item: Number(item),
			id,
		})),
		unknown: [...(isLeadUnknown ? lead : []), ...itemsIn(message, 'Also unknown: ')],
		denied: [
			...(isLeadUnknown ? [] : lead),
			...itemsIn(message, `Also not ${nouns.done}: `),
			...itemsIn(message, 'cannot be used, so nothing was sent: '),
		],
	};
}

function itemsIn(message: string, head: string): number[] {
	return [...listIn(message, head).matchAll(/item (\d+)/g)].map(([, item]) => Number(item));
}

/** What stands between these words, in any case, and the next full stop. */
function listIn(message: string, head: string): string {
	return RegExp(`${head}([^.]*)\\.`, 'i').exec(message)?.[1] ?? '';
}
