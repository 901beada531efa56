/** What a person can do to go on after an error that stopped everything. */
import type { WayToRetry } from '../wayToRetry';

const NOT_ANEW = "'Execute workflow' would create everything again.";

const NOT_THE_PARENT =
	'Retry the execution of this sub-workflow, not the one of the workflow that called it, which would create everything again.';

const NOT_KEPT =
	"The settings of this workflow keep no such execution, so it cannot be retried. To go on, write down the ElementIds above, take their rows, and those whose outcome is unknown, out of the input, and start the workflow again. To have failed executions kept from now on, change 'Save failed production executions' or 'Save manual executions' in the workflow's settings.";

/** After an option or the credential that cannot be used. */
export function mendSetting(way: WayToRetry): string {
	switch (way) {
		case 'execution':
			return 'Change the setting, save, and retry this execution with the currently saved workflow.';
		case 'subWorkflow':
			return `Change the setting, save, and retry this execution with the currently saved workflow. ${NOT_THE_PARENT}`;
		case 'none':
			return 'Change the setting, save, and start the workflow again.';
	}
}

/** After a batch that stopped although everything is known of it. */
export function goOn(way: WayToRetry): string {
	const retry = `To go on, retry this execution ('Retry execution' in the list of executions, if n8n keeps it there, or the node's setting 'Retry On Fail'): that keeps what was created and creates only the rest. ${NOT_ANEW}`;
	return inWay(way, retry);
}

/** After a batch with an unknown outcome: only a decision of the person takes a retry past it. */
export function goOnAfterUnknown(way: WayToRetry): string {
	const retry = `To go on, retry this execution with the currently saved workflow, if n8n keeps it in the list of executions: that keeps what was created. To go on without what is unknown, first set the node's 'On Error' to 'Continue (using error output)' and save. ${NOT_ANEW}`;
	return inWay(way, retry);
}

function inWay(way: WayToRetry, retry: string): string {
	switch (way) {
		case 'execution':
			return retry;
		case 'subWorkflow':
			return `${retry} ${NOT_THE_PARENT}`;
		case 'none':
			return NOT_KEPT;
	}
}
