import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { contentOf, type StoredObject } from '../content';
import { headOf, readToEnd, type RequestHead } from '../receivedRequest';

/** Of a file that is not kept whole. Enough for the size of a picture, unless its metadata is large. */
const HEAD_BYTES = 64 * 1024;

/** A PUT as it came over the wire, before anything was made of it. */
export interface ReceivedPut extends RequestHead {
	object: StoredObject;
}

/**
 * Reads a PUT to its end. Resolves to undefined when the client goes away before that.
 * @param keepFilesUpTo in bytes; see `EmulatorOptions`
 */
export async function receivePut(
	request: IncomingMessage,
	keepFilesUpTo: number,
): Promise<ReceivedPut | undefined> {
	const [sha256, md5] = [createHash('sha256'), createHash('md5')];
	const limit = Math.max(keepFilesUpTo, HEAD_BYTES);
	const chunks: Buffer[] = [];
	let size = 0;
	const isWhole = await readToEnd(request, (chunk) => {
		sha256.update(chunk);
		md5.update(chunk);
		if (size < limit) chunks.push(chunk);
		size += chunk.length;
	});
	if (!isWhole) return undefined;
	const kept = size > keepFilesUpTo ? Math.min(size, HEAD_BYTES) : size;
	return {
		...headOf(request),
		object: {
			size,
			sha256: sha256.digest('hex'),
			md5: md5.digest('hex'),
			content: contentOf(Buffer.concat(chunks, kept)),
		},
	};
}
