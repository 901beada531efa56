import probe from 'probe-image-size/sync';
import sharp from 'sharp';

import {
	readImageHeader,
	type ImageHeader,
} from '../../../../nodes/TencentCloudVod/input/imageHeader';
import {
	frame,
	HEIGHT,
	jpegOf,
	OTHER_PICTURES,
	REAL_PICTURES,
	segment,
	thumbnail,
	WIDTH,
	withBehindSoi,
} from './pictures';

const JPEG: ImageHeader = { kind: 'image', format: 'JPEG', width: WIDTH, height: HEIGHT };
const BROKEN_JPEG: ImageHeader = { kind: 'broken', format: 'JPEG' };
const BROKEN_PNG: ImageHeader = { kind: 'broken', format: 'PNG' };

const NAMES = new Map([
	['png', 'PNG'],
	['jpeg', 'JPEG'],
	['webp', 'WebP'],
]);

/** Every start of the file, up to and with the shortest one that has an answer. */
function answersByLength(file: Uint8Array): ImageHeader[] {
	const answers: ImageHeader[] = [];
	for (let length = 0; length <= file.length; length++) {
		const answer = readImageHeader(file.subarray(0, length));
		answers.push(answer);
		if (answer.kind !== 'needMore') break;
	}
	return answers;
}

/** Reads as a caller does: only as far as asked for. */
function readInSteps(file: Uint8Array): { answer: ImageHeader; reads: number; bytes: number } {
	let bytes = 0;
	for (let reads = 1; ; reads++) {
		const answer = readImageHeader(file.subarray(0, bytes));
		if (answer.kind !== 'needMore' || answer.atLeast > file.length) return { answer, reads, bytes };
		bytes = answer.atLeast;
	}
}

/** Fails on the shortest start of the file that is not answered by "more" that exists. */
function expectOnlyMoreUntil(file: Uint8Array, expected: ImageHeader): void {
	const answers = answersByLength(file);
	expect(answers.pop()).toEqual(expected);
	const wrong = answers.filter(
		(answer, length) =>
			answer.kind !== 'needMore' || answer.atLeast <= length || answer.atLeast > file.length,
	);
	expect(wrong).toEqual([]);
}

describe.each(REAL_PICTURES)('a real %s', (_name, make) => {
	it('has the format and size that two other readers find, from its first bytes on', async () => {
		const file = await make();
		const { format, width, height } = await sharp(file).metadata();
		const theirs = { kind: 'image', format: NAMES.get(format), width, height };
		expect(readImageHeader(file)).toEqual(theirs);
		expect(probe(file)).toMatchObject({ width, height });
		expect(readInSteps(file).answer).toEqual(theirs);
		expectOnlyMoreUntil(file, readImageHeader(file));
	});
});

describe('JPEG', () => {
	it.each<[string, Uint8Array]>([
		// T.81, table B.1: baseline, extended, progressive, lossless; Huffman and arithmetic.
		...[0xc0, 0xc1, 0xc2, 0xc3, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf].map(
			(code): [string, Uint8Array] => [`frame ${code.toString(16)}`, jpegOf(frame(code))],
		),
		['fill bytes before the marker', jpegOf([0xff, 0xff, 0xff], frame())],
		['a marker TEM', jpegOf([0xff, 0x01], frame())],
		['restart markers', jpegOf([0xff, 0xd0, 0xff, 0xd7], frame())],
		['a second SOI', jpegOf([0xff, 0xd8], frame())],
		['a segment shorter than its own length', jpegOf([0xff, 0xe0, 0, 1], frame())],
		['an empty segment', jpegOf(segment(0xfe, []), frame())],
		['a thumbnail in its EXIF data', jpegOf(thumbnail(), frame())],
		['tables before the frame', jpegOf(segment(0xc4, [0]), segment(0xcc, [0, 0]), frame())],
		['a reserved marker with a segment', jpegOf(segment(0xc8, frame(0xc0, 1, 1)), frame())],
		['stray bytes behind SOI', jpegOf([0, 0xff, 0, 7], frame())],
		['stray bytes between segments', jpegOf(segment(0xe0, [1]), [0, 0, 7, 0xff, 0], frame())],
	])('reads one with %s', (_title, file) => {
		expectOnlyMoreUntil(file, JPEG);
	});

	it.each<[string, Uint8Array]>([
		['SOS before a frame', jpegOf(segment(0xda, [1, 1, 0, 0, 63, 0]), frame())],
		['EOI before a frame', jpegOf([0xff, 0xd9], frame())],
		['a reserved marker', jpegOf([0xff, 0x02], frame())],
		['no height, or one behind the pixels (DNL)', jpegOf(frame(0xc0, 0))],
		['no width', jpegOf(frame(0xc0, HEIGHT, 0))],
	])('finds one with %s broken', (_title, file) => {
		expectOnlyMoreUntil(file, BROKEN_JPEG);
	});

	it('asks beyond the end of a file that ends before its frame', () => {
		const file = jpegOf(segment(0xe0, Array<number>(20).fill(0)));
		expect(readImageHeader(file)).toEqual({ kind: 'needMore', atLeast: file.length + 9 });
	});

	it('skips megabytes of metadata without looking into them', async () => {
		const full = Uint8Array.from(segment(0xe1, Array<number>(65_533).fill(0xff)));
		const camera = Uint8Array.from(thumbnail());
		const jpeg = await sharp({
			create: { width: WIDTH, height: HEIGHT, channels: 3, background: 'red' },
		})
			.jpeg({ progressive: true })
			.toBuffer();
		const file = withBehindSoi(jpeg, [camera, ...Array<Uint8Array>(128).fill(full)]);
		expect(file.length).toBeGreaterThan(8 * 1024 * 1024);
		const { answer, reads, bytes } = readInSteps(file);
		expect(answer).toEqual(JPEG);
		expect(await sharp(file).metadata()).toMatchObject({ width: WIDTH, height: HEIGHT });
		expect(bytes).toBeLessThan(file.length - jpeg.length + 1024);
		// One read a segment: nothing inside one is looked at.
		expect(reads).toBeLessThan(140);
	});
});

describe('PNG', () => {
	const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
	const pngOf = (chunk: string, width: number, height: number) =>
		Buffer.concat([
			Uint8Array.from([...SIGNATURE, 0, 0, 0, 13]),
			Buffer.from(chunk),
			Uint8Array.from([width, height].flatMap((side) => [side >>> 24, 0, side >> 8, side])),
		]);

	it.each<[string, Uint8Array]>([
		['another first chunk, as Apple writes it', pngOf('CgBI', 300, 300)],
		['no width', pngOf('IHDR', 0, 300)],
		['no height', pngOf('IHDR', 300, 0)],
	])('finds one with %s broken', (_title, file) => {
		expectOnlyMoreUntil(file, BROKEN_PNG);
	});

	it('reads sides of 32 bits without a sign', () => {
		expect(readImageHeader(pngOf('IHDR', 0x80000000, 0xff000000))).toEqual({
			kind: 'image',
			format: 'PNG',
			width: 0x80000000,
			height: 0xff000000,
		});
	});
});

describe('WebP', () => {
	const webpOf = (chunk: string, ...bytes: number[]) =>
		Uint8Array.from([...Buffer.from(`RIFF\x16\0\0\0WEBP${chunk}\n\0\0\0`), ...bytes]);
	const VP8 = [0, 0, 0, 0x9d, 0x01, 0x2a];

	it.each<[string, Uint8Array]>([
		['another first chunk', webpOf('ALPH', ...Array<number>(10).fill(1))],
		['another start code', webpOf('VP8 ', 0, 0, 0, 0x9d, 0x01, 0x2b, 1, 0, 1, 0)],
		['no width', webpOf('VP8 ', ...VP8, 0, 0, 1, 0)],
		['no height', webpOf('VP8 ', ...VP8, 1, 0, 0, 0xc0)],
		['another signature of what is lossless', webpOf('VP8L', 0x2e, ...Array<number>(9).fill(1))],
	])('finds one with %s broken', (_title, file) => {
		expectOnlyMoreUntil(file, { kind: 'broken', format: 'WebP' });
	});

	it.each<[string, Uint8Array, number, number]>([
		['that asks to be scaled', webpOf('VP8 ', ...VP8, 0x2c, 0x41, 0x90, 0xc1), 300, 400],
		['of 24 bits', webpOf('VP8X', 0, 0, 0, 0, 0, 0, 0x80, 0xff, 0xff, 0xff), 0x800001, 0x1000000],
	])('reads one %s', (_title, file, width, height) => {
		expectOnlyMoreUntil(file, { kind: 'image', format: 'WebP', width, height });
	});
});

describe('another kind of file', () => {
	it.each(OTHER_PICTURES)('is named: %s that an encoder wrote', async (fileKind, make) => {
		expect(readImageHeader(await make())).toEqual({ kind: 'other', fileKind });
	});

	it.each<[string, string | undefined]>([
		['II+\0\b\0\0\0', 'a TIFF image'],
		['MM\0*\0\0\0\b', 'a TIFF image'],
		['BM\x9a\x02\0\0\0\0\0\0', 'a BMP image'],
		['\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'a HEIC image'],
		['\0\0\0\x18ftypmif1\0\0\0\0mif1heic', 'a HEIC image'],
		['\0\0\0\x20ftypavis\0\0\0\0', 'an AVIF image'],
		['\0\0\0\x20ftypisom\0\0\x02\0', 'a video (MP4 or MOV)'],
		['\0\0\0\x14ftypqt  \0\0\0\0', 'a video (MP4 or MOV)'],
		['\x1a\x45\xdf\xa3\x9f', 'a video (WebM or MKV)'],
		['\xff\x0a\x00', 'a JPEG XL image'],
		['\0\0\0\x0cJXL \r\n\x87\n', 'a JPEG XL image'],
		['\0\0\0\x0cjP  \r\n\x87\n', 'a JPEG 2000 image'],
		['\0\0\x01\0\x01\0', 'an icon (ICO)'],
		['8BPS\0\x01', 'a Photoshop file'],
		['%PDF-1.7\n', 'a PDF'],
		['PK\x03\x04\x14\0', 'a ZIP archive or an Office document'],
		['iVBORw0KGgoAAAANSUhEUg', 'base64 text'],
		['/9j/4AAQSkZJRg', 'base64 text'],
		['data:image/png;base64,iVBORw0KGgo', 'base64 text'],
		['<!DOCTYPE html><html>', 'a web page (HTML)'],
		['\xef\xbb\xbf\r\n <!-- a > b -->\n<!-- c --><HTML lang="en">', 'a web page (HTML)'],
		['<svg xmlns="http://www.w3.org/2000/svg">', 'an SVG image'],
		['<?xml version="1.0"?>\n<!-- drawn --><svg width="7">', 'an SVG image'],
		['<?xml version="1.0"?><Error><Code>AccessDenied</Code>', 'an XML document'],
		['{"error": "not found"}', 'JSON text'],
		['[]', 'JSON text'],
		['BMW is a car', undefined],
		['A fox with a hat', undefined],
		['<header without more', undefined],
		['RIFF\x24\0\0\0WAVEfmt ', undefined],
		['\x89PNG\n\x1a\n', undefined],
		['\xff\xd9', undefined],
		['\0', undefined],
	])('%j is %s', (start, fileKind) => {
		expect(readImageHeader(Buffer.from(start, 'latin1'))).toEqual({ kind: 'other', fileKind });
	});

	// Patterns that try every way to split such a start would not come back.
	it.each(['<!---->', '<!-- >', '<?>', '<!-- --><!x>', ' ', '<!x ', '{ x'])(
		'is given up at once when it only repeats %j',
		(piece) => {
			expect(readImageHeader(Buffer.from(piece.repeat(1000)))).toEqual({ kind: 'other' });
		},
	);
});
