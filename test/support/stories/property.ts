/** The promises, as one property over every story. */
import fc from 'fast-check';

import type { Engine } from '../../workflow/engine';
import { callLines } from '../callLog';
import type { OperationUnderTest } from '../operations';
import { errorOf } from '../whatIsSeen';
import { judge } from './judge';
import { story, storyOfTasks } from './story';
import { play } from './storyteller';

export interface Runs {
	seed: number;
	numRuns: number;
	/** Called before each story. */
	onStory?: () => void;
}

/** A failure that depends on timing could be shrunk for ever. */
const MAX_SHRINKS = 100;

let told = 0;

/** @throws with the story, and with what it broke, when there is one that breaks a promise */
export async function expectPromisesKept(
	engine: Engine,
	operation: OperationUnderTest,
	{ seed, numRuns, onStory }: Runs,
): Promise<void> {
	const unhandled: unknown[] = [];
	const note = (reason: unknown) => unhandled.push(reason);
	process.on('unhandledRejection', note);
	const stories = operation.repeat === 'bySession' ? storyOfTasks : story;
	const property = fc.asyncProperty(fc.limitShrink(stories, MAX_SHRINKS), async (drawn) => {
		onStory?.();
		const title = (told++).toString(36);
		const tale = await play(engine, operation, drawn, title);
		const broken = [...judge(tale), ...unhandled.map((reason) => `unhandled: ${String(reason)}`)];
		if (broken.length === 0) return;
		const log = tale.chapters.map(({ calls, execution }, n) => [
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
