/** What a person can do to go on after an error that stopped everything. */
import type { Wording } from './nouns';

/**
 * How a person can have n8n run the node again with its journal: not at all where the execution goes
 * on, or is not kept.
 */
export type WayToRetry = 'execution' | 'subWorkflow' | 'none';

/** After an option or the credential that cannot be used. */
export function mendSetting(way: WayToRetry, wording: Wording): string {
	switch (way) {
		case 'execution':
			return 'Change the setting, save, and retry this execution with the currently saved workflow.';
		case 'subWorkflow':
			return `Change the setting, save, and retry this execution with the currently saved workflow. ${notTheParent(wording)}`;
		case 'none':
			return 'Change the setting, save, and start the workflow again.';
	}
}

/** After a batch that stopped although everything is known of it. */
export function goOn(way: WayToRetry, wording: Wording): string {
	const { done } = wording.nouns;
	const retry = `To go on, retry this execution ('Retry execution' in the list of executions, if n8n keeps it there, or the node's setting 'Retry On Fail'): that keeps what was ${done} and calls only for the rest. ${notAnew(wording)}`;
	return inWay(way, retry, wording);
}

/** After a batch with an unknown outcome: only a decision of the person takes a retry past it. */
export function goOnAfterUnknown(way: WayToRetry, wording: Wording): string {
	const { done } = wording.nouns;
	const retry = `To go on, retry this execution with the currently saved workflow, if n8n keeps it in the list of executions: that keeps what was ${done}. To go on without what is unknown, first set the node's 'On Error' to 'Continue (using error output)' and save. ${notAnew(wording)}`;
	return inWay(way, retry, wording);
}

function inWay(way: WayToRetry, retry: string, wording: Wording): string {
	if (wording.repeat === 'safe') return 'Running it again does no harm.';
	switch (way) {
		case 'execution':
			return retry;
		case 'subWorkflow':
			return `${retry} ${notTheParent(wording)}`;
		case 'none':
			return notKept(wording);
	}
}

function notAnew({ nouns }: Wording): string {
	return `'Execute workflow' would ${nouns.do} everything again.`;
}

function notTheParent({ nouns }: Wording): string {
	return `Retry the execution of this sub-workflow, not the one of the workflow that called it, which would ${nouns.do} everything again.`;
}

function notKept({ nouns }: Wording): string {
	return `The settings of this workflow keep no such execution, so it cannot be retried. To go on, write down the ${nouns.id}s above, take their rows, and those whose outcome is unknown, out of the input, and start the workflow again. To have failed executions kept from now on, change 'Save failed production executions' or 'Save manual executions' in the workflow's settings.`;
}
