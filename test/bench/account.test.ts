import { accountOf } from './account';
import type { Ledger } from './processes/emulator';

/** A ledger with these elements, by row, e.g. `1: 'Row 0'`. */
function ledgerOf(elements: Record<string, string>): Ledger {
	const names = Object.values(elements);
	const madeTwice = names.filter((name, index) => names.indexOf(name) !== index);
	return {
		elements: Object.entries(elements).map(([elementId, name]) => ({
			elementId,
			name,
			createdAt: 0,
		})),
		calls: names.length + 3,
		made: names.length,
		throttled: 3,
		madeTwice: [...new Set(madeTwice)].map((name) => ({ kind: 'element', name })),
		struck: {},
		files: [],
		slowestAnswerMs: 0,
	};
}

test('an element is seen by its ElementId, named by its row, or lost', () => {
	const ledger = ledgerOf({ 1: 'Row 0', 2: 'Row 1', 3: 'Row 2' });
	expect(accountOf(ledger, [{ elementIds: ['1', '99'], unknown: ['Row 1'] }])).toEqual({
		made: 3,
		seen: 1,
		named: 1,
		lost: 1,
		twice: 0,
		throttled: 3,
	});
});

test('what several workers say counts together', () => {
	const ledger = ledgerOf({ 1: 'A 0', 2: 'B 0' });
	const heard = [
		{ elementIds: ['1'], unknown: [] },
		{ elementIds: ['2'], unknown: [] },
	];
	expect(accountOf(ledger, heard)).toMatchObject({ seen: 2, lost: 0 });
});

test('of a row made twice, the one ElementId that is seen leaves the other lost', () => {
	const ledger = ledgerOf({ 1: 'Row 0', 2: 'Row 0' });
	const heard = [{ elementIds: ['2'], unknown: [] }];
	expect(accountOf(ledger, heard)).toMatchObject({ seen: 1, lost: 1, twice: 1 });
});
