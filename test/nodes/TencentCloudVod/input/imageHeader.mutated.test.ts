import probe from 'probe-image-size/sync';
import sharp from 'sharp';

import {
	readImageHeader,
	type ImageHeader,
} from '../../../../nodes/TencentCloudVod/input/imageHeader';
import { SeededRandom } from '../../../emulator/random';
import { frame, jpegOf, REAL_PICTURES, segment, thumbnail } from './pictures';

const MUTANTS = 100_000;
/** Decoding is slower than reading a header: every so many mutants a decoder is asked, too. */
const DECODED_EVERY = 20;
/** Enough for the headers of the pictures here, and little enough for a mutation to matter. */
const START = 1200;
const TELLING = [0x00, 0x01, 0x02, 0x07, 0x08, 0xc0, 0xc2, 0xc4, 0xd8, 0xd9, 0xda, 0xe1, 0xff];

/** One file made wrong in one to four places. Half of the places are right behind a 0xFF. */
function mutantOf(originals: readonly Uint8Array[], random: SeededRandom): Uint8Array {
	const dice = Buffer.concat([random.bytes(), random.bytes()]);
	let file = pick(originals, dice.readUInt8(0));
	for (let at = 8; at < 8 + 12 * (1 + (dice.readUInt8(1) % 4)); at += 12) {
		file = mutated(file, pick(originals, dice.readUInt8(at)), dice.subarray(at, at + 12));
	}
	return file;
}

function mutated(file: Uint8Array, other: Uint8Array, dice: Buffer): Uint8Array {
	const anywhere = dice.readUInt16BE(1) % (file.length + 1);
	const marker = file.indexOf(0xff, anywhere);
	const at = dice.readUInt8(3) % 2 === 0 || marker < 0 ? anywhere : marker + 1;
	const [before, after] = [file.subarray(0, at), file.subarray(at)];
	const telling = pick(TELLING, dice.readUInt8(4));
	switch (dice.readUInt8(5) % 8) {
		case 0:
			return Buffer.concat([before, Uint8Array.of(dice.readUInt8(6)), after.subarray(1)]);
		case 1:
			return Buffer.concat([before, Uint8Array.of(telling), after.subarray(1)]);
		case 2:
			return Buffer.concat([before, Buffer.alloc(dice.readUInt8(6) % 16, telling), after]);
		case 3:
			return Buffer.concat([before, after.subarray(dice.readUInt8(6) % 16)]);
		case 4:
			return Buffer.concat([before, other.subarray(dice.readUInt8(6))]);
		case 5:
			return Buffer.concat([before, Uint8Array.of(0xff, telling, 0, dice.readUInt8(6)), after]);
		case 6:
			return before;
		default:
			return Buffer.concat([before, dice.subarray(6), after.subarray(6)]);
	}
}

function pick<T>(values: readonly T[], dice: number): T {
	const value = values[dice % values.length];
	if (value === undefined) throw new Error('Nothing to pick from.');
	return value;
}

/** What lies before and behind these bytes in memory would be a picture of another size. */
function insideAnother(file: Uint8Array): Uint8Array {
	const trap = jpegOf(frame(0xc0, 7, 7));
	const memory = Buffer.concat([trap, file, trap.subarray(2), trap]);
	return memory.subarray(trap.length, trap.length + file.length);
}

function verdictOfProbe(file: Uint8Array): ImageHeader | undefined {
	const found = probe(file);
	if (found === null) return undefined;
	const { type, width, height } = found;
	if (type === 'png') return { kind: 'image', format: 'PNG', width, height };
	if (type === 'jpg') return { kind: 'image', format: 'JPEG', width, height };
	if (type === 'webp') return { kind: 'image', format: 'WebP', width, height };
	return { kind: 'other', fileKind: type };
}

/**
 * The probe gives up at stray bytes right behind SOI, at a stray 0xFF00 and at a length under 2, where
 * libjpeg and this reader go on. Each is replaced by what means the same to all: markers TEM, the length 2.
 * Size and lengths may hold such bytes too, so each replacement is tried alone.
 */
function withoutWhatStopsProbe(file: Uint8Array): Uint8Array[] {
	const filled = file.map((byte, index) => (byte === 0 && file[index - 1] === 0xff ? 1 : byte));
	return [file, filled, withLengths(file), withLengths(filled)].map((bytes) =>
		Buffer.concat([bytes.subarray(0, 2), Uint8Array.of(0xff, 0x01), bytes.subarray(2)]),
	);
}

/**
 * Of a WebP the probe wants all of the file, passes over chunks that no decoder passes over, and reads on
 * to EXIF data where that is announced. So it gets the first chunk alone. Other files are left as they are.
 */
function startOfWebp(file: Uint8Array): Uint8Array {
	if (file.length < 30 || !/^RIFF.{4}WEBP/s.test(Buffer.from(file).toString('latin1', 0, 12))) {
		return file;
	}
	const start = Buffer.from(file.subarray(0, 30));
	start.writeUInt32LE(start.length - 8, 4);
	start.writeUInt32LE(start.length - 20, 16);
	if (start.toString('latin1', 12, 16) === 'VP8X') start.writeUInt8(0, 20);
	return start;
}

function withLengths(file: Uint8Array): Uint8Array {
	return file.map((byte, index) => {
		const [mark, code = 0, high] = file.subarray(index - 3, index);
		return mark === 0xff && code >= 0xc0 && high === 0 && byte < 2 ? 2 : byte;
	});
}

async function verdictOfDecoder(file: Uint8Array): Promise<ImageHeader | undefined> {
	try {
		const { format, width, height } = await sharp(file).metadata();
		if (format === 'png') return { kind: 'image', format: 'PNG', width, height };
		if (format === 'jpeg') return { kind: 'image', format: 'JPEG', width, height };
		if (format === 'webp') return { kind: 'image', format: 'WebP', width, height };
		return { kind: 'other', fileKind: format };
	} catch {
		return undefined;
	}
}

function agree(ours: ImageHeader, theirs: ImageHeader | undefined): boolean {
	if (theirs?.kind === 'other') return ours.kind === 'other';
	return JSON.stringify(ours) === JSON.stringify(theirs);
}

function agreesWithProbe(ours: ImageHeader, file: Uint8Array): boolean {
	const theirs = verdictOfProbe(startOfWebp(file));
	if (theirs !== undefined) return agree(ours, theirs);
	if (ours.kind !== 'image') return true;
	return withoutWhatStopsProbe(file).some((bytes) => agree(ours, verdictOfProbe(bytes)));
}

test(`${MUTANTS} mutants: the verdict of two other readers wherever they have one, and no size but theirs`, async () => {
	const files = await originals();
	const random = new SeededRandom(10);
	const seen = { image: 0, needMore: 0, broken: 0, other: 0, decoded: 0 };
	const wrong: string[] = [];
	for (let index = 0; index < MUTANTS; index++) {
		const file = mutantOf(files, random);
		const ours = readImageHeader(insideAnother(file));
		seen[ours.kind]++;
		const decoded = index % DECODED_EVERY === 0 ? await verdictOfDecoder(file) : undefined;
		if (decoded !== undefined) seen.decoded++;
		if (!agreesWithProbe(ours, file) || !(decoded === undefined || agree(ours, decoded))) {
			wrong.push(`${JSON.stringify({ ours, decoded })} ${Buffer.from(file).toString('hex')}`);
		}
	}
	expect(wrong.slice(0, 3)).toEqual([]);
	// Mutants that all say the same would prove nothing.
	for (const count of Object.values(seen)) expect(count).toBeGreaterThan(1000);
});

/** Whether what the first `length` bytes say may stand, with the whole file known. */
function mayStand(cut: ImageHeader, length: number, file: Uint8Array): boolean {
	const whole = readImageHeader(file);
	if (cut.kind === 'other') return whole.kind === 'other';
	if (cut.kind !== 'needMore') return agree(cut, whole);
	return cut.atLeast > length && (whole.kind !== 'image' || cut.atLeast <= file.length);
}

test('a mutant that is cut anywhere asks for more, or says what the whole one says', async () => {
	const files = await originals();
	const random = new SeededRandom(11);
	const seen = { image: 0, needMore: 0, broken: 0, other: 0 };
	const wrong: string[] = [];
	for (let index = 0; index < MUTANTS / 5; index++) {
		const file = mutantOf(files, random);
		const length = Math.floor(random.between([0, Math.min(file.length, 400)]));
		const cut = readImageHeader(file.subarray(0, length));
		seen[cut.kind]++;
		if (!mayStand(cut, length, file)) {
			wrong.push(`${JSON.stringify({ cut, length })} ${Buffer.from(file).toString('hex')}`);
		}
	}
	expect(wrong.slice(0, 3)).toEqual([]);
	for (const count of Object.values(seen)) expect(count).toBeGreaterThan(500);
});

// A DataView is the one way in which anything behind the signature is read.
test.each<[string, number[]]>([
	['fill bytes', [0xff]],
	['zeros', [0]],
	['stray 0xFF00', [0xff, 0]],
	['restart markers', [0xff, 0xd0]],
	['empty segments', segment(0xfe, [])],
	['frames too short to be one', segment(0xc0, [])],
	['full segments', segment(0xe1, Array<number>(1000).fill(0xff))],
])('nothing but %s: at most three reads a byte', (_title, piece) => {
	const reads = (['getUint8', 'getUint16', 'getUint32'] as const).map((name) =>
		jest.spyOn(DataView.prototype, name),
	);
	const file = jpegOf(
		[0xff],
		Array<number[]>(Math.floor(20_000 / piece.length))
			.fill(piece)
			.flat(),
	);
	const { kind } = readImageHeader(file);
	const count = reads.reduce((sum, { mock }) => sum + mock.calls.length, 0);
	jest.restoreAllMocks();
	expect(kind).toBe('needMore');
	expect(count).toBeGreaterThan(0);
	expect(count).toBeLessThanOrEqual(3 * file.length);
});

async function originals(): Promise<Uint8Array[]> {
	const real = await Promise.all(REAL_PICTURES.map(([, make]) => make()));
	return [
		...real.map((file) => file.subarray(0, START)),
		jpegOf(thumbnail(), segment(0xe2, Array<number>(300).fill(0)), frame(0xca)),
		jpegOf([0xff, 0xff, 0xd0, 0xff, 0x01], segment(0xc4, [1, 2]), frame(0xc9), thumbnail()),
		Buffer.alloc(64),
	];
}
