/** What the log of calls that start tasks tells, line by line. */
import { isSending, type CallLine } from '../callLog';
import { areRefusalsFinal, isRefused, isUnknown } from './judgeMaker';
import { sharesThings } from './story';
import type { Chapter, Tale } from './storyteller';

/** How far a call is, as far as the log has told. */
type Stand =
	| { kind: 'free' | 'underWay' | 'unknown' | 'done' }
	| { kind: 'started'; taskId: string | undefined }
	| { kind: 'failed'; execution: string };

/** A tale, as far as the log tells it. */
interface Told extends Pick<Tale, 'operation' | 'story'> {
	chapters: Array<Pick<Chapter, 'company' | 'execution' | 'lineage' | 'lines'>>;
}

/**
 * For an item of a lineage or, where things are shared, for an input: no call leaves beside another one,
 * after an unknown, after a task was started, or after a failure or a refusal in the same execution. And
 * each has ended when all executions have.
 */
export function sentOutOfTurn({ chapters, operation, story }: Told): string[] {
	const stands = new Map<string, Stand>();
	const failed = new Set<string | undefined>();
	const broken: string[] = [];
	const steps = chapters.filter(({ company, execution }) => company[0] === execution);
	for (const { lineage, lines } of steps) {
		for (const line of lines) {
			const call = sharesThings(story) ? line.input : `${lineage} ${line.item}`;
			const stand = stands.get(call) ?? { kind: 'free' };
			if (isSending(line) && !maySend(stand, line, story.options.whenOutcomeUnknown))
				broken.push(`sent although it was ${stand.kind}: ${call} in execution ${line.execution}`);
			if (line.says.startsWith('task failed ')) failed.add(taskIn(line));
			// Others may find one late that is known to have failed.
			const isOld = line.says.startsWith('started ') && failed.has(taskIn(line));
			if (!isOld) stands.set(call, standAfter(line, stand, operation.nouns.done, story));
		}
		for (const [call, { kind }] of stands)
			if (kind === 'underWay') broken.push(`in flight: ${call}`);
	}
	return broken;
}

function maySend(
	stand: Stand,
	{ execution }: CallLine,
	whenUnknown: Tale['story']['options']['whenOutcomeUnknown'],
): boolean {
	switch (stand.kind) {
		case 'free':
			return true;
		case 'unknown':
			return whenUnknown === 'createAgain';
		case 'failed':
			return stand.execution !== execution;
		case 'underWay':
		case 'started':
		case 'done':
			return false;
	}
}

/** @param done the word for a result */
function standAfter(line: CallLine, stand: Stand, done: string, story: Tale['story']): Stand {
	const { execution, says } = line;
	const taskId = taskIn(line);
	if (isSending(line)) return { kind: 'underWay' };
	if (isUnknown(line)) return { kind: 'unknown' };
	if (says.startsWith(`${done} `)) return { kind: 'done' };
	if (says.startsWith('started ')) return { kind: 'started', taskId };
	if (says.startsWith('task failed ')) {
		// Others may hear later of one that has failed, when the next has been started.
		if (stand.kind === 'started' && stand.taskId !== taskId) return stand;
		return says.includes('(RequestLimitExceeded')
			? { kind: 'free' }
			: { kind: 'failed', execution };
	}
	if (stand.kind !== 'underWay') return stand;
	return isRefused(line) && areRefusalsFinal(story)
		? { kind: 'failed', execution }
		: { kind: 'free' };
}

function taskIn({ says }: CallLine): string | undefined {
	return /TaskId ([\w-]+)/.exec(says)?.[1];
}
