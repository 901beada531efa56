import type { HttpAnswer } from './answerForm';
import { cosForm } from './cos/cosForm';
import type { StoredFile } from './files';
import type { CallResult, IncomingCall } from './incomingCall';
import { header, type RequestHead } from './receivedRequest';
import { refusal } from './refusal';

/** How these types are served; every other is served as bytes. */
const CONTENT_TYPES: Readonly<Record<string, string>> = {
	gif: 'image/gif',
	jpeg: 'image/jpeg',
	jpg: 'image/jpeg',
	mp4: 'video/mp4',
	png: 'image/png',
};

/** A GET or HEAD of a MediaUrl or FileUrl. */
export function readObject(file: StoredFile, request: RequestHead): IncomingCall {
	return {
		action: request.method === 'HEAD' ? 'HeadObject' : 'GetObject',
		name: file.name,
		form: cosForm,
		handle: ({ now, requestId }) => serve(file, request, now, requestId),
	};
}

function serve(file: StoredFile, request: RequestHead, now: number, requestId: string): CallResult {
	if (file.expiresAt !== undefined && now >= file.expiresAt) {
		const message = 'The specified key does not exist.';
		return { kind: 'refused', refusal: refusal('NoSuchKey', message) };
	}
	const answer = answerOf(file, request);
	const headers = { ...answer.headers, 'x-cos-request-id': requestId };
	return { kind: 'served', answer: { ...answer, headers } };
}

/** Whole or in one range (RFC 9110, section 14). */
function answerOf(file: StoredFile, request: RequestHead): HttpAnswer {
	const { content, md5, size } = file.object;
	if (content.length < size) {
		const body = 'The emulator kept only the beginning of this file.';
		return { status: 410, headers: {}, body };
	}
	const headers = {
		'Accept-Ranges': 'bytes',
		'Content-Type': CONTENT_TYPES[file.mediaType] ?? 'application/octet-stream',
		ETag: `"${md5}"`,
	};
	const range = rangeOf(header(request, 'range'), size);
	if (range.kind === 'none') {
		return { status: 416, headers: { ...headers, 'Content-Range': `bytes */${size}` }, body: '' };
	}
	const { kind, start, end } = range;
	const onSent = () => {
		if (kind === 'all') file.downloads += 1;
	};
	return {
		status: kind === 'all' ? 200 : 206,
		headers: {
			...headers,
			'Content-Length': end - start,
			...(kind === 'part' && { 'Content-Range': `bytes ${start}-${end - 1}/${size}` }),
		},
		body: request.method === 'HEAD' ? '' : { content, start, end, onSent },
	};
}

/** Of bytes, the end excluded. */
type Range = { kind: 'all' | 'part'; start: number; end: number } | { kind: 'none' };

/** What is no single range of bytes counts as none given, which is anybody's right. */
function rangeOf(value: string, size: number): Range {
	const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(value) ?? [];
	if (first === '' && last === '') return { kind: 'all', start: 0, end: size };
	const start = first === '' ? Math.max(0, size - Number(last)) : Number(first);
	const end = first === '' || last === '' ? size : Math.min(size, Number(last) + 1);
	return start < end ? { kind: 'part', start, end } : { kind: 'none' };
}
