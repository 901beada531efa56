/** What a person can do to go on after an error that stopped everything. */
import { fill, type Wording } from './nouns';

/**
 * How a person can have n8n run the node again with its journal: not at all where the execution goes
 * on, or is not kept.
 */
export type WayToRetry = 'execution' | 'subWorkflow' | 'none';

const NOT_ANEW = "'Execute workflow' would {do} everything again.";
const NOT_THE_PARENT =
	'Retry the execution of this sub-workflow, not the one of the workflow that called it, which would {do} everything again.';
const NOT_KEPT =
	"The settings of this workflow keep no such execution, so it cannot be retried. To go on, write down the {id}s above, take their rows, and those whose outcome is unknown, out of the input, and start the workflow again. To have failed executions kept from now on, change 'Save failed production executions' or 'Save manual executions' in the workflow's settings.";

const RUNNING_NOT_KEPT =
	'Take the rows of tasks that still run out of the input, too, and read those tasks with Task → Get.';

/** After an option or the credential that cannot be used. */
export function mendSetting(way: WayToRetry, { nouns }: Wording): string {
	if (way === 'none') return 'Change the setting, save, and start the workflow again.';
	const retry =
		'Change the setting, save, and retry this execution with the currently saved workflow.';
	return way === 'subWorkflow' ? fill(`${retry} ${NOT_THE_PARENT}`, nouns) : retry;
}

/** After a batch that stopped although everything is known of it. */
export function goOn(way: WayToRetry, wording: Wording): string {
	return inWay(
		way,
		`To go on, retry this execution ('Retry execution' in the list of executions, if n8n keeps it there, or the node's setting 'Retry On Fail'): that keeps what was {done} and calls only for the rest. ${NOT_ANEW}`,
		wording,
	);
}

/** After a batch with a task that has failed, which only another execution starts again. */
export function goOnAfterFailedTask(way: WayToRetry, wording: Wording): string {
	return inWay(
		way,
		`To go on, retry this execution ('Retry execution' in the list of executions, if n8n keeps it there): that keeps what was {done}, waits for tasks that still run, and starts a new task for each one that failed. The node's setting 'Retry On Fail' does not start a failed task again. ${NOT_ANEW}`,
		wording,
	);
}

/** After a batch whose tasks have all ended well, and that lacks a file. */
export function goOnAfterLostFiles(way: WayToRetry, wording: Wording): string {
	return inWay(
		way,
		`To go on, retry this execution ('Retry execution' in the list of executions, if n8n keeps it there, or the node's setting 'Retry On Fail'): that starts no task and only downloads. ${NOT_ANEW}`,
		wording,
	);
}

/** After a batch with an unknown outcome: only a decision of the person takes a retry past it. */
export function goOnAfterUnknown(way: WayToRetry, wording: Wording): string {
	return inWay(
		way,
		`To go on, retry this execution with the currently saved workflow, if n8n keeps it in the list of executions: that keeps what was {done}. To go on without what is unknown, first set the node's 'On Error' to 'Continue (using error output)' and save. ${NOT_ANEW}`,
		wording,
	);
}

function inWay(way: WayToRetry, retry: string, { nouns, repeat }: Wording): string {
	if (repeat === 'safe') return 'Running it again does no harm.';
	switch (way) {
		case 'execution':
			return fill(retry, nouns);
		case 'subWorkflow':
			return fill(`${retry} ${NOT_THE_PARENT}`, nouns);
		case 'none':
			return fill(repeat === 'bySession' ? `${NOT_KEPT} ${RUNNING_NOT_KEPT}` : NOT_KEPT, nouns);
	}
}
