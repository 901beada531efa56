/** Advanced elements that exist before a test begins. */
import type { Emulator } from '../emulator/emulator';
import { ADVANCED_ELEMENT } from '../emulator/rawClient';
import { sdkClient } from '../emulator/sdkClient';

/** How many requests are on their way at once. */
const AT_ONCE = 20;

/**
 * Makes elements, one after the other, which end at once.
 * @returns their ElementIds, in the order in which the list has them
 */
export async function makeElements(
	emulator: Emulator,
	names: readonly string[],
	changes: object = {},
): Promise<string[]> {
	emulator.setTaskLives(() => ({ runsMs: 0, end: { kind: 'success' } }));
	const before = emulator.ledger.ofKind('element').length;
	const client = sdkClient(emulator);
	const left = [...names];
	const work = async () => {
		for (let name = left.shift(); name !== undefined; name = left.shift()) {
			const request = { ...ADVANCED_ELEMENT, ...changes, ElementName: name };
			await client.CreateAigcAdvancedCustomElement(request);
		}
	};
	await Promise.all(Array.from({ length: AT_ONCE }, work));
	return emulator.ledger
		.ofKind('element')
		.slice(before)
		.map(({ id }) => id);
}

/** `Element 0`, `Element 1` and so on. */
export function manyNames(count: number): string[] {
	return Array.from({ length: count }, (_, n) => `Element ${n}`);
}
