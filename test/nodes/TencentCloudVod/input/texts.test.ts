import { notTextFault, textFaults } from '../../../../nodes/TencentCloudVod/input/texts';

const FAMILY = '👨‍👩‍👧‍👦';

describe('textFaults', () => {
	it.each<[string, string, number]>([
		['one letter', 'A', 20],
		['a name with blanks around it', '  Li Wei ', 20],
		['20 letters', 'a'.repeat(20), 20],
		['20 Chinese characters', '青'.repeat(20), 20],
		['20 characters outside the basic plane', '𠮷'.repeat(20), 20],
		['20 emoji', '🦊'.repeat(20), 20],
		['a family of emoji, 7 code points each, twice', FAMILY.repeat(2), 20],
		['10 letters with combining accents', 'e\u0301'.repeat(10), 20],
		['20 halves of surrogate pairs', '\ud83e'.repeat(20), 20],
		['19 emoji and half of one', `${'🦊'.repeat(19)}\ud83e`, 20],
		['100 letters', 'a'.repeat(100), 100],
		['100 emoji', '🦊'.repeat(100), 100],
		['line breaks between words', 'A fox\r\nwith a hat', 100],
	])('accepts %s', (_title, value, max) => {
		expect(textFaults(value, max)).toEqual([]);
	});

	it.each<[string, string]>([
		['nothing', ''],
		['a blank', ' '],
		['tabs and line breaks', '\t\r\n'],
		['no-break and ideographic blanks', '\u00a0\u2003\u3000\ufeff'],
		['more blanks than characters are allowed', ' '.repeat(101)],
	])('finds %s empty, and nothing else wrong with it', (_title, value) => {
		expect(textFaults(value, 20)).toEqual(['is empty']);
	});

	it.each<[string, string, number, number]>([
		['21 letters', 'a'.repeat(21), 20, 21],
		['20 letters and a blank at the end', `${'a'.repeat(20)} `, 20, 21],
		['21 Chinese characters', '青'.repeat(21), 20, 21],
		['21 characters outside the basic plane', '𠮷'.repeat(21), 20, 21],
		['21 emoji', '🦊'.repeat(21), 20, 21],
		['three families of emoji', FAMILY.repeat(3), 20, 21],
		['11 letters with combining accents', 'e\u0301'.repeat(11), 20, 22],
		['20 emoji and half of one', `${'🦊'.repeat(20)}\ud83e`, 20, 21],
		['101 letters', 'a'.repeat(101), 100, 101],
		['101 emoji', '🦊'.repeat(101), 100, 101],
	])('counts %s as too many', (_title, value, max, length) => {
		expect(textFaults(value, max)).toEqual([
			`has ${length} characters, but at most ${max} are allowed`,
		]);
	});
});

const NUMBER = 'must be text, but is a number (write {{ String(…) }} around the expression)';

test.each<[unknown, string]>([
	[undefined, 'is empty'],
	[null, 'is empty'],
	[7, NUMBER],
	[NaN, NUMBER],
	[true, 'must be text, but is true or false'],
	[false, 'must be text, but is true or false'],
	[[], 'must be text, but is a list'],
	[['Fox'], 'must be text, but is a list'],
	[{}, 'must be text, but is an object'],
	[{ name: 'Fox' }, 'must be text, but is an object'],
	[new Date(0), 'must be text, but is an object'],
])('%p where text belongs: %s', (value, fault) => {
	expect(notTextFault(value)).toBe(fault);
});
