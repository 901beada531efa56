import { sleep, type IExecuteFunctions } from 'n8n-workflow';

import { runBatch, type Clock } from '../../client/batch';
import { hashOf } from '../../client/journal';
import type { ReadResult } from '../../client/outcome';
import { sharedPace } from '../../client/pacing';
import type { BatchItem } from '../../client/task';
import type { Account } from '../account';
import { callLog } from '../callLog';
import { onErrorOf } from '../failures';
import { openReusedElements, type ExecutionJournal } from '../memories';
import type { CreateOptions } from '../options';
import { sender, type Action } from '../send';
import type { ValidRow } from './readRows';
import type { ItemOutcome } from './report';

/** https://www.tencentcloud.com/document/product/266/79910 */
const ACTION: Action = { name: 'CreateAigcCustomElement', version: '2018-07-17' };

const CLOCK: Clock = {
	now: () => performance.now(),
	wallTime: () => Date.now(),
	sleep,
	random: () => Math.random(),
};

/** @returns what became of each row, in their order */
export async function callForAll(
	context: IExecuteFunctions,
	account: Account,
	options: CreateOptions,
	rows: readonly ValidRow[],
	journal: ExecutionJournal<string>,
): Promise<ItemOutcome[]> {
	const names = new Map(rows.map(({ index, request }) => [index, request.ElementName]));
	const nameOf = (index: number) => names.get(index) ?? '';
	const reused = options.reuseCreated ? openReusedElements(context) : undefined;
	const items = rows.map((row) => batchItemOf(row, account, journal, options.reuseCreated));
	const results = await runBatch(items, {
		send: sender(context, account.baseUrl, ACTION),
		read: readElementId,
		memories: reused ? [journal, reused] : [journal],
		pace: sharedPace(hashOf(`${account.hash}\n${ACTION.name}`)).of(context.getExecutionId()),
		clock: CLOCK,
		log: callLog(context, ACTION.name, nameOf),
		executionId: context.getExecutionId(),
		cancelSignal: context.getExecutionCancelSignal(),
		requestsPerSecond: options.requestsPerSecond,
		timeout: options.timeout,
		whenOutcomeUnknown: options.whenOutcomeUnknown,
		onFailure: onErrorOf(context) === 'stopWorkflow' ? 'stop' : 'continue',
	});
	reused?.save();
	return items.map(({ index }, n) => ({
		index,
		name: nameOf(index),
		result: results[n] ?? { kind: 'notStarted' },
	}));
}

export function isCancelled(context: IExecuteFunctions): boolean {
	return context.getExecutionCancelSignal()?.aborted === true;
}

/** Serialised once: these are the bytes that are hashed, signed and sent. */
function batchItemOf(
	{ index, request }: ValidRow,
	account: Account,
	journal: ExecutionJournal<string>,
	reuseCreated: boolean,
): BatchItem {
	const body = JSON.stringify(request);
	const bodyHash = hashOf(body);
	const journalKey = journal.keyOf(index, bodyHash);
	const call = { index, body, bodyHash };
	if (!reuseCreated) return { ...call, keys: [journalKey], sharedKey: journalKey };
	const reuseKey = hashOf(`${account.hash}\n${body}`);
	return { ...call, keys: [journalKey, reuseKey], sharedKey: reuseKey };
}

/** An id is text, also where a server should send a short one as a number. */
const readElementId: ReadResult<string> = ({ ElementId }) => {
	const id = Number.isSafeInteger(ElementId) ? String(ElementId) : ElementId;
	return typeof id === 'string' && /^[\w-]{1,64}$/.test(id) ? id : undefined;
};
