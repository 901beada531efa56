/** Pictures to read: real ones from sharp (libpng, libjpeg), and headers put together by hand. */
import sharp, { type Sharp } from 'sharp';

/** Two sides that cannot be mistaken for each other, or for the thumbnail's. */
export const WIDTH = 641;
export const HEIGHT = 402;

function drawn(width = WIDTH, height = HEIGHT): Sharp {
	return sharp({ create: { width, height, channels: 3, background: { r: 200, g: 90, b: 20 } } });
}

const rotated = () => drawn().withMetadata({ orientation: 6 });

/** Name and maker of every kind of PNG, JPEG and WebP that a real encoder here can write. */
export const REAL_PICTURES: ReadonlyArray<readonly [name: string, make: () => Promise<Buffer>]> = [
	['PNG', () => drawn().png().toBuffer()],
	['PNG with a palette', () => drawn().png({ palette: true }).toBuffer()],
	['PNG in grey', () => drawn().toColourspace('b-w').png().toBuffer()],
	['PNG with transparency', () => drawn().ensureAlpha(0.5).png().toBuffer()],
	['interlaced PNG', () => drawn().png({ progressive: true }).toBuffer()],
	['PNG of 16 bit', () => drawn().toColourspace('rgb16').png().toBuffer()],
	['PNG with EXIF, rotated', () => drawn().withMetadata({ orientation: 8 }).png().toBuffer()],
	['PNG that is one pixel', () => drawn(1, 1).png().toBuffer()],
	['JPEG', () => drawn().jpeg().toBuffer()],
	['progressive JPEG', () => drawn().jpeg({ progressive: true }).toBuffer()],
	['JPEG of mozjpeg', () => drawn().jpeg({ mozjpeg: true }).toBuffer()],
	['JPEG in grey', () => drawn().toColourspace('b-w').jpeg().toBuffer()],
	['CMYK JPEG', () => drawn().toColourspace('cmyk').jpeg().toBuffer()],
	['JPEG with EXIF, rotated', () => drawn().withMetadata({ orientation: 6 }).jpeg().toBuffer()],
	['JPEG with a colour profile', () => drawn().withIccProfile('p3').jpeg().toBuffer()],
	['JPEG of the largest width that libjpeg writes', () => drawn(65_500, 1).jpeg().toBuffer()],
	['WebP', () => drawn().webp().toBuffer()],
	['lossless WebP', () => drawn().webp({ lossless: true }).toBuffer()],
	['WebP with transparency', () => drawn().ensureAlpha(0.5).webp().toBuffer()],
	['lossless WebP with EXIF, rotated', () => rotated().webp({ lossless: true }).toBuffer()],
	['WebP that is one pixel', () => drawn(1, 1).webp().toBuffer()],
	['WebP of the largest width that libwebp writes', () => drawn(16_383, 1).webp().toBuffer()],
	['lossless WebP of that width', () => drawn(16_383, 1).webp({ lossless: true }).toBuffer()],
];

/** Other kinds of file that a real encoder here can write, and what they are. */
export const OTHER_PICTURES: ReadonlyArray<readonly [kind: string, make: () => Promise<Buffer>]> = [
	['a GIF image', () => drawn().gif().toBuffer()],
	['a TIFF image', () => drawn().tiff().toBuffer()],
	['an AVIF image', () => drawn().avif({ effort: 0 }).toBuffer()],
];

const SOI = [0xff, 0xd8];

export function jpegOf(...parts: number[][]): Uint8Array {
	return Uint8Array.from([...SOI, ...parts.flat()]);
}

/** A marker and its segment, whose length is given in the file. */
export function segment(code: number, payload: number[]): number[] {
	const length = payload.length + 2;
	return [0xff, code, length >> 8, length & 0xff, ...payload];
}

/** A frame header with one component. */
export function frame(code = 0xc0, height = HEIGHT, width = WIDTH): number[] {
	const sides = [height >> 8, height & 0xff, width >> 8, width & 0xff];
	return segment(code, [8, ...sides, 1, 1, 0x11, 0]);
}

/** What a camera puts before the frame header: EXIF data with a small JPEG inside. */
export function thumbnail(): number[] {
	const small = jpegOf(frame(0xc0, 120, 160), segment(0xda, [1, 1, 0, 0, 63, 0]));
	return segment(0xe1, [...Buffer.from('Exif\0\0MM\0*'), ...small]);
}

/** The same JPEG with something put right behind its SOI. */
export function withBehindSoi(jpeg: Uint8Array, parts: Uint8Array[]): Uint8Array {
	return Buffer.concat([jpeg.subarray(0, 2), ...parts, jpeg.subarray(2)]);
}
