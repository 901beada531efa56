/** One PUT to Cloud Object Storage (COS), https://www.tencentcloud.com/document/product/436/7749 */
import type { IHttpRequestOptions } from 'n8n-workflow';

import { cosAuthorizationHeader, encodePath } from './cosSignature';
import { withoutAnswer, type NoAnswer } from './requestErrors';
import type { Caller } from './send';

/** Where ApplyUpload lets a file be put. */
export interface Place {
	/** Base URL, without a slash at the end. */
	baseUrl: string;
	/** Decoded, with the slash in front. */
	path: string;
	certificate: { SecretId: string; SecretKey: string; Token: string };
}

/** The bytes to send. */
export interface Content {
	size: number;
	mimeType: string;
	open(): Promise<Uint8Array | ReadableBytes>;
}

/** What is used of a Node stream: its module may not be imported here. */
interface ReadableBytes extends AsyncIterable<Uint8Array> {
	destroy(error?: Error): void;
	on(event: 'resume' | 'end', listener: () => void): unknown;
}

/** A transfer may take as long as it moves. */
const IDLE_MS = 60_000;
/** How long a signature is good: a slow transfer is signed at its start. */
const SIGNED_FOR_SECONDS = 3_600;

export type PutEnd =
	| { kind: 'stored' }
	/** COS answers errors with a status; what it says in XML is for its developers. */
	| { kind: 'answered'; status: number }
	| NoAnswer;

/**
 * @param cancelSignal cuts the transfer off: what is not committed is nothing
 * @param now epoch milliseconds
 */
export async function putObject(
	{ helpers }: Pick<Caller, 'helpers'>,
	{ baseUrl, path, certificate }: Place,
	content: Content,
	cancelSignal: AbortSignal | undefined,
	now: number,
): Promise<PutEnd> {
	const body = await content.open();
	const stop = new AbortController();
	const idle = watch(body, () => stop.abort());
	const startTimestamp = Math.floor(now / 1000) - 60;
	const request: IHttpRequestOptions = {
		method: 'PUT',
		url: `${baseUrl}${encodePath(path)}`,
		headers: {
			Authorization: cosAuthorizationHeader({
				secretId: certificate.SecretId,
				secretKey: certificate.SecretKey,
				startTimestamp,
				endTimestamp: startTimestamp + SIGNED_FOR_SECONDS,
				path,
				host: new URL(baseUrl).host,
			}),
			'x-cos-security-token': certificate.Token,
			'Content-Length': content.size,
			'Content-Type': content.mimeType,
		},
		body: body as IHttpRequestOptions['body'],
		abortSignal: cancelSignal ? AbortSignal.any([cancelSignal, stop.signal]) : stop.signal,
		timeout: 0,
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		// A redirect would need the body a second time.
		disableFollowRedirect: true,
	};
	try {
		const { statusCode } = (await helpers.httpRequest(request)) as { statusCode: number };
		if (statusCode >= 200 && statusCode < 300) return { kind: 'stored' };
		return { kind: 'answered', status: statusCode };
	} catch (error) {
		return withoutAnswer(error, stop.signal);
	} finally {
		idle.end();
		if ('destroy' in body) body.destroy();
	}
}

/** Calls `onIdle` when nothing has moved for a while, at most twice that long. */
function watch(body: Uint8Array | ReadableBytes, onIdle: () => void): { end(): void } {
	let hasMoved = false;
	let isOver = false;
	const move = () => (hasMoved = true);
	if ('on' in body) {
		// Each time the connection has taken what it was given. Listening to the data would take it away.
		body.on('resume', move);
		body.on('end', move);
	}
	const look = () => {
		if (isOver) return;
		if (!hasMoved) return onIdle();
		hasMoved = false;
		AbortSignal.timeout(IDLE_MS).addEventListener('abort', look);
	};
	AbortSignal.timeout(IDLE_MS).addEventListener('abort', look);
	return { end: () => (isOver = true) };
}
