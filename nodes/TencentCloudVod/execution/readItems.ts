import { sleep, type IExecuteFunctions } from 'n8n-workflow';

import { InputError } from '../input/inputError';
import type { RejectedItem } from '../messages/report';
import { ItemReader, type InspectedFiles } from './itemReader';
import { isCancelled } from './nodeSettings';
import type { Operation } from './operation';

export interface ValidItem<Input> {
	index: number;
	input: Input;
}

export interface Items<Input> {
	valid: Array<ValidItem<Input>>;
	rejected: RejectedItem[];
}

/** Expressions run synchronously and take most of a millisecond an item: other executions must get a turn. */
const ITEMS_A_TURN = 25;

/**
 * Reads and checks all items, before anything is sent. Stops soon after a cancel.
 * @param allowsPrivateHosts whether links may lie in a private network
 */
export async function readItems<Input>(
	context: IExecuteFunctions,
	{ readItem }: Pick<Operation<Input, unknown>, 'readItem'>,
	count: number,
	allowsPrivateHosts: boolean,
): Promise<Items<Input>> {
	const items: Items<Input> = { valid: [], rejected: [] };
	const files: InspectedFiles = new Map();
	for (let index = 0; index < count; index++) {
		if (index % ITEMS_A_TURN === ITEMS_A_TURN - 1) {
			await sleep(0);
			if (isCancelled(context)) break;
		}
		const reader = new ItemReader(context, index, allowsPrivateHosts, files);
		try {
			const input = await readItem(reader);
			// Whatever was made of a field whose expression failed, nobody has entered it.
			if (reader.hasFaults) throw new InputError([]);
			items.valid.push({ index, input });
		} catch (error) {
			items.rejected.push(reader.rejectedFor(error));
		}
	}
	return items;
}
