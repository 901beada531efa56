/**
 * Rules for texts. Each takes a value and returns what is wrong with it, worded to follow the field's
 * name: fixed words and counts only, never the value itself, because it ends up in error messages.
 */

/** @param max in Unicode code points: what the API counts is not documented, and code points are what a person counts. */
export function textFaults(value: string, max: number): string[] {
	if (value.trim() === '') return ['is empty'];
	const length = codePoints(value);
	return length > max ? [`has ${length} characters, but at most ${max} are allowed`] : [];
}

/** What to say where text belongs and something else arrived, usually from an expression. */
export function notTextFault(value: unknown): string {
	if (value === undefined || value === null) return 'is empty';
	return `must be text, but is ${typeName(value)}`;
}

function typeName(value: unknown): string {
	if (Array.isArray(value)) return 'a list';
	if (typeof value === 'number') return 'a number (write {{ String(…) }} around the expression)';
	if (typeof value === 'boolean') return 'true or false';
	return 'an object';
}

function codePoints(text: string): number {
	return text.replace(/[\uD800-\uDBFF][\uDC00-\uDFFF]/g, ' ').length;
}
