/**
 * `npm run soak`: the property of the promises, over thousands of stories, with a tenth as many of reads.
 * `npm run soak -- 500` runs so many; a seed in PROPERTIES_SEED draws the same ones again.
 */
import { loadBuiltPackage } from '../demo/builtPackage';
import { engineWith } from '../support/nodeSetup';
import { createElement, getTask } from '../support/operations';
import { expectPromisesKept } from '../support/stories/property';

const DEFAULT_STORIES = 10_000;
const STORIES_A_LINE = 250;

async function main(): Promise<void> {
	const numRuns = Number(process.argv[2] ?? DEFAULT_STORIES);
	if (!Number.isInteger(numRuns) || numRuns < 1) {
		throw new Error(`The number of stories must be a whole number above 0, not ${process.argv[2]}`);
	}
	const seed = Number(process.env.PROPERTIES_SEED ?? Date.now() % 2 ** 31);
	console.log(`${numRuns} stories. To draw the same again: PROPERTIES_SEED=${seed}`);
	const { node, credential } = loadBuiltPackage();
	const startedAt = Date.now();
	let told = 0;
	const onStory = () => {
		if (told > 0 && told % STORIES_A_LINE === 0) {
			console.log(`${told} stories, ${Math.round((Date.now() - startedAt) / 1000)} s`);
		}
		told++;
	};
	const engine = engineWith(node, credential);
	await expectPromisesKept(engine, createElement, { seed, numRuns, onStory });
	await expectPromisesKept(engine, getTask, { seed, numRuns: Math.ceil(numRuns / 10), onStory });
	console.log(`${numRuns} stories: nothing lost, nothing made twice, no secret shown.`);
}

main().catch((error: unknown) => {
	console.error(error);
	process.exitCode = 1;
});
