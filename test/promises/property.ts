/** The promises, as one property over every story. */
import fc from 'fast-check';

import type { Engine } from '../workflow/engine';
import { judge } from './judge';
import { story } from './story';
import { namesOf, play } from './storyteller';
import { callLines, errorOf } from './visible';

export interface Runs {
	seed: number;
	numRuns: number;
	/** Called before each story. */
	onStory?: () => void;
}

/** A failure that depends on timing could be shrunk for ever. */
const MAX_SHRINKS = 100;

let stories = 0;

/** @throws with the story, and with what it broke, when there is one that breaks a promise */
export async function expectPromisesKept(
	engine: Engine,
	{ seed, numRuns, onStory }: Runs,
): Promise<void> {
	const unhandled: unknown[] = [];
	const note = (reason: unknown) => unhandled.push(reason);
	process.on('unhandledRejection', note);
	const property = fc.asyncProperty(fc.limitShrink(story, MAX_SHRINKS), async (drawn) => {
		onStory?.();
		const title = (stories++).toString(36);
		const names = namesOf(drawn, title);
		const chapters = await play(engine, drawn, title);
		const broken = [
			...judge(drawn, names, chapters),
			...unhandled.map((reason) => `unhandled: ${String(reason)}`),
		];
		if (broken.length === 0) return;
		const log = chapters.map(({ calls, execution }, n) => [
			`--- execution ${n}: ${execution.status} ${errorOf(execution).message}`,
			...callLines(execution).map(({ item, says }) => `item ${item}: ${says}`),
			...calls.map(
				({ index, name, fault, outcome }) =>
					`call ${index} ${name}: ${fault} ${JSON.stringify(outcome)}`,
			),
		]);
		throw new Error([...broken, ...log.flat()].join('\n'));
	});
	try {
		await fc.assert(property, { seed, numRuns });
	} finally {
		process.off('unhandledRejection', note);
	}
}
