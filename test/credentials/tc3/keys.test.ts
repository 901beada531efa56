import fc from 'fast-check';
import { optionalField, readKeys } from '../../../credentials/tc3/keys';
import { SigningRefused } from '../../../credentials/tc3/signingRefused';

const keys = { secretId: 'AKIDexample', secretKey: 'key*+/=', sessionToken: 'token' };

it('trims what pasting leaves around the keys', () => {
	const blank = fc.string({ unit: fc.constantFrom(' ', '\t', '\r', '\n', '\u00a0', '\ufeff') });

	fc.assert(
		fc.property(blank, blank, (before, after) => {
			const pasted = Object.fromEntries(
				Object.entries(keys).map(([name, value]) => [name, `${before}${value}${after}`]),
			);
			expect(readKeys(pasted)).toEqual(keys);
		}),
	);
});

it('does without a session token', () => {
	expect(readKeys({ ...keys, sessionToken: undefined }).sessionToken).toBe('');
	expect(readKeys({ ...keys, sessionToken: ' ' }).sessionToken).toBe('');
});

it.each([
	['SecretId', 'secretId'],
	['SecretKey', 'secretKey'],
])('asks for %s when it is missing', (displayName, name) => {
	for (const value of [undefined, '', ' \n', 7]) {
		expect(() => readKeys({ ...keys, [name]: value })).toThrow(
			`Fill in '${displayName}' in the Tencent Cloud API credential.`,
		);
	}
});

it.each([
	['SecretId', 'secretId'],
	['SecretKey', 'secretKey'],
	['Session Token', 'sessionToken'],
])('refuses a %s with something inside that no key has, and does not repeat it', (label, name) => {
	for (const value of [
		'two words',
		'broken\nline',
		'zero\u200bwidth',
		'full\uff21width',
		'nul\0l',
	]) {
		const refusal = new SigningRefused(
			`'${label}' in the Tencent Cloud API credential contains a blank, a line break or another ` +
				'character that does not belong there. Copy it again and paste it.',
		);
		expect(() => readKeys({ ...keys, [name]: value })).toThrow(refusal);
	}
});

it('reads a field that may be empty', () => {
	expect(optionalField('Region', ' ap-singapore\n')).toBe('ap-singapore');
	expect(optionalField('Region', undefined)).toBe('');
	expect(() => optionalField('Region', 'ap singapore')).toThrow("'Region'");
});
