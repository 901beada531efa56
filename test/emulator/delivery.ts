import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { pipeline, Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import type { AnswerForm, HttpAnswer } from './answerForm';
import { end, halvesOf, sizeOf, write, type Body } from './body';
import type { Ending, Fault, Framing, HttpBody } from './faults';
import { refusal, type Refusal } from './refusal';
import type { Timers } from './timers';

const DRIP_INTERVAL_MS = 20;
const PADDING_CHUNK = 'x'.repeat(64 * 1024);

/** HTTP demands a challenge with 401 and 407 (RFC 9110, sections 11.6.1 and 11.7.1). */
const CHALLENGES: Readonly<Record<number, OutgoingHttpHeaders>> = {
	401: { 'WWW-Authenticate': 'Basic realm="emulator"' },
	407: { 'Proxy-Authenticate': 'Basic realm="emulator"' },
};

const PAGES: Readonly<Record<HttpBody, { type: string; text: string }>> = {
	html: { type: 'text/html', text: '<html><body><h1>A gateway speaks</h1></body></html>' },
	json: { type: 'application/json', text: '{"message":"A gateway speaks"}' },
	empty: { type: 'text/plain', text: '' },
};

/** An answer on its way to the client. */
export interface Delivery {
	response: ServerResponse;
	/** The TCP connection, below TLS. */
	connection: Socket;
	answer: HttpAnswer;
	/** Of other answers of the same service. */
	form: AnswerForm;
	requestId: string;
	timers: Timers;
}

/** Sends the answer, or what the fault makes of it. */
export function deliver(delivery: Delivery, fault: Fault | undefined): void {
	const { answer, connection, form, requestId, response, timers } = delivery;
	if (!fault) return send(response, answer);
	switch (fault.kind) {
		case 'skewedClock':
			return send(response, answer);
		case 'reset':
			connection.resetAndDestroy();
			return;
		case 'hangUp':
			connection.destroy();
			return;
		case 'stallHeaders':
			return;
		case 'stallBody':
			return sendHalf(response, answer, () => {});
		case 'cutBody':
			return sendHalf(response, answer, () => breakOff(delivery, fault.then ?? 'close'));
		case 'wholeThenCut':
			return sendWhole(delivery, fault.framing, () => breakOff(delivery, fault.then));
		case 'lateBody':
			return sendHalf(response, answer, () => void sendRest(delivery, fault.ms));
		case 'drip':
			return drip(response, timers);
		case 'padding':
			return sendPadded(response, answer, fault.bytes);
		case 'http':
			return sendPage(response, fault.status, fault.body);
		case 'redirect':
			response.writeHead(fault.status, { Location: fault.location }).end();
			return;
		case 'tencentError':
			return send(response, form.error(injected(fault.code), requestId, fault.status));
		case 'noElementId':
			return send(response, form.success({}, requestId));
		case 'numericElementId':
			return send(response, withNumericElementId(answer));
	}
}

function injected(code: string): Refusal {
	return refusal(code, 'The emulator was told to answer this.');
}

function withNumericElementId(answer: HttpAnswer): HttpAnswer {
	const { body } = answer;
	if (typeof body !== 'string') return answer;
	return { ...answer, body: body.replace(/"ElementId":"(\d+)"/, '"ElementId":$1') };
}

function send(response: ServerResponse, answer: HttpAnswer): void {
	end(response.writeHead(answer.status, headersOf(answer)), answer.body);
}

function headersOf({ headers, body }: HttpAnswer): OutgoingHttpHeaders {
	return { 'Content-Length': sizeOf(body), ...headers };
}

function sendHalf(response: ServerResponse, answer: HttpAnswer, afterwards: () => void): void {
	const [half] = halvesOf(answer.body);
	write(response.writeHead(answer.status, headersOf(answer)), half, afterwards);
}

async function sendRest({ response, answer, timers }: Delivery, ms: number): Promise<void> {
	await timers.pause(ms);
	const [, half] = halvesOf(answer.body);
	end(response, half);
}

/** What HTTP would send after the body never comes. */
function sendWhole({ response, answer }: Delivery, framing: Framing, afterwards: () => void): void {
	const compressed = compressedFor(response.req, answer);
	const { body, status } = compressed;
	const headers = headersOf(compressed);
	switch (framing) {
		case 'chunked':
			delete headers['Content-Length'];
			break;
		case 'length':
			headers['Content-Length'] = sizeOf(body) + 1;
			break;
		case 'connection':
			delete headers['Content-Length'];
			response.useChunkedEncodingByDefault = false;
			response.shouldKeepAlive = false;
			break;
	}
	write(response.writeHead(status, headers), body, afterwards);
}

/** As something on the way may do: of what is compressed, a client that loses the end may lose all. */
function compressedFor({ headers }: IncomingMessage, answer: HttpAnswer): HttpAnswer {
	const { body } = answer;
	if (typeof body !== 'string' || !String(headers['accept-encoding']).includes('gzip'))
		return answer;
	return {
		...answer,
		headers: { ...answer.headers, 'Content-Encoding': 'gzip' },
		body: gzipSync(body),
	};
}

function breakOff({ connection }: Delivery, ending: Ending): void {
	switch (ending) {
		case 'reset':
			connection.resetAndDestroy();
			return;
		case 'close':
			connection.destroy();
			return;
		case 'silence':
			return;
	}
}

function drip(response: ServerResponse, timers: Timers): void {
	response.writeHead(200, { 'Content-Type': 'application/json' });
	const stop = timers.every(DRIP_INTERVAL_MS, () => response.write(' '));
	response.on('close', stop);
}

function sendPadded(response: ServerResponse, { body, headers }: HttpAnswer, bytes: number): void {
	// Node.js 24 throws where older versions end the pipeline.
	if (response.destroyed) return;
	const [head, tail] = aroundPadding(body);
	const { 'Content-Length': _, ...others } = headers;
	response.writeHead(200, others);
	// A client that leaves in the middle ends it: nothing to report.
	pipeline(Readable.from(padding(head, bytes, tail)), response, () => {});
}

/** A file has the padding in its place. */
function aroundPadding(body: Body): [head: string, tail: string] {
	if (typeof body !== 'string') return ['', ''];
	return ['{"Response":{"Padding":"', `",${body.slice('{"Response":{'.length)}`];
}

function* padding(head: string, bytes: number, tail: string): Generator<string> {
	yield head;
	for (let left = bytes; left > 0; left -= PADDING_CHUNK.length) yield PADDING_CHUNK.slice(0, left);
	yield tail;
}

function sendPage(response: ServerResponse, status: number, body: HttpBody): void {
	const { type, text } = PAGES[body];
	response.writeHead(status, { ...CHALLENGES[status], 'Content-Type': type }).end(text);
}
