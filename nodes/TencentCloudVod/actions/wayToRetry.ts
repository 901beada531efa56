import type { IExecuteFunctions, IWorkflowSettings } from 'n8n-workflow';

import { onErrorOf } from './failures';

/**
 * How a person can have n8n run the node again with its journal: not at all where the execution goes
 * on, or is not kept.
 */
export type WayToRetry = 'execution' | 'subWorkflow' | 'none';

/**
 * A workflow may leave what is kept to the environment of n8n, which a node cannot read. By default
 * that keeps everything (n8n, executions.config.ts and to-save-settings.ts).
 */
export function wayToRetry(context: IExecuteFunctions): WayToRetry {
	// n8n 2.0 does not tell a node the settings of its workflow.
	const settings: IWorkflowSettings =
		'getWorkflowSettings' in context ? context.getWorkflowSettings() : {};
	const { saveDataErrorExecution, saveManualExecutions } = settings;
	const mode = context.getMode();
	const isKept =
		mode === 'manual' ? saveManualExecutions !== false : saveDataErrorExecution !== 'none';
	if (!isKept || onErrorOf(context) !== 'stopWorkflow') return 'none';
	return mode === 'integrated' ? 'subWorkflow' : 'execution';
}
