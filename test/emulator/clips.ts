import { createHash } from 'node:crypto';
import { type Content, type StoredObject } from './content';
import { bytesAt } from './random';

const PIECE_BYTES = 64 * 1024;
const PATTERN = Buffer.concat(
	Array.from({ length: PIECE_BYTES / 32 }, (_, position) => bytesAt(0, position)),
);
/** The box that an MP4 begins with: what looks into a file takes it for one. */
const MP4_HEAD = Buffer.from('0000001c667479706d703432000000006d70343269736f6d69736f32', 'hex');

/**
 * Makes clips of so many bytes that nobody can play. They differ in their last bytes alone, so that they
 * are hashed in no time but for the first, and none of them is ever in memory.
 */
export class ClipMaker {
	private readonly body: Content;
	private readonly sha256 = createHash('sha256');
	private readonly md5 = createHash('md5');
	private isHashed = false;

	/** @param size in bytes */
	constructor(private readonly size: number) {
		this.body = bodyOf(Math.max(0, size - 32));
	}

	/** @param mark tells one clip from another */
	clip(mark: string): StoredObject {
		this.hashBody();
		const tail = createHash('sha256').update(mark).digest().subarray(0, this.size);
		return {
			size: this.size,
			sha256: this.sha256.copy().update(tail).digest('hex'),
			md5: this.md5.copy().update(tail).digest('hex'),
			content: joined(this.body, tail),
		};
	}

	/** Once, and only where there is a clip at all. */
	private hashBody(): void {
		if (this.isHashed) return;
		for (const piece of this.body.pieces(0, this.body.length)) {
			this.sha256.update(piece);
			this.md5.update(piece);
		}
		this.isHashed = true;
	}
}

function bodyOf(length: number): Content {
	return {
		length,
		*pieces(start, end) {
			const last = Math.min(end, length);
			for (let at = start; at < last; ) {
				const number = Math.floor(at / PIECE_BYTES);
				const from = number * PIECE_BYTES;
				const to = Math.min(last, from + PIECE_BYTES);
				yield pieceOf(number).subarray(at - from, to - from);
				at = to;
			}
		},
	};
}

/** No two pieces are alike. */
function pieceOf(number: number): Buffer {
	const piece = Buffer.from(PATTERN);
	piece.writeUInt32BE(number);
	if (number === 0) MP4_HEAD.copy(piece);
	return piece;
}

function joined(body: Content, tail: Buffer): Content {
	return {
		length: body.length + tail.length,
		*pieces(start, end) {
			yield* body.pieces(start, end);
			const rest = tail.subarray(Math.max(0, start - body.length), Math.max(0, end - body.length));
			if (rest.length > 0) yield rest;
		},
	};
}
