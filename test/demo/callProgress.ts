import type { LogLine } from '../workflow/logs';

const LOOK_EVERY_MS = 100;

/** The lines that the node writes to n8n's log before and after each call. */
const LINE = /item (\d+), input \w+, (sending|created|refused|not sent|outcome unknown)/;

/**
 * Prints the end of each call as it comes, and how many have begun and ended.
 *
 * @param lines n8n's log, which grows
 * @param nameOf the name of the row with this index
 * @returns prints what is left and stops
 */
export function showProgress(
	lines: readonly LogLine[],
	nameOf: (index: number) => string,
): () => void {
	let read = 0;
	let begun = 0;
	let ended = 0;
	const look = () => {
		for (const { message } of lines.slice(read)) {
			read += 1;
			const [, index, what] = LINE.exec(message) ?? [];
			if (what === 'sending') begun += 1;
			if (what === undefined || what === 'sending') continue;
			ended += 1;
			console.log(`  ${ended} of ${begun} calls ended: ${nameOf(Number(index))}, ${what}`);
		}
	};
	const timer = setInterval(look, LOOK_EVERY_MS);
	return () => {
		clearInterval(timer);
		look();
	};
}
