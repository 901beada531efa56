import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

/** "Request Structure" of the API's documentation: at most 10 MB with TC3-HMAC-SHA256. */
export const REQUEST_LIMIT_BYTES = 10 * 1024 * 1024;

/** A request as it came over the wire, before anything was made of it. */
export interface ReceivedRequest {
	method: string;
	/** Path and query. */
	target: string;
	headers: IncomingHttpHeaders;
	/** The body's bytes; empty when there are more than the service takes. */
	body: Buffer;
	tooLarge: boolean;
}

/** Reads a request to its end. Resolves to undefined when the client goes away before that. */
export function receiveRequest(request: IncomingMessage): Promise<ReceivedRequest | undefined> {
	return new Promise((resolve) => {
		const chunks: Buffer[] = [];
		let size = 0;
		request.on('data', (chunk: Buffer) => {
			size += chunk.length;
			if (size <= REQUEST_LIMIT_BYTES) chunks.push(chunk);
		});
		request.on('error', () => resolve(undefined));
		request.on('close', () => resolve(undefined));
		request.on('end', () => {
			const tooLarge = size > REQUEST_LIMIT_BYTES;
			resolve({
				method: request.method ?? '',
				target: request.url ?? '',
				headers: request.headers,
				body: tooLarge ? Buffer.alloc(0) : Buffer.concat(chunks),
				tooLarge,
			});
		});
	});
}

/** A header that may be given once; empty when it is not there. */
export function header({ headers }: ReceivedRequest, name: string): string {
	const value = headers[name];
	return typeof value === 'string' ? value : '';
}
