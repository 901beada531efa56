import { createHash, createHmac } from 'node:crypto';

/** SHA-256 of the UTF-8 bytes of `text`, as lower-case hex. */
export function sha256Hex(text: string): string {
	return createHash('sha256').update(text, 'utf8').digest('hex');
}

/** HMAC-SHA256 of the UTF-8 bytes of `text`. */
export function hmacSha256(key: string | Uint8Array, text: string): Uint8Array {
	return createHmac('sha256', key).update(text, 'utf8').digest();
}

/** HMAC-SHA256 of the UTF-8 bytes of `text`, as lower-case hex. */
export function hmacSha256Hex(key: string | Uint8Array, text: string): string {
	return createHmac('sha256', key).update(text, 'utf8').digest('hex');
}
