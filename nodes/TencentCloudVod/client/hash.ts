import { createHash } from 'node:crypto';

/** 16 bytes of the SHA-256 of the UTF-8 text, in hexadecimal. */
export function hashOf(text: string): string {
	return createHash('sha256').update(text, 'utf8').digest('hex').slice(0, 32);
}
