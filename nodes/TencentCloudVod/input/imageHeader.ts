/**
 * Reads what a picture is from its first bytes: by content, never by name or media type.
 * Sources: PNG, https://www.w3.org/TR/png-3/; JPEG, ITU-T T.81 annex B; WebP, RFC 9649.
 */
import { fileKind } from './fileKind';

export type ImageFormat = 'PNG' | 'JPEG' | 'WebP';

/**
 * What the bytes at hand say. Only what nobody could read a size from is called broken: the rest of
 * the file is for the server to judge.
 */
export type ImageHeader =
	| { kind: 'image'; format: ImageFormat; width: number; height: number }
	/**
	 * `atLeast` counts from the start of the file and is never more than a whole file has. It may be one
	 * byte more than there are: read on in larger pieces.
	 */
	| { kind: 'needMore'; atLeast: number }
	| { kind: 'broken'; format: ImageFormat }
	/** Nothing of the above. `fileKind` says what it is, if that is known: "a GIF image". */
	| { kind: 'other'; fileKind: string | undefined };

const ANY = undefined;

const bytesOf = (text: string) => [...text].map((character) => character.charCodeAt(0));

const PNG_SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** SOI, and no more: libjpeg passes over stray bytes right behind it, too. */
const JPEG_SIGNATURE = [0xff, 0xd8];
/** Between `RIFF` and `WEBP` stands the length of the file. */
const WEBP_SIGNATURE = [...bytesOf('RIFF'), ANY, ANY, ANY, ANY, ...bytesOf('WEBP')];

/**
 * Width and height are those stored: the orientation in EXIF data is not applied, because nobody
 * knows whether Tencent Cloud applies it. Limits on both sides and on their ratio are the same either
 * way; a message may call wide what a viewer shows as high.
 *
 * The work grows with the number of bytes at hand and with nothing else.
 * @param bytes from the start of the file, however many there are
 */
export function readImageHeader(bytes: Uint8Array): ImageHeader {
	if (startsLike(bytes, JPEG_SIGNATURE)) return readJpeg(viewOf(bytes));
	if (startsLike(bytes, PNG_SIGNATURE)) return readPng(viewOf(bytes));
	if (startsLike(bytes, WEBP_SIGNATURE)) return readWebp(viewOf(bytes));
	return { kind: 'other', fileKind: fileKind(bytes) };
}

/** Fewer bytes than the signature has may still become it. */
function startsLike(bytes: Uint8Array, signature: Array<number | undefined>): boolean {
	return bytes
		.subarray(0, signature.length)
		.every((byte, index) => signature[index] === ANY || byte === signature[index]);
}

/** Refuses to read beyond the bytes, even where their buffer goes on. */
function viewOf(bytes: Uint8Array): DataView {
	return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** The signature, the length and the name of the first chunk, width, height. */
const PNG_HEADER_LENGTH = 24;
const IHDR = 0x49484452;

function readPng(view: DataView): ImageHeader {
	if (view.byteLength < PNG_HEADER_LENGTH) return needMore(PNG_HEADER_LENGTH);
	if (view.getUint32(12) !== IHDR) return { kind: 'broken', format: 'PNG' };
	return imageOf('PNG', view.getUint32(16), view.getUint32(20));
}

/** The signature, the name and the length of the first chunk, and ten bytes of it. */
const WEBP_HEADER_LENGTH = 30;
/** Where the first chunk's own bytes begin. */
const WEBP_CHUNK = 20;

/** The first chunk says it: a lossy image, a lossless one, or what both can be part of. */
function readWebp(view: DataView): ImageHeader {
	if (view.byteLength < WEBP_HEADER_LENGTH) return needMore(WEBP_HEADER_LENGTH);
	switch (view.getUint32(12)) {
		case VP8X:
			return imageOf('WebP', oneMore(view, WEBP_CHUNK + 4), oneMore(view, WEBP_CHUNK + 7));
		case VP8L:
			return readLossless(view);
		case VP8:
			return readLossy(view);
		default:
			return { kind: 'broken', format: 'WebP' };
	}
}

const VP8X = 0x56503858;
const VP8L = 0x5650384c;
const VP8 = 0x56503820;

/** 24 bits, of which one is taken off in the file. */
function oneMore(view: DataView, at: number): number {
	return 1 + view.getUint16(at, true) + (view.getUint8(at + 2) << 16);
}

/** RFC 9649, section 3.4: a signature, then 14 bits each for width and height, less one. */
function readLossless(view: DataView): ImageHeader {
	if (view.getUint8(WEBP_CHUNK) !== 0x2f) return { kind: 'broken', format: 'WebP' };
	const sides = view.getUint32(WEBP_CHUNK + 1, true);
	return imageOf('WebP', (sides & 0x3fff) + 1, ((sides >> 14) & 0x3fff) + 1);
}

/** RFC 6386, section 9.1: a tag, a start code, then 14 bits each; the two above them say how to scale. */
function readLossy(view: DataView): ImageHeader {
	const startCode = view.getUint32(WEBP_CHUNK + 2) & 0xffffff;
	if (startCode !== 0x9d012a) return { kind: 'broken', format: 'WebP' };
	const side = (at: number) => view.getUint16(at, true) & 0x3fff;
	return imageOf('WebP', side(WEBP_CHUNK + 6), side(WEBP_CHUNK + 8));
}

/** The start of a frame header: marker, length, precision, height, width. */
const FRAME_HEADER_LENGTH = 9;

/**
 * Goes from marker to marker to the first frame header. Segments are skipped by their length, so that
 * a thumbnail inside one is never taken for the picture.
 */
function readJpeg(view: DataView): ImageHeader {
	let at = 2;
	while (at + FRAME_HEADER_LENGTH <= view.byteLength) {
		const marker = view.getUint16(at);
		const length = view.getUint16(at + 2);
		switch (markerKind(marker)) {
			case 'none':
				at += 1;
				continue;
			case 'standalone':
				at += 2;
				continue;
			case 'unexpected':
				return { kind: 'broken', format: 'JPEG' };
			case 'frame':
				if (length < FRAME_HEADER_LENGTH - 2) break;
				return imageOf('JPEG', view.getUint16(at + 7), view.getUint16(at + 5));
			case 'segment':
				break;
		}
		// The length counts its own two bytes; libjpeg takes anything less for that.
		at += 2 + Math.max(length, 2);
	}
	return needMore(at + FRAME_HEADER_LENGTH);
}

/** What stands where a marker is due before the first scan. Codes: T.81, table B.1. */
function markerKind(marker: number): 'none' | 'standalone' | 'frame' | 'segment' | 'unexpected' {
	const code = marker & 0xff;
	// Fill bytes are allowed. Stray bytes are not, but decoders pass over them with a warning.
	if (marker < 0xff00 || code === 0xff || code === 0x00) return 'none';
	// TEM, RST, SOI.
	if (code === 0x01 || (code >= 0xd0 && code <= 0xd8)) return 'standalone';
	// Reserved codes, and EOI or SOS without a frame.
	if (code < 0xc0 || code === 0xd9 || code === 0xda) return 'unexpected';
	// DHT, JPG and DAC stand between the codes of frames: Huffman and arithmetic, sequential and progressive.
	if (code > 0xcf || code === 0xc4 || code === 0xc8 || code === 0xcc) return 'segment';
	return 'frame';
}

function needMore(atLeast: number): ImageHeader {
	return { kind: 'needMore', atLeast };
}

/** A JPEG of height 0 gives its height behind the pixels (DNL), where decoders do not look either. */
function imageOf(format: ImageFormat, width: number, height: number): ImageHeader {
	if (width === 0 || height === 0) return { kind: 'broken', format };
	return { kind: 'image', format, width, height };
}
