import { setTimeout as sleep } from 'node:timers/promises';

const LOOK_EVERY_MS = 100;

/**
 * Waits until `look` finds something.
 * @throws Error when it has found nothing for so long
 */
export async function eventually<T>(
	what: string,
	look: () => Promise<T | undefined>,
	limitMs = 60_000,
): Promise<T> {
	const limit = Date.now() + limitMs;
	while (Date.now() < limit) {
		const found = await look();
		if (found !== undefined) return found;
		await sleep(LOOK_EVERY_MS);
	}
	throw new Error(`After ${limitMs / 1000} s there is still no ${what}`);
}
