/** A file of an item: how to read it, and what it is by its bytes. */
import { createHash } from 'node:crypto';

import { BINARY_ENCODING, type IBinaryData, type IExecuteFunctions } from 'n8n-workflow';

import { readImageHeader, type ImageHeader } from '../input/imageHeader';
import type { Content } from '../transport/putObject';
import { joined } from '../transport/readHead';

export interface BinaryFile extends Content {
	/** '' where nothing says. */
	name: string;
	/** Lower-case, without the dot; '' where nothing says. */
	extension: string;
	/** In hexadecimal. */
	sha256: string;
	header: ImageHeader;
}

/** Reads the file once, and keeps no more of it than its header takes. */
export async function inspectFile(
	{ helpers }: Pick<IExecuteFunctions, 'helpers'>,
	binary: IBinaryData,
): Promise<BinaryFile> {
	const { mimeType, fileName: name = '', fileExtension } = binary;
	const content = await contentOf(helpers, binary);
	const hash = createHash('sha256');
	let head: Uint8Array = new Uint8Array();
	let header = readImageHeader(head);
	for await (const part of partsOf(content)) {
		hash.update(part);
		if (header.kind !== 'needMore') continue;
		head = joined(head, part);
		if (head.length >= header.atLeast) header = readImageHeader(head);
	}
	// What a short file is shows only at its end.
	if (header.kind === 'needMore') header = readImageHeader(head);
	const extension = (fileExtension ?? /\.(\w+)$/.exec(name)?.[1] ?? '').toLowerCase();
	return { ...content, mimeType, name, extension, header, sha256: hash.digest('hex') };
}

/**
 * n8n keeps files in a store, by id; in old executions and in its engine alone they are in the item
 * itself, in base64. A stream can be read once, so each reader opens its own.
 */
async function contentOf(
	helpers: IExecuteFunctions['helpers'],
	{ id, data }: IBinaryData,
): Promise<Pick<Content, 'size' | 'open'>> {
	if (id !== undefined) {
		const { fileSize: size } = await helpers.getBinaryMetadata(id);
		return { size, open: async () => await helpers.getBinaryStream(id) };
	}
	const bytes = Buffer.from(data, BINARY_ENCODING);
	return { size: bytes.length, open: () => Promise.resolve(bytes) };
}

async function* partsOf({ open }: Pick<Content, 'open'>): AsyncGenerator<Uint8Array> {
	const opened = await open();
	if (opened instanceof Uint8Array) yield opened;
	else yield* opened;
}

/** The whole file, as JSON takes it. */
export async function base64Of(content: Pick<Content, 'open'>): Promise<string> {
	const parts: Uint8Array[] = [];
	for await (const part of partsOf(content)) parts.push(part);
	return Buffer.concat(parts).toString('base64');
}
