/** What one HTTP request brought, before anybody has judged it. Holds no header and nothing of the request. */
export type Exchange =
	/** A whole answer. `date` is its Date header. */
	| { kind: 'answered'; status: number; date: string | undefined; body: string }
	/** An answer larger than anything that Tencent Cloud sends; it was not read to its end. */
	| { kind: 'oversized'; status: number }
	/** There was no connection, or no TLS on it yet, so the request had nowhere to go. `code` as below. */
	| { kind: 'notConnected'; code: string }
	/** The request was still under way when its deadline passed. */
	| { kind: 'deadline' }
	/** The network failed. `code` is Node's or OpenSSL's error code ('' without one), `message` its text. */
	| { kind: 'failed'; code: string; message: string }
	/** Failed before there was a request: the credential could not be read. */
	| { kind: 'noCredential' };

/**
 * Sends one signed request.
 * @param body the exact bytes to send, as JSON text
 * @param signal the deadline; when it fires the request is given up
 * @returns what came back; never rejects
 */
export type Send = (body: string, signal: AbortSignal) => Promise<Exchange>;
