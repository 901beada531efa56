import type { Answer } from './answer';

/** What one HTTP request brought, before anybody has judged it. Holds no header and nothing of the request. */
export type Exchange =
	/** An answer that came to its end, or is whole without it. `date` is its Date header. */
	| { kind: 'answered'; status: number; date: string | undefined; answer: Answer }
	/** An answer larger than anything that Tencent Cloud sends; it was not read to its end. */
	| { kind: 'oversized'; status: number }
	/** There was no connection, or no TLS on it yet, so the request had nowhere to go. `code` as below. */
	| { kind: 'notConnected'; code: string }
	/** As before, and still so when the deadline passed. */
	| { kind: 'notConnectedInTime' }
	/** The request was still under way when its deadline passed. */
	| { kind: 'deadline' }
	/** The network failed. `code` is Node's or OpenSSL's error code ('' without one), `message` its text. */
	| { kind: 'failed'; code: string; message: string }
	/** Failed before there was a request: n8n does not allow requests to that host. */
	| { kind: 'forbiddenHost' }
	/** Failed before there was a request: the credential could not be read. */
	| { kind: 'noCredential' };

/**
 * Sends one signed request.
 * @param body the exact bytes to send, as JSON text
 * @param signal the deadline; when it fires the request is given up
 * @returns what came back; never rejects
 */
export type Send = (body: string, signal: AbortSignal) => Promise<Exchange>;
