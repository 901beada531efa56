/** One GET of a file, streamed into n8n's store: it is nowhere in memory as a whole, unless that store wants it. */
import type { IBinaryData, IExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';

import type { Clock } from '../client/clock';
import { watchIdle, type IdleWatch } from './idleWatch';
import { causesOf, failureOf, withoutAnswer, type NoAnswer } from './requestErrors';

export type DownloadEnd =
	| { kind: 'stored'; binary: IBinaryData }
	/** With another status than 200. */
	| { kind: 'answered'; status: number }
	/** `location`: '' without one. */
	| { kind: 'redirected'; location: string }
	/** Something on the way answered in place of the server: no task makes a web page. */
	| { kind: 'webPage' }
	/** Without a Content-Length nobody can tell whether it is whole. */
	| { kind: 'unbounded' }
	/** It came to a standstill, ended early, or went on beyond its Content-Length. `code`: Node's, or ''. */
	| { kind: 'broken'; code: string }
	/** n8n could not store it. */
	| { kind: 'notStored'; message: string }
	| { kind: 'noAnswer'; why: NoAnswer };

export interface DownloadLimits {
	/** It is cut off when nothing has come for so many milliseconds. */
	idleMs: number;
	clock: Pick<Clock, 'now' | 'sleep'>;
	/** Cuts it off at once. */
	signal: AbortSignal;
}

/** @param contentType in small letters, without parameters; '' where the answer has none */
export type NameOf = (contentType: string) => string;

/**
 * No credential goes along. A redirect is not followed: where it may lead is the caller's affair.
 * @param nameOf the name to store it under
 * @returns never rejects; whatever it returns, the connection is over or free for others
 */
export async function download(
	{ helpers }: Pick<IExecuteFunctions, 'helpers'>,
	url: string,
	nameOf: NameOf,
	{ clock, idleMs, signal }: DownloadLimits,
): Promise<DownloadEnd> {
	const stop = new AbortController();
	const idle = watchIdle(idleMs, clock, () => stop.abort());
	const abortSignal = AbortSignal.any([signal, stop.signal]);
	try {
		const answer = (await helpers.httpRequest(requestOf(url, abortSignal))) as StreamedFile;
		const end = await store(helpers, answer, nameOf, idle, abortSignal);
		// What was not read to its end would keep its connection.
		if (end.kind !== 'stored') stop.abort();
		return end;
	} catch (error) {
		return { kind: 'noAnswer', why: withoutAnswer(error, abortSignal) };
	} finally {
		idle.end();
	}
}

function requestOf(url: string, abortSignal: AbortSignal): IHttpRequestOptions {
	return {
		method: 'GET',
		url,
		// Of what is compressed on the way, Content-Length says nothing.
		headers: { 'Accept-Encoding': 'identity' },
		abortSignal,
		timeout: 0,
		encoding: 'stream',
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		disableFollowRedirect: true,
	};
}

interface StreamedFile {
	statusCode: number;
	headers: Record<string, unknown>;
	body: ByteStream;
}

type Storable = Parameters<IExecuteFunctions['helpers']['prepareBinaryData']>[0];

/** What is used of a Node stream: its module may not be imported here. */
interface ByteStream extends AsyncIterable<Uint8Array> {
	destroy(error?: Error): void;
	on(event: 'error', listener: () => void): unknown;
	constructor: StreamClass;
}

/** Every class of readable streams has it. */
interface StreamClass {
	from(parts: AsyncIterable<Uint8Array>, options: { objectMode: false }): Storable;
}

async function store(
	helpers: IExecuteFunctions['helpers'],
	{ statusCode: status, headers, body }: StreamedFile,
	nameOf: NameOf,
	idle: IdleWatch,
	signal: AbortSignal,
): Promise<DownloadEnd> {
	// An error may come while nobody reads, and one that nobody hears ends n8n.
	body.on('error', () => undefined);
	if (status >= 300 && status < 400) {
		return { kind: 'redirected', location: textOr(headers.location) };
	}
	if (status !== 200) return { kind: 'answered', status };
	const type = contentTypeIn(headers);
	if (type === 'text/html') return { kind: 'webPage' };
	const size = lengthIn(headers);
	if (size === undefined) return { kind: 'unbounded' };
	const giveUp = () => body.destroy(new Error('It was given up'));
	signal.addEventListener('abort', giveUp, { once: true });
	const bounded = new Bounded(body, size, idle);
	try {
		const stream = body.constructor.from(bounded, { objectMode: false });
		// By a type that says nothing n8n would not look at the name.
		const mimeType = type === '' || type.endsWith('/octet-stream') ? undefined : type;
		const binary = await helpers.prepareBinaryData(stream, nameOf(type), mimeType);
		return bounded.broken ?? { kind: 'stored', binary };
	} catch (error) {
		const message = error instanceof Error ? error.message : String(error);
		return bounded.broken ?? { kind: 'notStored', message };
	} finally {
		signal.removeEventListener('abort', giveUp);
	}
}

/** The bytes of an answer, which end with an error where they are not as many as announced. */
class Bounded implements AsyncIterable<Uint8Array> {
	broken: Extract<DownloadEnd, { kind: 'broken' }> | undefined;

	constructor(
		private readonly body: AsyncIterable<Uint8Array>,
		private readonly size: number,
		private readonly idle: IdleWatch,
	) {}

	async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
		let received = 0;
		let code = '';
		try {
			for await (const part of this.body) {
				this.idle.moved();
				received += part.length;
				if (received > this.size) break;
				yield part;
			}
		} catch (error) {
			({ code } = failureOf(causesOf(error)));
		}
		// What has come whole counts, whatever became of the connection that brought it.
		if (received === this.size) return;
		this.broken = { kind: 'broken', code };
		throw new Error('It has not the length that was announced');
	}
}

/** An empty file is none. */
function lengthIn(headers: Record<string, unknown>): number | undefined {
	const length = textOr(headers['content-length']);
	return /^[1-9]\d{0,14}$/.test(length) ? Number(length) : undefined;
}

function contentTypeIn(headers: Record<string, unknown>): string {
	return textOr(headers['content-type']).split(';', 1).join('').trim().toLowerCase();
}

function textOr(value: unknown): string {
	return typeof value === 'string' ? value : '';
}
