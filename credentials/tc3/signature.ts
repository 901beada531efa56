/**
 * The signature TC3-HMAC-SHA256 of a POST with a JSON body: the steps of the specification, in its
 * order and under its names.
 *
 * Source: https://www.tencentcloud.com/document/product/266/34114 (Signature v3)
 */
import { createHmac, hash } from 'node:crypto';

const ALGORITHM = 'TC3-HMAC-SHA256';

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

/** The headers that a signature covers: lower-case name and the value as it is sent. */
export type HeadersToSign = Readonly<Record<string, string>>;

export interface CanonicalRequest {
	/** What is hashed into the string to sign. */
	readonly text: string;
	/** Names of the signed headers, lower-case, sorted, joined by `;`. */
	readonly signedHeaders: string;
}

/** Step 1. Such a request always has the path `/` and an empty query string. */
export function canonicalRequest(headers: HeadersToSign, body: string): CanonicalRequest {
	const lines = Object.entries(headers).sort(([one], [other]) => (one < other ? -1 : 1));
	const canonicalHeaders = lines.map(([name, value]) => `${name}:${value.trim().toLowerCase()}\n`);
	const signedHeaders = lines.map(([name]) => name).join(';');
	return {
		text: `POST\n/\n\n${canonicalHeaders.join('')}\n${signedHeaders}\n${sha256Hex(body)}`,
		signedHeaders,
	};
}

/** Step 2. */
export function stringToSign(
	timestamp: number,
	credentialScope: string,
	canonicalRequest: string,
): string {
	return `${ALGORITHM}\n${timestamp}\n${credentialScope}\n${sha256Hex(canonicalRequest)}`;
}

/** What a signature is good for: one service on one day, in UTC. */
export function credentialScopeOf(date: string, service: string): string {
	return `${date}/${service}/tc3_request`;
}

/** The day of a timestamp in UTC, `YYYY-MM-DD`. */
export function dateOf(timestamp: number): string {
	return new Date(timestamp * 1000).toISOString().slice(0, 10);
}

/** In hex, as the specification prints them: faster here than a Buffer for each. */
export interface DerivedKeys {
	readonly secretDate: string;
	readonly secretService: string;
	/** The key that signs. */
	readonly secretSigning: string;
}

/**
 * Step 3, for every request anew: three short HMACs cost a few microseconds, and nothing that can sign
 * is kept in memory.
 */
export function deriveKeys(secretKey: string, date: string, service: string): DerivedKeys {
	const secretDate = hmacSha256Hex(`TC3${secretKey}`, 'utf8', date);
	const secretService = hmacSha256Hex(secretDate, 'hex', service);
	const secretSigning = hmacSha256Hex(secretService, 'hex', 'tc3_request');
	return { secretDate, secretService, secretSigning };
}

/** Step 4, the value of the Authorization header, from all steps before. */
export function authorizationHeader(input: SigningInput): string {
	const { secretId, secretKey, service, timestamp, headers, body } = input;
	const { text, signedHeaders } = canonicalRequest(headers, body);
	const date = dateOf(timestamp);
	const credentialScope = credentialScopeOf(date, service);
	const { secretSigning } = deriveKeys(secretKey, date, service);
	const toSign = stringToSign(timestamp, credentialScope, text);
	const signature = hmacSha256Hex(secretSigning, 'hex', toSign);
	return `${ALGORITHM} Credential=${secretId}/${credentialScope}, SignedHeaders=${signedHeaders}, Signature=${signature}`;
}

/** Of the UTF-8 bytes of `text`, as lower-case hex. */
export function sha256Hex(text: string): string {
	return hash('sha256', text);
}

/** Of the UTF-8 bytes of `text`, as lower-case hex. */
function hmacSha256Hex(key: string, encoding: 'utf8' | 'hex', text: string): string {
	return createHmac('sha256', key, { encoding }).update(text).digest('hex');
}
