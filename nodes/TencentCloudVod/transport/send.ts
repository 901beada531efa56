import type {
	IAllExecuteFunctions,
	ICredentialDataDecryptedObject,
	IHttpRequestOptions,
} from 'n8n-workflow';

import { readKeys } from '../../../credentials/tc3/keys';
import { readAnswer } from '../client/answer';
import { AnswerText } from '../client/answerText';
import type { Exchange, Send } from '../client/exchange';
import { redactorOf, secretsRedactorOf, type Redact } from '../client/redaction';
import { causesOf, failureOf, withoutAnswer } from './requestErrors';

export const CREDENTIAL_TYPE = 'tencentCloudApi';

/** The answers are a few hundred bytes. What is larger is not Tencent Cloud's. */
const MAX_ANSWER_CHARACTERS = 1_000_000;

/** One action of the API, e.g. CreateAigcCustomElement of 2018-07-17. */
export interface Action {
	name: string;
	version: string;
	/** Where the action asks for one; otherwise the credential's goes along, if it has one. */
	region?: string;
	/** `withTokens`: it has tokens or links that others have signed, which look like a signature of ours. */
	answer?: 'withTokens';
}

/** What calls need of n8n: a node that runs has it, and a list that is looked up in the editor. */
export type Caller = Pick<
	IAllExecuteFunctions,
	'getCredentials' | 'getNode' | 'helpers' | 'logger'
>;

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
 * (n8n-core, request-helpers/authentication.ts).
 */
export function sender(context: Caller, baseUrl: string, action: Action): Send {
	return async function send(body, signal) {
		const credential = await readCredential(context, action);
		if (!credential) return { kind: 'noCredential' };
		const narrowed: Caller = {
			helpers: context.helpers,
			logger: context.logger,
			getNode: () => context.getNode(),
			getCredentials: async <T extends object>() => credential.data as T,
		};
		let answer: unknown;
		try {
			answer = await context.helpers.httpRequestWithAuthentication.call(
				// The helper's type asks for the whole context; see above for why it must not get it.
				narrowed as IAllExecuteFunctions,
				CREDENTIAL_TYPE,
				requestOf(baseUrl, action, body, signal),
			);
		} catch (error) {
			return withoutAnswer(error, signal);
		}
		return await exchangeOf(answer as StreamedAnswer, credential.redact, signal);
	};
}

interface Credential {
	data: ICredentialDataDecryptedObject;
	redact: Redact;
}

async function readCredential(
	context: Caller,
	{ answer }: Action,
): Promise<Credential | undefined> {
	try {
		const data = await context.getCredentials(CREDENTIAL_TYPE);
		const keys = Object.values(readKeys(data));
		return { data, redact: answer === 'withTokens' ? secretsRedactorOf(keys) : redactorOf(keys) };
	} catch {
		return undefined;
	}
}

/**
 * As a stream, because there is no other way to limit an answer's size, and to have what came before a
 * connection broke. A `timeout` would count idle time only, and 0 also lifts n8n's own of 300 seconds.
 */
function requestOf(
	baseUrl: string,
	action: Action,
	body: string,
	abortSignal: AbortSignal,
): IHttpRequestOptions {
	return {
		method: 'POST',
		url: `${baseUrl}/`,
		headers: {
			'X-TC-Action': action.name,
			'X-TC-Version': action.version,
			// Of a compressed answer whose connection breaks, nothing may come through.
			'Accept-Encoding': 'identity',
			...(action.region === undefined ? {} : { 'X-TC-Region': action.region }),
		},
		body,
		abortSignal,
		timeout: 0,
		encoding: 'stream',
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		disableFollowRedirect: true,
	};
}

async function exchangeOf(
	{ statusCode: status, headers, body: stream }: StreamedAnswer,
	redact: Redact,
	signal: AbortSignal,
): Promise<Exchange> {
	// A body may drip for ever, and whether the helper still heeds the signal then is its own affair.
	const giveUp = () => stream.destroy(new Error('deadline'));
	signal.addEventListener('abort', giveUp, { once: true });
	const received = new AnswerText();
	try {
		await receive(stream, received);
	} catch (error) {
		// What has come whole counts, whatever became of the connection that brought it.
		if (received.object === undefined) {
			return signal.aborted
				? { kind: 'deadline' }
				: { kind: 'failed', ...failureOf(causesOf(error)) };
		}
	} finally {
		signal.removeEventListener('abort', giveUp);
	}
	if (received.object === undefined && isTooLong(received)) return { kind: 'oversized', status };
	const date = typeof headers.date === 'string' ? headers.date : undefined;
	return { kind: 'answered', status, date, answer: readAnswer(received.text, redact) };
}

/** To the end, or as far as it matters; leaving the loop early destroys the stream. */
async function receive(stream: AnswerStream, received: AnswerText): Promise<void> {
	const decoder = new TextDecoder();
	for await (const chunk of stream) {
		received.add(decoder.decode(chunk, { stream: true }));
		if (received.isWhole || isTooLong(received)) return;
	}
}

function isTooLong({ text }: AnswerText): boolean {
	return text.length > MAX_ANSWER_CHARACTERS;
}
