import { sleep, type IExecuteFunctions } from 'n8n-workflow';

import { readId } from '../../client/answer';
import { runBatch } from '../../client/batch';
import type { Clock } from '../../client/clock';
import { hashOf } from '../../client/hash';
import { outcomeOf, type ReadResult } from '../../client/outcome';
import { sharedPace } from '../../client/pacing';
import { UnderWay } from '../../client/underWay';
import type { Account } from '../account';
import { callLog, type NamedItem } from '../callLog';
import { isTool, onErrorOf } from '../failures';
import { openReuse, type ExecutionJournal, type ReusedThings } from '../memories';
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

const underWay = new UnderWay<string>();

interface ElementItem extends NamedItem {
	/** Serialised once: these are the bytes that are hashed, signed and sent. */
	body: string;
}

export interface Creation {
	/** What became of each row, in their order. */
	items: ItemOutcome[];
	/** What failed inside n8n or this node, so that no further call started. */
	fault: { error: unknown } | undefined;
}

export async function callForAll(
	context: IExecuteFunctions,
	account: Account,
	options: CreateOptions,
	rows: readonly ValidRow[],
	journal: ExecutionJournal,
): Promise<Creation> {
	const reused = options.reuseCreated ? openReuse(context, targetOf(account.owner)) : undefined;
	const send = sender(context, account.baseUrl, ACTION);
	const onFailure = onErrorOf(context) === 'stopWorkflow' ? 'stop' : 'continue';
	const items = rows.map((row) => elementItemOf(row, journal, reused));
	const { results, fault } = await runBatch<string, ElementItem>(items, {
		attempt: async ({ body }, signal) =>
			outcomeOf(await send(body, signal), readElementId, CLOCK.wallTime()),
		underWay,
		pace: sharedPace(targetOf(account.quotaKey)).of(context.getExecutionId()),
		clock: CLOCK,
		log: callLog(context, ACTION.name),
		caller: { executionId: context.getExecutionId(), keyHash: account.keyHash },
		cancelSignal: context.getExecutionCancelSignal(),
		requestsPerSecond: options.requestsPerSecond,
		timeout: options.timeout,
		whenOutcomeUnknown: options.whenOutcomeUnknown,
		onFailure,
		// n8n runs a whole batch again for the sake of its first error item. A model corrects what it sends.
		refusals: onFailure === 'continue' && !isTool(context) ? 'final' : 'sentAgain',
	});
	reused?.save();
	const outcomes = results.map(({ item: { index, name, inputHash }, result }) => ({
		index,
		name,
		inputHash,
		result,
	}));
	return { items: outcomes, fault };
}

/** What is made there is one kind of thing. */
export function targetOf(owner: string): string {
	return hashOf(`${owner}\n${ACTION.name}`);
}

export function isCancelled(context: IExecuteFunctions): boolean {
	return context.getExecutionCancelSignal()?.aborted === true;
}

function elementItemOf(
	{ index, request }: ValidRow,
	journal: ExecutionJournal,
	reused: ReusedThings | undefined,
): ElementItem {
	const body = JSON.stringify(request);
	const inputHash = hashOf(body);
	return {
		index,
		name: request.ElementName,
		body,
		inputHash,
		place: journal.slot(index, inputHash),
		reuse: reused?.slot(inputHash),
	};
}

const readElementId: ReadResult<string> = ({ ElementId }) => readId(ElementId);
