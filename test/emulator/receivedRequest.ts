import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

/** "Request Structure" of the API's documentation: at most 10 MB with TC3-HMAC-SHA256. */
export const REQUEST_LIMIT_BYTES = 10 * 1024 * 1024;

/** What comes before the body of a request. */
export interface RequestHead {
	method: string;
	/** Path and query. */
	target: string;
	headers: IncomingHttpHeaders;
}

/** A request as it came over the wire, before anything was made of it. */
export interface ReceivedRequest extends RequestHead {
	/** The body's bytes; empty when there are more than the service takes. */
	body: Buffer;
	tooLarge: boolean;
}

/** Reads a request to its end. Resolves to undefined when the client goes away before that. */
export async function receiveRequest(
	request: IncomingMessage,
): Promise<ReceivedRequest | undefined> {
	const chunks: Buffer[] = [];
	let size = 0;
	const isWhole = await readToEnd(request, (chunk) => {
		size += chunk.length;
		if (size <= REQUEST_LIMIT_BYTES) chunks.push(chunk);
	});
	if (!isWhole) return undefined;
	const tooLarge = size > REQUEST_LIMIT_BYTES;
	const body = tooLarge ? Buffer.alloc(0) : Buffer.concat(chunks);
	return { ...headOf(request), body, tooLarge };
}

/** Resolves to whether all of the body came. */
export function readToEnd(
	request: IncomingMessage,
	take: (chunk: Buffer) => void,
): Promise<boolean> {
	return new Promise((resolve) => {
		request.on('data', take);
		request.on('error', () => resolve(false));
		request.on('close', () => resolve(false));
		request.on('end', () => resolve(true));
	});
}

export function headOf({ method = '', url = '', headers }: IncomingMessage): RequestHead {
	return { method, target: url, headers };
}

/** A header that may be given once; empty when it is not there. */
export function header({ headers }: RequestHead, name: string): string {
	const value = headers[name];
	return typeof value === 'string' ? value : '';
}
