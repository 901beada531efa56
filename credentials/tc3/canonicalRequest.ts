import { sha256Hex } from './digest';

/** The headers that a signature covers: lower-case name and the value as it is sent. */
export type HeadersToSign = Readonly<Record<string, string>>;

export interface CanonicalRequest {
	/** What is hashed into the string to sign. */
	readonly text: string;
	/** Names of the signed headers, lower-case, sorted, joined by `;`. */
	readonly signedHeaders: string;
}

/**
 * First step of TC3-HMAC-SHA256, for a POST with a JSON body: such a request always has the path
 * `/` and an empty query string. The values of the headers are trimmed and lower-cased.
 *
 * Source: https://www.tencentcloud.com/document/product/266/34114 (Signature v3)
 */
export function canonicalRequest(headers: HeadersToSign, body: string): CanonicalRequest {
	const lines = Object.entries(headers).sort(([one], [other]) => (one < other ? -1 : 1));
	const canonicalHeaders = lines.map(([name, value]) => `${name}:${value.trim().toLowerCase()}\n`);
	const signedHeaders = lines.map(([name]) => name).join(';');

	return {
		text: `POST\n/\n\n${canonicalHeaders.join('')}\n${signedHeaders}\n${sha256Hex(body)}`,
		signedHeaders,
	};
}
