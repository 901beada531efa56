import { canonicalRequest, type HeadersToSign } from './canonicalRequest';
import { credentialScope, formatScope } from './credentialScope';
import { hmacSha256Hex } from './digest';
import { deriveKeys } from './signingKey';
import { ALGORITHM, stringToSign } from './stringToSign';

export interface SigningInput {
	readonly secretId: string;
	readonly secretKey: string;
	/** The product's short name, e.g. `vod`. */
	readonly service: string;
	/** Whole seconds since 1970; the request carries it as X-TC-Timestamp. */
	readonly timestamp: number;
	/** Exactly as they are sent; at least Content-Type and Host. */
	readonly headers: HeadersToSign;
	/** Exactly what is sent. */
	readonly body: string;
}

/** The value of the Authorization header of a signed POST. */
export function authorizationHeader(input: SigningInput): string {
	const { secretId, secretKey, service, timestamp, headers, body } = input;
	const scope = credentialScope(timestamp, service);
	const scopeText = formatScope(scope);
	const { text, signedHeaders } = canonicalRequest(headers, body);
	const { secretSigning } = deriveKeys(secretKey, scope);
	const signature = hmacSha256Hex(secretSigning, stringToSign(timestamp, scopeText, text));

	return `${ALGORITHM} Credential=${secretId}/${scopeText}, SignedHeaders=${signedHeaders}, Signature=${signature}`;
}
