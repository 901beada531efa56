import type { ServerResponse } from 'node:http';
import type { Content } from './content';

/** What an answer carries: text, the same compressed, or a part of a file. */
export type Body = string | Buffer | FilePart;

export interface FilePart {
	content: Content;
	start: number;
	/** Excluded. */
	end: number;
	/** Called when all of it was sent. */
	onSent: () => void;
}

/** In bytes. */
export function sizeOf(body: Body): number {
	return isPart(body) ? body.end - body.start : Buffer.byteLength(body);
}

export function halvesOf(body: Body): [first: Body, second: Body] {
	if (!isPart(body)) {
		const middle = body.length / 2;
		return [body.slice(0, middle), body.slice(middle)];
	}
	const middle = Math.floor((body.start + body.end) / 2);
	return [
		{ ...body, end: middle, onSent: () => {} },
		{ ...body, start: middle },
	];
}

/** Writes a body. What comes afterwards does not, when the client of a file has gone. */
export function write(response: ServerResponse, body: Body, afterwards: () => void): void {
	if (isPart(body)) void stream(response, body, afterwards);
	else response.write(body, afterwards);
}

/** Writes a body and ends the answer. */
export function end(response: ServerResponse, body: Body): void {
	if (isPart(body)) write(response, body, () => response.end());
	else response.end(body);
}

function isPart(body: Body): body is FilePart {
	return typeof body === 'object' && 'content' in body;
}

/** As fast as the client takes it, and never much of it at a time. */
async function stream(
	response: ServerResponse,
	{ content, start, end: last, onSent }: FilePart,
	afterwards: () => void,
): Promise<void> {
	for (const piece of content.pieces(start, last)) {
		if (response.destroyed) return;
		await new Promise<void>((resolve) => {
			response.write(piece, () => resolve());
		});
	}
	if (response.destroyed) return;
	onSent();
	afterwards();
}
