import type { Execution } from '../workflow/engine';
import { errorOf, inInputOrder, pairOf } from './visible';

/** What the user is told of the items, by output items or by the error's message. */
export interface Told {
	created: Array<{ item: number; elementId: unknown }>;
	/** Items whose element may exist. */
	unknown: number[];
	/** Items of which it is said that nothing was created. */
	denied: number[];
}

export function toldBy(execution: Execution): Told {
	const told: Told = { created: [], unknown: [], denied: [] };
	for (const output of inInputOrder(execution)) {
		const { error, ElementId: elementId } = output.json;
		const item = pairOf(output);
		if (elementId !== undefined) told.created.push({ item, elementId });
		else if (isUnknown(error)) told.unknown.push(item);
		else told.denied.push(item);
	}
	// What stopped an execution is all that is left of the batch: n8n drops the output.
	return execution.status === 'error' ? toldByMessage(errorOf(execution).message) : told;
}

function isUnknown(message: unknown): boolean {
	return /^Item \d+: It is unknown whether the element was created:/.test(String(message));
}

function toldByMessage(message: string): Told {
	const lead = [...message.matchAll(/^Item (\d+): /g)].map(([, item]) => Number(item));
	const isLeadUnknown = isUnknown(message);
	const created = listIn(message, /Created, with ElementId: ([^.]*)\./);
	return {
		created: [...created.matchAll(/item (\d+) = (\d+)/g)].map(([, item, elementId]) => ({
			item: Number(item),
			elementId,
		})),
		unknown: [...(isLeadUnknown ? lead : []), ...itemsIn(message, /Also unknown: ([^.]*)\./)],
		denied: [
			...(isLeadUnknown ? [] : lead),
			...itemsIn(message, /Also not created: ([^.]*)\./),
			...itemsIn(message, /cannot be used, so nothing was sent: ([^.]*)\./),
		],
	};
}

function itemsIn(message: string, list: RegExp): number[] {
	return [...listIn(message, list).matchAll(/item (\d+)/g)].map(([, item]) => Number(item));
}

function listIn(message: string, list: RegExp): string {
	return list.exec(message)?.[1] ?? '';
}
