import { readId } from '../../../../nodes/TencentCloudVod/client/answer';

test.each<[unknown, string]>([
	['865750283577090106', '865750283577090106'],
	[' \t865750283577090106\r\n', '865750283577090106'],
	['el/ement:1.0+7=', 'el/ement:1.0+7='],
	['one id', 'one id'],
	['元素🦊', '元素🦊'],
	['🦊'.repeat(256), '🦊'.repeat(256)],
	[` ${'x'.repeat(256)} `, 'x'.repeat(256)],
	[7, '7'],
	[-7, '-7'],
	[0, '0'],
])('%j is taken', (value, id) => {
	expect(readId(value)).toBe(id);
});

test.each<[string, unknown]>([
	['nothing', undefined],
	['null', null],
	['an empty text', ''],
	['blanks', ' \u3000\n'],
	['text of more than 256 characters', 'x'.repeat(257)],
	['two lines', 'a\nb'],
	['a control character', 'a\u0085b'],
	['an invisible character', 'a\u202eb'],
	['a line separator', 'a\u2028b'],
	['half a character', 'a\ud83e'],
	['a fraction', 1.5],
	['a number that has lost digits', 2 ** 53],
	['true', true],
	['a list', ['1']],
	['an object', { id: '1' }],
])('%s is none', (_title, value) => {
	expect(readId(value)).toBeUndefined();
});
