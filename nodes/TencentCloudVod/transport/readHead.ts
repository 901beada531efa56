/** Reads the beginning of what lies at a link: no more than tells what it is. */
import type { IHttpRequestOptions } from 'n8n-workflow';

import type { Caller } from './send';

interface Streamed {
	statusCode: number;
	headers: Record<string, unknown>;
	body: AsyncIterable<Uint8Array>;
}

export type Head =
	/** `isWhole`: there is no more of it. `size` of the whole in bytes, where the server tells. */
	| { kind: 'read'; bytes: Uint8Array; isWhole: boolean; size: number | undefined }
	/** n8n could not open it. Others may. */
	| { kind: 'unread' };

/** Of a picture whose header is not in so many bytes, nothing is said. */
const MAX_BYTES = 1024 * 1024;

/**
 * One request, through n8n's helper, so that its proxy and its protection hold. No credential goes along.
 * @param isEnough told of all bytes so far; true ends the reading
 */
export async function readHead(
	{ helpers }: Pick<Caller, 'helpers'>,
	url: string,
	isEnough: (bytes: Uint8Array) => boolean,
	deadline: AbortSignal,
): Promise<Head> {
	const request: IHttpRequestOptions = {
		method: 'GET',
		url,
		headers: { Range: `bytes=0-${MAX_BYTES - 1}` },
		abortSignal: deadline,
		timeout: 0,
		encoding: 'stream',
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
	};
	let bytes: Uint8Array = new Uint8Array();
	try {
		const { statusCode, headers, body } = (await helpers.httpRequest(request)) as Streamed;
		let isWhole = true;
		for await (const part of body) {
			bytes = joined(bytes, part);
			isWhole = false;
			if (isEnough(bytes) || bytes.length >= MAX_BYTES || deadline.aborted) break;
			isWhole = true;
		}
		if (statusCode !== 200 && statusCode !== 206) return { kind: 'unread' };
		const size = sizeIn(statusCode, headers);
		return {
			kind: 'read',
			bytes,
			isWhole: isWhole && bytes.length === (size ?? bytes.length),
			size,
		};
	} catch {
		// A server that cuts off, or cannot be reached from here, says nothing of the picture.
		return { kind: 'unread' };
	}
}

function sizeIn(status: number, headers: Record<string, unknown>): number | undefined {
	const total =
		status === 206
			? /\/(\d+)$/.exec(String(headers['content-range']))?.[1]
			: headers['content-length'];
	return total === undefined || total === null ? undefined : Number(total);
}

export function joined(one: Uint8Array, other: Uint8Array): Uint8Array {
	const both = new Uint8Array(one.length + other.length);
	both.set(one);
	both.set(other, one.length);
	return both;
}
