import { redactorOf } from '../../../../nodes/TencentCloudVod/client/redaction';

const redact = redactorOf(['AKIDexample', 'secretKey', '']);

test.each([
	['a secret', 'No AKIDexample here'],
	['a secret in small letters', 'akidexample'],
	['another secret', 'secretKey'],
	['the header', 'TC3-HMAC-SHA256 Credential=x'],
	['what it says before the signature', 'Signature=abc'],
	['a signature', 'f'.repeat(64)],
	['a signature in capitals, in the midst of more', `x${'0A'.repeat(40)}x`],
])('nothing is left of a text with %s', (_title, text) => {
	expect(redact(text)).toBe('');
	// The same answer a second time: nothing is kept from the first.
	expect(redact(text)).toBe('');
});

test.each(
	[
		['', 'The signature has expired.', '1047d0dc-7b3f-4c1b-8d4c-2f6b1f0c9a10', 'AKIDexampl'],
		['f'.repeat(63), `${'f'.repeat(40)}-${'f'.repeat(40)}`, 'InvalidParameter.ElementName'],
	].flat(),
)('%j stays as it is', (text) => {
	expect(redact(text)).toBe(text);
});
