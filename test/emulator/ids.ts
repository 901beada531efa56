import type { SeededRandom } from './random';

const SMALLEST_ELEMENT_ID = 10n ** 17n;
const ELEMENT_IDS_BELOW = 9n * 10n ** 18n;

/** Makes the identifiers that the service hands out, in the shapes of its documentation. */
export class IdSource {
	constructor(private readonly random: SeededRandom) {}

	elementId(): string {
		return this.longNumber();
	}

	fileId(): string {
		return this.longNumber();
	}

	/** A UUID, as in the documentation's examples of RequestId. */
	requestId(): string {
		const hex = this.random.bytes().toString('hex');
		const [a, b, c, d, e] = [
			hex.slice(0, 8),
			hex.slice(8, 12),
			hex.slice(12, 15),
			hex.slice(15, 18),
			hex.slice(18, 30),
		];
		return `${a}-${b}-4${c}-a${d}-${e}`;
	}

	taskId(subAppId: number, taskType: string): string {
		return `${subAppId}-${taskType}-${this.secret()}t`;
	}

	/** What nobody can guess: a part of a path, a key, a token. */
	secret(): string {
		return this.random.bytes().toString('hex').slice(0, 32);
	}

	/**
	 * 18 or 19 digits, drawn from so many that none comes twice. The last one is never 0: JavaScript prints
	 * at most 17 significant digits of a number, so an ID that went through a number differs from this one.
	 */
	private longNumber(): string {
		const drawn = this.random.bytes().readBigUInt64BE();
		const tens = (SMALLEST_ELEMENT_ID + (drawn % (ELEMENT_IDS_BELOW - SMALLEST_ELEMENT_ID))) / 10n;
		return String(tens * 10n + 1n + (drawn % 9n));
	}
}
