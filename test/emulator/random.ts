import { createHash } from 'node:crypto';

/** Lower and upper bound, both included, in the unit of whoever uses it. */
export type Range = readonly [min: number, max: number];

/** 32 bytes that depend on the seed and the position alone. */
export function bytesAt(seed: number, position: number): Buffer {
	return createHash('sha256').update(`${seed}/${position}`).digest();
}

/** Reads the first 6 bytes as a number from 0 up to, but not including, 1. */
export function asFraction(bytes: Buffer): number {
	return bytes.readUIntBE(0, 6) / 2 ** 48;
}

/** Repeatable randomness: the same seed gives the same values in the same order. */
export class SeededRandom {
	private position = 0;

	constructor(private readonly seed: number) {}

	bytes(): Buffer {
		return bytesAt(this.seed, this.position++);
	}

	between([min, max]: Range): number {
		return min + asFraction(this.bytes()) * (max - min);
	}
}
