import { createHmac, hash } from 'node:crypto';

/** How a key is written as text: one character a byte. Faster here than a Buffer for each key. */
const KEY_ENCODING = 'binary';

/** SHA-256 of the UTF-8 bytes of `text`, as lower-case hex. */
export function sha256Hex(text: string): string {
	return hash('sha256', text);
}

/** HMAC-SHA256 of the UTF-8 bytes of `text`, as a key; keys have one character a byte. */
export function hmacSha256(key: string, text: string): string {
	return createHmac('sha256', key, { encoding: KEY_ENCODING }).update(text).digest(KEY_ENCODING);
}

/** HMAC-SHA256 of the UTF-8 bytes of `text`, as lower-case hex; keys have one character a byte. */
export function hmacSha256Hex(key: string, text: string): string {
	return createHmac('sha256', key, { encoding: KEY_ENCODING }).update(text).digest('hex');
}
