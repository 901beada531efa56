/** What the editor shows beside the output. */
import type { IExecuteFunctions, NodeExecutionHint } from 'n8n-workflow';

import type { ItemResult } from '../client/pendingCall';
import { hasExpired } from '../messages/lostFiles';
import type { Nouns } from '../messages/nouns';
import type { Calls } from './calls';
import { CLOCK } from './clock';
import { MAX_SAVED } from './memories';
import type { Operation } from './operation';
import { reuseName } from './optionRules';
import type { Settings } from './settings';

/** Says what a person who tries things out in the editor should know. */
export function addHints<Input, Value>(
	context: IExecuteFunctions,
	{ nouns, repeat }: Operation<Input, Value>,
	{ options }: Settings,
): void {
	if (options.validateOnly) {
		return addHint(
			context,
			`Only checked: nothing was sent to Tencent Cloud, and nothing was ${nouns.done}.`,
		);
	}
	if (repeat === 'safe' || context.getMode() !== 'manual') return;
	addHint(context, options.reuseCreated ? notKept(nouns) : createsEachTime(nouns, repeat));
}

/** Says what is not as it seems in what is put out. */
export function addHintsOnResults<Input, Value>(
	context: IExecuteFunctions,
	{ files, isBilled, nouns }: Operation<Input, Value>,
	{ account, executionId, options }: Settings,
	results: Calls<Input, Value>['results'],
): void {
	const done = results.flatMap(({ item, result }) =>
		result.kind === 'ended' && result.outcome.kind === 'done'
			? [{ ...item, madeOf: result, value: result.outcome.value }]
			: [],
	);
	const ofOtherInput = done.filter(({ inputHash, madeOf }) => madeOf.inputHash !== inputHash);
	const byOtherKey = done.filter(({ madeOf }) => madeOf.keyHash !== account.keyHash);
	if (ofOtherInput.length > 0) {
		addHint(context, `${listOf(ofOtherInput)}: ${otherInput(nouns)}`);
	}
	if (byOtherKey.length > 0) addHint(context, `${listOf(byOtherKey)}: ${otherKey(nouns)}`);
	const started = results.filter(({ result }) => hasStartedTask(result, executionId));
	if (isBilled && started.length > 0) {
		const again = options.reuseCreated ? '' : STARTS_ANOTHER;
		addHint(context, `${listOf(started.map(({ item }) => item))}: ${BILLED}${again}`);
	}
	const now = CLOCK.wallTime();
	const expired = done.filter(({ input, value }) =>
		files?.madeBy(value, input).files.some((file) => hasExpired(file, now)),
	);
	if (expired.length > 0) addHint(context, `${listOf(expired)}: ${noLongerKept(nouns)}`);
	const different = new Set(results.map(({ item }) => item.inputHash)).size;
	if (options.reuseCreated && different > MAX_SAVED) addHint(context, tooMany(nouns, different));
}

const BILLED = 'a task was started that Tencent Cloud bills.';
const STARTS_ANOTHER = ' Another run with the same input starts, and costs, another one.';

/** In this execution: what an earlier one has started was told of then. */
function hasStartedTask(result: ItemResult<unknown>, executionId: string): boolean {
	if (result.kind !== 'ended' || result.executionId !== executionId) return false;
	return result.outcome.kind === 'started' || 'taskId' in result.outcome;
}

function createsEachTime({ do: make, things }: Nouns, repeat: 'never' | 'bySession'): string {
	const forGood = repeat === 'never' ? ', and Tencent Cloud has no way to delete them' : '';
	return `Every run ${make}s ${things}${forGood}. While you build the workflow, pin this node's output or switch on the option 'Validate Only'.`;
}

function notKept(nouns: Nouns): string {
	const { do: make } = nouns;
	return `'${reuseName(nouns)}' remembers what a manual run ${make}s only until n8n restarts. What the published workflow ${make}s is saved with it.`;
}

function otherInput({ done, id, thing }: Nouns): string {
	return `An earlier try of this execution had ${done} the ${thing}, from other input than now. Its ${id} is put out, and nothing was ${done} from the new input. To use the new input, start a new execution.`;
}

function otherKey({ done, id, thing }: Nouns): string {
	return `The ${thing} was ${done} with another SecretId than the credential has now. If that is the key of another account, this account cannot use the ${id}: make one credential per account.`;
}

function noLongerKept({ do: make, thing }: Nouns): string {
	return `Tencent Cloud kept the file of the ${thing} until a time that is over, so its FileUrl opens nothing. To ${make} the ${thing} anew, change the input, or switch off the reuse of what was made before.`;
}

function tooMany(nouns: Nouns, rows: number): string {
	const { done, id, things } = nouns;
	return `'${reuseName(nouns)}' keeps the newest ${MAX_SAVED} ${things} with the workflow, and this run has ${rows} different rows. The others are ${done} again after n8n restarts. To prevent that, read only rows that have no ${id} yet.`;
}

const MAX_LISTED = 20;

/** "Items 0, 3". */
export function listOf(items: ReadonlyArray<{ index: number }>): string {
	const listed = items.slice(0, MAX_LISTED).map(({ index }) => index);
	const more = items.length > MAX_LISTED ? ` and ${items.length - MAX_LISTED} more` : '';
	return `${items.length === 1 ? 'Item' : 'Items'} ${listed.join(', ')}${more}`;
}

export function addHint(context: IExecuteFunctions, message: string): void {
	const hint: NodeExecutionHint = { message, location: 'outputPane' };
	context.addExecutionHints(hint);
}
