/** Which stories are played, and how many. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../../..');

/**
 * The seed of the stories: PROPERTIES_SEED or, without it, one that follows from the source text of what
 * they test. So the same code meets the same stories on every machine, and any change meets new ones;
 * `npm run soak` draws by the clock. Timing is not part of a seed.
 */
export function storySeed(): number {
	const given = process.env.PROPERTIES_SEED;
	return given === undefined ? seedOf(sources()) : Number(given);
}

/**
 * @param usual as many as `npm test` plays; STORIES has so many times as many
 * @throws Error for a STORIES that would play none
 */
export function storyCount(usual: number): number {
	const count = Math.ceil(usual * Number(process.env.STORIES ?? 1));
	if (count >= 1) return count;
	throw new Error(`STORIES must be a number above 0, not ${process.env.STORIES}`);
}

function seedOf(texts: readonly Buffer[]): number {
	const hash = createHash('sha256');
	for (const text of texts) hash.update(text);
	return hash.digest().readUInt16BE();
}

function sources(): Buffer[] {
	return ['credentials', 'nodes'].flatMap((folder) =>
		readdirSync(join(ROOT, folder), { encoding: 'utf8', recursive: true })
			.filter((path) => path.endsWith('.ts'))
			.sort()
			.map((path) => readFileSync(join(ROOT, folder, path))),
	);
}
