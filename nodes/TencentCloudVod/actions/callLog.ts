import type { IExecuteFunctions } from 'n8n-workflow';

import type { CallLog } from '../client/batch';
import type { Outcome } from '../client/outcome';
import type { BatchItem } from '../client/pendingCall';
import { quoted } from './quoted';

/** An item under the name that the person gave to it. */
export interface NamedItem extends BatchItem<string> {
	name: string;
}

/**
 * Writes a line to n8n's log before each call and one after it. With them a killed or cancelled
 * execution can be accounted for: a call without its second line may have created something.
 *
 * The lines are read by the positions of their words, so what others have written comes last, quoted.
 */
export function callLog(
	context: IExecuteFunctions,
	actionName: string,
): CallLog<string, NamedItem> {
	const execution = context.getExecutionId() ?? 'unsaved';
	const line = ({ index, inputHash, name }: NamedItem, what: string) =>
		context.logger.info(
			`Tencent Cloud VOD: execution ${execution}, item ${index}, input ${inputHash}, ${what}, name ${quoted(name)}`,
		);
	return {
		sending: (item) => line(item, `sending ${actionName}`),
		ended: (item, outcome) => line(item, ending(outcome)),
	};
}

function ending(outcome: Outcome<string>): string {
	switch (outcome.kind) {
		case 'created':
			return `created ElementId ${outcome.value}, RequestId ${outcome.requestId ?? 'none'}`;
		case 'notSent':
			return `not sent (${outcome.code})`;
		case 'refused':
			return `refused (${outcome.code}), RequestId ${outcome.requestId ?? 'none'}`;
		case 'unknown':
			return `outcome unknown (${[outcome.reason, outcome.code].join(' ').trim()}), RequestId ${outcome.requestId ?? 'none'}`;
	}
}
