import fc from 'fast-check';
import { AnswerText } from '../../../../nodes/TencentCloudVod/client/answerText';

function textOf(parts: string[]): AnswerText {
	const text = new AnswerText();
	for (const part of parts) text.add(part);
	return text;
}

test('an object is whole with its last brace and not before, however it is cut into parts', () => {
	const dictionary = fc.dictionary(fc.string(), fc.jsonValue());
	fc.assert(
		fc.property(dictionary, fc.array(fc.nat({ max: 20 })), (value, lengths) => {
			const json = JSON.stringify({ ...value, '}"\\': '\\"{' });
			const text = new AnswerText();
			let rest = json;
			for (const length of lengths) {
				const part = rest.slice(0, Math.min(length, rest.length - 1));
				text.add(part);
				rest = rest.slice(part.length);
				expect(text.object).toBeUndefined();
				expect(text.isWhole).toBe(false);
			}
			text.add(rest);
			expect(text.object).toBe(json);
			expect(text.isWhole).toBe(true);
		}),
	);
});

test.each([
	['blanks', [' ', '{"a":1}', ' ', '\n'], ' {"a":1}', true],
	['anything else', ['{"a":1}', ' ', 'x'], '{"a":1}', false],
	['another object', ['{}{}'], '{}', false],
])('%s may follow', (_title, parts, object, isWhole) => {
	const text = textOf(parts);
	expect(text.object).toBe(object);
	expect(text.isWhole).toBe(isWhole);
	expect(text.text).toBe(parts.join(''));
});

test('a dripping answer is not read again and again', () => {
	const parts = ['{"a":"', ...Array<string>(1_000).fill('x'), '"}'];
	const looks = jest.spyOn(String.prototype, 'charAt');
	const { isWhole } = textOf(parts);
	const { length } = looks.mock.calls;
	looks.mockRestore();
	expect(isWhole).toBe(true);
	expect(length).toBe(parts.join('').length);
});
