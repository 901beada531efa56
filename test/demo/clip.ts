/**
 * Clips as the demo's emulator serves them: an MP4 file with Motion JPEG in it, which players show, and whose
 * pictures can be read without a decoder for video.
 * Source of the boxes: ISO/IEC 14496-12; of the format `jpeg`: Apple's QuickTime File Format Specification.
 */

export interface Frames {
	/** JPEG files of one size. */
	pictures: readonly Buffer[];
	/** In pixels. */
	width: number;
	height: number;
	perSecond: number;
}

/** No rotation, no scaling: fixed-point numbers, 16.16 but for the last column, 2.30. */
const IDENTITY_MATRIX = u32(0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000);

/** The MP4 file that shows these pictures. */
export function clipOf({ pictures, width, height, perSecond }: Frames): Buffer {
	const frames = pictures.length;
	const times = u32(0, 0, perSecond, frames);
	const fileType = box('ftyp', text('isom'), u32(0x200), text('isomqt  '));
	const content = box('mdat', ...pictures);
	const format = box(
		'jpeg',
		...[zeros(6), u16(1), zeros(16), u16(width, height), u32(72 << 16, 72 << 16, 0)],
		...[u16(1), zeros(32), u16(24, 0xffff)],
	);
	const samples = box(
		'stbl',
		box('stsd', u32(0, 1), format),
		// Every picture for one tick of the clock, all of them in one piece of the file.
		box('stts', u32(0, 1, frames, 1)),
		box('stsc', u32(0, 1, 1, frames, 1)),
		box('stsz', u32(0, 0, frames, ...pictures.map(({ length }) => length))),
		box('stco', u32(0, 1, fileType.length + 8)),
	);
	const media = box(
		'mdia',
		box('mdhd', u32(0), times, u16(0x55c4, 0)),
		box('hdlr', u32(0, 0), text('vide'), zeros(13)),
		box(
			'minf',
			box('vmhd', u32(1), zeros(8)),
			box('dinf', box('dref', u32(0, 1), box('url ', u32(1)))),
			samples,
		),
	);
	const track = box(
		'tkhd',
		u32(3, 0, 0, 1, 0, frames),
		zeros(16),
		IDENTITY_MATRIX,
		size(width, height),
	);
	const movie = box(
		'mvhd',
		...[u32(0), times, u32(0x10000), u16(0x100), zeros(10), IDENTITY_MATRIX, zeros(24), u32(2)],
	);
	return Buffer.concat([fileType, content, box('moov', movie, box('trak', track, media))]);
}

/**
 * The pictures of such a file, in their order.
 * @throws Error when the file is none, or not whole
 */
export function picturesOf(clip: Buffer): Buffer[] {
	const samples = ['moov', 'trak', 'mdia', 'minf', 'stbl'].reduce(boxIn, clip);
	const sizes = boxIn(samples, 'stsz');
	let at = boxIn(samples, 'stco').readUInt32BE(8);
	return Array.from({ length: sizes.readUInt32BE(8) }, (_, index) => {
		const picture = clip.subarray(at, at + sizes.readUInt32BE(12 + 4 * index));
		at += picture.length;
		return picture;
	});
}

/** What the first box of this type holds. */
function boxIn(boxes: Buffer, wanted: string): Buffer {
	for (let at = 0; at + 8 <= boxes.length; ) {
		const length = boxes.readUInt32BE(at);
		const type = boxes.toString('latin1', at + 4, at + 8);
		if (at + length > boxes.length || length < 8) break;
		if (type === wanted) return boxes.subarray(at + 8, at + length);
		at += length;
	}
	throw new Error(`The clip is no MP4 file, or is not whole: it has no ${wanted}`);
}

function box(type: string, ...content: Buffer[]): Buffer {
	const body = Buffer.concat(content);
	return Buffer.concat([u32(8 + body.length), text(type), body]);
}

function u32(...values: number[]): Buffer {
	const bytes = Buffer.alloc(4 * values.length);
	values.forEach((value, index) => bytes.writeUInt32BE(value, 4 * index));
	return bytes;
}

function u16(...values: number[]): Buffer {
	const bytes = Buffer.alloc(2 * values.length);
	values.forEach((value, index) => bytes.writeUInt16BE(value, 2 * index));
	return bytes;
}

/** Fixed-point numbers, 16.16. */
function size(width: number, height: number): Buffer {
	return u16(width, 0, height, 0);
}

function zeros(length: number): Buffer {
	return Buffer.alloc(length);
}

function text(value: string): Buffer {
	return Buffer.from(value, 'latin1');
}
