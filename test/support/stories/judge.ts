/** Holds what the user can see against what the server knows. */
import { errorOf, forbiddenIn, isSilencedByN8n, pairOf } from '../whatIsSeen';
import { toldBy } from '../whatIsTold';
import { brokenByMaker } from './judgeMaker';
import { brokenByRead } from './judgeRead';
import { brokenByTasks } from './judgeTasks';
import type { Chapter, Tale } from './storyteller';

/** @returns every promise that was broken, in words; none when all is well */
export function judge(tale: Tale): string[] {
	return [
		...tale.chapters.flatMap((chapter, n) =>
			brokenByAny(chapter, tale).map((words) => `execution ${n}: ${words}`),
		),
		...brokenBy[tale.operation.repeat](tale),
	];
}

const brokenBy = { never: brokenByMaker, bySession: brokenByTasks, safe: brokenByRead };

function brokenByAny(chapter: Chapter, tale: Tale): string[] {
	return [
		...misplacedItems(chapter, tale),
		...missingItems(chapter, tale),
		...wrongMessage(chapter, tale),
		...forbiddenIn(chapter.execution).map((found) => `it shows ${found}`),
	];
}

/** What comes out is in order, and an error has the fields of its row. */
function misplacedItems({ execution }: Chapter, { operation, rows }: Tale): string[] {
	const outputs = [execution.output, execution.errorOutput];
	const disorder = outputs.filter((items) =>
		items.map(pairOf).some((pair, n, pairs) => pair <= (pairs[n - 1] ?? -1)),
	);
	const foreign = outputs.flat().filter((item) => {
		const isDone = item.json[operation.nouns.id] !== undefined;
		return !isDone && item.json.name !== rows[pairOf(item)]?.name;
	});
	return [
		...disorder.map(() => 'items are out of order'),
		...foreign.map((item) => `not what belongs to item ${pairOf(item)}: ${JSON.stringify(item)}`),
	];
}

/** Who is not stopped comes out once for each row. */
function missingItems({ execution }: Chapter, { operation, rows }: Tale): string[] {
	if (execution.status !== 'success') return [];
	const { denied, done, running, unknown } = toldBy(execution, operation);
	const pairs = [...done.map(({ item }) => item), ...running, ...denied, ...unknown];
	const isComplete = new Set(pairs).size === rows.length && pairs.length === rows.length;
	return isComplete ? [] : [`items came out: ${pairs.join()}`];
}

function wrongMessage({ execution }: Chapter, { story }: Tale): string[] {
	if (execution.status !== 'error' || isSilencedByN8n(execution)) return [];
	const { message } = errorOf(execution);
	const isOurs = /^(Item \d+: |\d+ of \d+ items cannot be used)/.test(message);
	return isOurs && story.settings.onError === 'stopWorkflow' ? [] : [`it says: ${message}`];
}
