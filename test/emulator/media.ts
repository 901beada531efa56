import type { IncomingMessage, ServerResponse } from 'node:http';
import type { StoredFile } from './uploads';

/** How the types of pictures are served; every other is served as bytes. */
const CONTENT_TYPES: Readonly<Record<string, string>> = {
	gif: 'image/gif',
	jpeg: 'image/jpeg',
	jpg: 'image/jpeg',
	png: 'image/png',
};

/** Answers GET and HEAD of a MediaUrl, whole or in one range (RFC 9110, section 14). */
export function serveFile(
	{ mediaType, object }: StoredFile,
	{ headers, method }: IncomingMessage,
	response: ServerResponse,
): void {
	const { bytes, md5, size } = object;
	if (bytes.length < size) {
		response.writeHead(410).end('The emulator kept only the beginning of this file.');
		return;
	}
	response.setHeader('Accept-Ranges', 'bytes');
	response.setHeader('Content-Type', CONTENT_TYPES[mediaType] ?? 'application/octet-stream');
	response.setHeader('ETag', `"${md5}"`);
	const range = rangeOf(headers.range, size);
	switch (range.kind) {
		case 'all':
			response.writeHead(200, { 'Content-Length': size });
			break;
		case 'part':
			response.writeHead(206, {
				'Content-Length': range.end - range.start,
				'Content-Range': `bytes ${range.start}-${range.end - 1}/${size}`,
			});
			break;
		case 'none':
			response.writeHead(416, { 'Content-Range': `bytes */${size}` }).end();
			return;
	}
	response.end(method === 'HEAD' ? undefined : bytes.subarray(range.start, range.end));
}

/** Of bytes, the end excluded. */
type Range = { kind: 'all' | 'part'; start: number; end: number } | { kind: 'none' };

/** What is no single range of bytes counts as none given, which is anybody's right. */
function rangeOf(value: string | undefined, size: number): Range {
	const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(value ?? '') ?? [];
	if (first === '' && last === '') return { kind: 'all', start: 0, end: size };
	const start = first === '' ? Math.max(0, size - Number(last)) : Number(first);
	const end = first === '' || last === '' ? size : Math.min(size, Number(last) + 1);
	return start < end ? { kind: 'part', start, end } : { kind: 'none' };
}
