/** What holds for an operation that only reads, whatever goes wrong. */
import { inspect } from 'node:util';

import { callLines } from '../callLog';
import { pairOf } from '../whatIsSeen';
import type { Chapter, Tale } from './storyteller';

/** What is said of things that may exist, and by nobody who only reads. */
const DOUBT = /unknown whether|may exist|created|sent again|Create Again/i;

export function brokenByRead(tale: Tale): string[] {
	return tale.chapters.flatMap((chapter, n) =>
		[
			...(chapter.made.length > 0 ? [`it made ${JSON.stringify(chapter.made)}`] : []),
			...doubts(chapter),
			...remembered(chapter),
			...wrongThings(chapter, tale),
		].map((words) => `execution ${n}: ${words}`),
	);
}

function doubts({ execution: { error, errorOutput, hints, output } }: Chapter): string[] {
	const texts = [...output, ...errorOutput].map(({ json }) => [json.error, json.message]);
	const said = inspect([error?.message, error?.description, hints, texts], { depth: Infinity });
	return DOUBT.test(said) ? [`it raises a doubt: ${said}`] : [];
}

/** What is read again is sent again: there is nothing to remember. */
function remembered({ execution }: Chapter): string[] {
	const journal = Object.keys(execution.contextOf('Tencent Cloud VOD'));
	return [
		...(journal.length > 0 ? ['it keeps a journal'] : []),
		...callLines(execution).map(({ says }) => `it logs: ${says}`),
	];
}

function wrongThings({ execution }: Chapter, { operation, rows }: Tale): string[] {
	return execution.output
		.filter(({ json }) => json.error === undefined)
		.filter((item) => item.json[operation.nouns.id] !== rows[pairOf(item)]?.task)
		.map((item) => `not what belongs to item ${pairOf(item)}: ${JSON.stringify(item)}`);
}
