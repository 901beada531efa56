import type { IExecuteFunctions } from 'n8n-workflow';

import type { CallLog } from '../client/batchOptions';
import type { Outcome } from '../client/outcome';
import type { Nouns } from '../messages/nouns';
import { quoted } from '../messages/quoted';

/** What a line says of an item. */
interface LoggedItem {
	index: number;
	inputHash: string;
	name: string;
}

/**
 * Writes a line to n8n's log before each call and one after it. With them a killed or cancelled
 * execution can be accounted for: a call without its second line may have made something.
 *
 * The lines are read by the positions of their words, so what others have written comes last, quoted.
 */
export function callLog<Value>(
	context: IExecuteFunctions,
	executionId: string,
	actionName: string,
	nouns: Nouns,
	idOf: (value: Value) => string,
): CallLog<Value, LoggedItem> {
	const line = ({ index, inputHash, name }: LoggedItem, what: string) =>
		`Tencent Cloud VOD: execution ${executionId}, item ${index}, input ${inputHash}, ${what}, name ${quoted(name)}`;
	return {
		sending: (item) => context.logger.info(line(item, `sending ${actionName}`)),
		ended: (item, outcome) => context.logger.info(line(item, ending(outcome, nouns, idOf))),
	};
}

function ending<Value>(
	outcome: Outcome<Value>,
	{ done, id: idName }: Nouns,
	idOf: (value: Value) => string,
): string {
	if (outcome.kind === 'notSent') return `not sent (${outcome.code})`;
	const request = `RequestId ${outcome.requestId ?? 'none'}`;
	switch (outcome.kind) {
		case 'done': {
			const { taskId, value } = outcome;
			const id = idOf(value);
			const made = `${done} ${idName} ${inOneWord(id)}, ${request}`;
			return taskId === undefined || taskId === id ? made : `${made}, ${taskOf(taskId)}`;
		}
		case 'started':
			return `started ${taskOf(outcome.taskId)}, ${request}`;
		case 'taskFailed':
			return `task failed (${outcome.code}), ${request}, ${taskOf(outcome.taskId)}`;
		case 'unread':
			return `task cannot be read (${outcome.code}), ${request}, ${taskOf(outcome.taskId)}`;
		case 'refused':
			return `refused (${outcome.code}), ${request}`;
		case 'failed':
		case 'unknown':
			return `outcome unknown (${[outcome.reason, outcome.code].join(' ').trim()}), ${request}`;
	}
}

function taskOf(taskId: string): string {
	return `TaskId ${inOneWord(taskId)}`;
}

/** An id may be any text. One that is not a single word would move what follows it. */
function inOneWord(id: string): string {
	return /^[\w-]+$/.test(id) ? id : quoted(id);
}
