/**
 * `npm run soak`: the property of the promises, over thousands of stories, with a tenth as many of tasks, of videos and of reads.
 * `npm run soak -- 500` runs so many; a seed in PROPERTIES_SEED draws the same ones again.
 */
import { createRequire } from 'node:module';

import type { TencentCloudVod } from '../../nodes/TencentCloudVod/TencentCloudVod.node';
import { loadBuiltPackage } from '../demo/builtPackage';
import { engineWith } from '../support/nodeSetup';
import {
	createAdvancedElement,
	createElement,
	generateVideo,
	getTask,
} from '../support/operations';
import { expectPromisesKept } from '../support/stories/property';
import type { Engine } from '../workflow/engine';

/** With the name's ending: without it tsx finds the node's codex, a .json file. */
const requireHere = createRequire(__filename);

const DEFAULT_STORIES = 10_000;
const STORIES_A_LINE = 250;

/** Not the built node: what takes minutes at Tencent Cloud needs a clock that runs faster. */
function engineOfSource(): Engine {
	const node = requireHere('../../nodes/TencentCloudVod/TencentCloudVod.node.ts') as {
		TencentCloudVod: typeof TencentCloudVod;
	};
	return engineWith(new node.TencentCloudVod(), loadBuiltPackage().credential);
}

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
	const tenth = { seed, numRuns: Math.ceil(numRuns / 10), onStory };
	await expectPromisesKept(engine, getTask, tenth);
	const sourceEngine = engineOfSource();
	await expectPromisesKept(sourceEngine, createAdvancedElement, tenth);
	await expectPromisesKept(sourceEngine, generateVideo, tenth);
	console.log(`${numRuns} stories: nothing lost, nothing made twice, no secret shown.`);
}

main().catch((error: unknown) => {
	console.error(error);
	process.exitCode = 1;
});
