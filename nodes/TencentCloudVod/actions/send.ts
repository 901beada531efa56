import type { IExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';

import type { Exchange, Send } from '../client/exchange';

export const CREDENTIAL_TYPE = 'tencentCloudApi';

/** The answers are a few hundred bytes. What is larger is not Tencent Cloud's. */
const MAX_ANSWER_CHARACTERS = 1_000_000;

/** One action of the API, e.g. CreateAigcCustomElement of 2018-07-17. */
export interface Action {
	name: string;
	version: string;
}

interface StreamedAnswer {
	statusCode: number;
	headers: Record<string, unknown>;
	body: AnswerStream;
}

/** What is used of a Node stream: its module may not be imported here. */
interface AnswerStream extends AsyncIterable<Uint8Array> {
	destroy(error?: Error): void;
}

/**
 * Sends calls of one action through n8n's request helper, signed by the credential.
 *
 * The helper is called with a `this` that holds only what it needs. With n8n's full context it would
 * put the execution's cancel signal in place of ours and cut off a call that Tencent Cloud goes on with
 * (n8n-core, request-helpers/authentication.ts). It is asked for a stream because there is no other
 * way to limit an answer's size, and for no time-out of its own because that counts idle time only.
 */
export function sender(context: IExecuteFunctions, baseUrl: string, action: Action): Send {
	return async (body, signal) => {
		let hasCredential = false;
		const narrowed = {
			helpers: context.helpers,
			logger: context.logger,
			getNode: () => context.getNode(),
			getCredentials: async (type: string) => {
				const credentials = await context.getCredentials(type);
				hasCredential = true;
				return credentials;
			},
		};
		try {
			const answer: unknown = await context.helpers.httpRequestWithAuthentication.call(
				// The helper's type asks for the whole context; see above for why it must not get it.
				narrowed as IExecuteFunctions,
				CREDENTIAL_TYPE,
				requestOf(baseUrl, action, body, signal),
			);
			return await exchangeOf(answer as StreamedAnswer, signal);
		} catch (error) {
			const chain = causesOf(error);
			if (!hasCredential || chain.some(({ name }) => name === 'SigningRefused')) {
				return { kind: 'noCredential' };
			}
			const { code, message } = failureOf(chain);
			if (chain.some(hadNoConnection)) return { kind: 'notConnected', code };
			return signal.aborted ? { kind: 'deadline' } : { kind: 'failed', code, message };
		}
	};
}

function requestOf(
	baseUrl: string,
	action: Action,
	body: string,
	abortSignal: AbortSignal,
): IHttpRequestOptions {
	return {
		method: 'POST',
		url: `${baseUrl}/`,
		headers: { 'X-TC-Action': action.name, 'X-TC-Version': action.version },
		body,
		abortSignal,
		encoding: 'stream',
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		disableFollowRedirect: true,
	};
}

async function exchangeOf(
	{ statusCode: status, headers, body: stream }: StreamedAnswer,
	signal: AbortSignal,
): Promise<Exchange> {
	// A body may drip for ever, and whether the helper still heeds the signal then is its own affair.
	const giveUp = () => stream.destroy(new Error('deadline'));
	signal.addEventListener('abort', giveUp, { once: true });
	try {
		const body = await textOf(stream);
		if (body === undefined) return { kind: 'oversized', status };
		const { date } = headers;
		return { kind: 'answered', status, date: typeof date === 'string' ? date : undefined, body };
	} finally {
		signal.removeEventListener('abort', giveUp);
	}
}

/** @returns undefined when it is too long; leaving the loop early destroys the stream */
async function textOf(stream: AnswerStream): Promise<string | undefined> {
	const decoder = new TextDecoder();
	let text = '';
	for await (const chunk of stream) {
		text += decoder.decode(chunk, { stream: true });
		if (text.length > MAX_ANSWER_CHARACTERS) return undefined;
	}
	return text + decoder.decode();
}

/** What is used of the errors of n8n, of the HTTP library (axios) and of Node. */
interface RequestError extends Error {
	code?: unknown;
	/** Node's ClientRequest. */
	request?: unknown;
	/** n8n's copy of `code`, and of the texts. */
	httpCode?: unknown;
	messages?: unknown;
}

/** The error that n8n's helper throws wraps the one of the HTTP library, which may wrap Node's own. */
function causesOf(error: unknown): RequestError[] {
	const chain: RequestError[] = [];
	let current = error;
	while (current instanceof Error && !chain.includes(current)) {
		chain.push(current);
		current = current.cause;
	}
	return chain;
}

/** Node's own error says most. Before n8n 2.x kept it as the cause, only its code and text survived. */
function failureOf(chain: readonly RequestError[]): { code: string; message: string } {
	const source = chain.filter(({ code }) => typeof code === 'string').at(-1);
	if (source) return { code: textOr(source.code), message: source.message };
	const [wrapper] = chain;
	const messages: unknown[] = Array.isArray(wrapper?.messages) ? wrapper.messages : [];
	return { code: textOr(wrapper?.httpCode), message: textOr(messages[0]) };
}

function textOr(value: unknown): string {
	return typeof value === 'string' ? value : '';
}

/**
 * Node writes nothing of a request before its socket is connected and, with https, TLS is up
 * (https://nodejs.org/api/http.html#requestsocket). The error code alone cannot tell: a reset looks
 * the same before and after.
 */
function hadNoConnection({ request }: RequestError): boolean {
	if (typeof request !== 'object' || request === null || !('socket' in request)) return false;
	const { socket } = request;
	if (socket === null) return true;
	if (typeof socket !== 'object') return false;
	return isTrue(socket, 'connecting') || isTrue(socket, 'secureConnecting');
}

function isTrue(value: object, property: string): boolean {
	return Reflect.get(value, property) === true;
}
