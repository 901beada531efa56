import { NodeApiError } from 'n8n-workflow';
import { AUTH_FAILURES } from '../../../credentials/tc3/authFailures';

/** Every code of the family that the documentation of VOD lists, and the one without the prefix. */
const CODES = [
	'AuthFailure.InvalidAuthorization',
	'AuthFailure.InvalidSecretId',
	'AuthFailure.MFAFailure',
	'AuthFailure.SecretIdNotFound',
	'AuthFailure.SignatureExpire',
	'AuthFailure.SignatureFailure',
	'AuthFailure.TokenFailure',
	'AuthFailure.UnauthorizedOperation',
	'UnauthorizedOperation',
];

const node = {
	id: '1',
	name: 'Node',
	type: 'node',
	typeVersion: 1,
	position: [0, 0] as [number, number],
	parameters: {},
};

it('explains every documented code', () => {
	expect([...AUTH_FAILURES.keys()].sort()).toEqual(CODES);
});

it.each(CODES)('explains %s in whole sentences that n8n does not replace', (code) => {
	const { meaning, remedy } = AUTH_FAILURES.get(code) ?? { meaning: '', remedy: '' };
	const text = `${meaning} ${remedy}`;

	expect(meaning).toMatch(/^[A-Z].*\.$/);
	expect(remedy).toMatch(/^[A-Z].*\.$/);
	expect(new NodeApiError(node, {}, { message: text }).message).toBe(text);
	expect(text).not.toMatch(/cancel/i);
});

it.each([
	['AuthFailure.SecretIdNotFound', 'two separate account systems'],
	['AuthFailure.SignatureFailure', 'SecretKey'],
	['AuthFailure.SignatureExpire', 'clock'],
	['AuthFailure.TokenFailure', 'expired'],
	['UnauthorizedOperation', 'vod:CreateAigcCustomElement'],
])('says of %s what is most likely: %s', (code, words) => {
	expect(Object.values(AUTH_FAILURES.get(code) ?? {}).join(' ')).toContain(words);
});
