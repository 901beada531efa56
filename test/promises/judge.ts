/** Holds what the user can see against what the server knows. */
import type { Chapter } from './storyteller';
import type { Story } from './story';
import {
	callLines,
	errorOf,
	forbiddenIn,
	inInputOrder,
	isSending,
	pairOf,
	type CallLine,
} from './visible';

/** Sends that may each have made an element. */
const SENDS = { stop: 1, createAgain: 3 };

/** Every promise that was broken, in words; none when all was well. */
export function judge(story: Story, names: string[], chapters: Chapter[]): string[] {
	return [
		...chapters.flatMap((chapter, n) =>
			judgeChapter(story, names, chapter).map((broken) => `execution ${n}: ${broken}`),
		),
		...judgeTwice(story, names, chapters),
		...judgeUnknowns(story, chapters),
	];
}

function judgeChapter(story: Story, names: string[], chapter: Chapter): string[] {
	const { execution, isCancelled, sendsAfterCancel } = chapter;
	const broken: string[] = [];
	const expect = (holds: boolean, promise: string) => {
		if (!holds) broken.push(promise);
	};
	const { message } = errorOf(execution);
	const isStopped = execution.error !== undefined;
	expect(forbiddenIn(execution).length === 0, `forbidden: ${forbiddenIn(execution).join()}`);
	expect(sendsAfterCancel === 0, 'a call started after the cancel');
	expect(
		isCancelled || !isStopped || /^(Item \d+: |\d+ of \d+ items cannot be used)/.test(message),
		`the message is not ours: ${message}`,
	);
	broken.push(...unaccounted(story, names, chapter));
	broken.push(...wrongItems(story, names, chapter));
	broken.push(...wrongLog(chapter));
	broken.push(...wrongDenials(story, names, chapter));
	return broken;
}
