import { sha256Hex } from './digest';

/** The name of the algorithm, as the string to sign and the Authorization header give it. */
export const ALGORITHM = 'TC3-HMAC-SHA256';

/**
 * @param timestamp whole seconds since 1970, the value of X-TC-Timestamp
 * @param scope the formatted credential scope
 * @param canonicalRequest the text of the canonical request
 */
export function stringToSign(timestamp: number, scope: string, canonicalRequest: string): string {
	return `${ALGORITHM}\n${timestamp}\n${scope}\n${sha256Hex(canonicalRequest)}`;
}
