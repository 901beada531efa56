/** Reads what n8n's request helper throws: what failed, and whether anything had been sent by then. */

import type { Exchange } from '../client/exchange';

export type NoAnswer = Exclude<Exchange, { kind: 'answered' | 'oversized' }>;

/** What is used of the errors of n8n, of the HTTP library (axios) and of Node. */
interface RequestError {
	name?: unknown;
	message?: unknown;
	code?: unknown;
	cause?: unknown;
	/** Node's ClientRequest. */
	request?: unknown;
	/** n8n's copy of `code`, and of the texts. */
	httpCode?: unknown;
	messages?: unknown;
}

/** The error that n8n's helper throws wraps the one of the HTTP library, which may wrap Node's own. */
export function causesOf(error: unknown): RequestError[] {
	const chain: RequestError[] = [];
	let current = error;
	while (isObject(current) && !chain.includes(current)) {
		chain.push(current);
		current = (current as RequestError).cause;
	}
	return chain;
}

/**
 * What a request brought that got no answer.
 * @param signal the deadline that it had
 */
export function withoutAnswer(error: unknown, signal: AbortSignal): NoAnswer {
	const chain = causesOf(error);
	if (hasName(chain, 'SigningRefused')) return { kind: 'noCredential' };
	// n8n's SSRF protection (@n8n/backend-network, ssrf/).
	if (hasName(chain, 'SsrfBlockedIpError', 'SsrfBlockedHostnameError')) {
		return { kind: 'forbiddenHost' };
	}
	const { code, message } = failureOf(chain);
	if (chain.some(hadNoConnection)) {
		return signal.aborted ? { kind: 'notConnectedInTime' } : { kind: 'notConnected', code };
	}
	return signal.aborted ? { kind: 'deadline' } : { kind: 'failed', code, message };
}

function hasName(chain: readonly RequestError[], ...names: string[]): boolean {
	return chain.some(({ name }) => names.includes(textOr(name)));
}

/** Node's own error says most. Before n8n 2.x kept it as the cause, only its code and text survived. */
export function failureOf(chain: readonly RequestError[]): { code: string; message: string } {
	const source = chain.filter(({ code }) => typeof code === 'string').at(-1);
	if (source) return { code: textOr(source.code), message: textOr(source.message) };
	const [wrapper] = chain;
	const messages: unknown[] = Array.isArray(wrapper?.messages) ? wrapper.messages : [];
	return { code: textOr(wrapper?.httpCode), message: textOr(messages[0]) };
}

/**
 * Node writes nothing of a request before its socket is connected and, with https, TLS is up
 * (https://nodejs.org/api/http.html#requestsocket). The error code alone cannot tell: a reset looks the
 * same before and after.
 */
function hadNoConnection({ request }: RequestError): boolean {
	if (!isObject(request) || !('socket' in request)) return false;
	const { socket } = request;
	if (socket === null) return true;
	if (!isObject(socket)) return false;
	if (has(socket, 'connecting', true) || has(socket, 'secureConnecting', true)) return true;
	// A socket that is given up while it connects no longer says so. Without TLS the system has then not
	// taken the request to its end, and nobody acts on a part of one.
	return !has(socket, 'encrypted', true) && has(request, 'writableFinished', false);
}

function has(target: object, property: string, value: boolean): boolean {
	return Reflect.get(target, property) === value;
}

function isObject(value: unknown): value is object {
	return typeof value === 'object' && value !== null;
}

function textOr(value: unknown): string {
	return typeof value === 'string' ? value : '';
}
