import { createHash } from 'node:crypto';

/** Bytes, of which there may be more than memory should hold. */
export interface Content {
	readonly length: number;
	/** @param end excluded */
	pieces(start: number, end: number): Iterable<Buffer>;
}

/** The bytes of a file, or what is kept of them. */
export interface StoredObject {
	size: number;
	/** In hexadecimal. */
	sha256: string;
	md5: string;
	/** All of them, or the first. */
	content: Content;
}

/** Of bytes that are in memory. */
export function contentOf(bytes: Buffer): Content {
	return { length: bytes.length, pieces: (start, end) => [bytes.subarray(start, end)] };
}

/** A file of bytes that are in memory. */
export function objectOf(bytes: Buffer): StoredObject {
	return {
		size: bytes.length,
		sha256: createHash('sha256').update(bytes).digest('hex'),
		md5: createHash('md5').update(bytes).digest('hex'),
		content: contentOf(bytes),
	};
}
