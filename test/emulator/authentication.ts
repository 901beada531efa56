import { header, type ReceivedRequest } from './receivedRequest';
import { refusal, type Refusal } from './refusal';
import { isSignedWith, parseAuthorization } from './signature';

/** The one key that the emulator knows. It opens nothing anywhere else. */
export const EMULATOR_SECRET_ID = 'AKIDemulator0000000000000000000000000';
export const EMULATOR_SECRET_KEY = 'emulatorSecretKey00000000000000000';

/** "AuthFailure.SignatureExpire" in the API's documentation: more than five minutes apart. */
const CLOCK_TOLERANCE_SECONDS = 5 * 60;

/**
 * Whether the caller is who it says.
 * @param now milliseconds since 1970, on the server's clock
 * @param token what X-TC-Token has to be; undefined: the key is a permanent one and takes no token
 */
export function authenticate(
	request: ReceivedRequest,
	now: number,
	token: string | undefined,
): Refusal | undefined {
	const timestamp = header(request, 'x-tc-timestamp');
	if (!/^\d{1,10}$/.test(timestamp)) {
		return refusal('InvalidParameterValue', 'X-TC-Timestamp must be a UNIX time in whole seconds.');
	}
	const authorization = parseAuthorization(header(request, 'authorization'));
	if (!authorization) {
		return refusal(
			'AuthFailure.InvalidAuthorization',
			'The Authorization header is not in the form that TC3-HMAC-SHA256 asks for.',
		);
	}
	if (authorization.secretId !== EMULATOR_SECRET_ID) {
		return refusal('AuthFailure.SecretIdNotFound', 'There is no such SecretId.');
	}
	if (Math.abs(now / 1000 - Number(timestamp)) > CLOCK_TOLERANCE_SECONDS) {
		return refusal(
			'AuthFailure.SignatureExpire',
			'X-TC-Timestamp is more than five minutes away from the time of the server.',
		);
	}
	if (header(request, 'x-tc-token') !== (token ?? '')) {
		return refusal('AuthFailure.TokenFailure', 'X-TC-Token is wrong or missing.');
	}
	if (!isSignedWith(EMULATOR_SECRET_KEY, request, authorization)) {
		return refusal(
			'AuthFailure.SignatureFailure',
			'The signature is not the one of this request and this SecretKey.',
		);
	}
	return undefined;
}
