import type { IExecuteFunctions, IWorkflowSettings } from 'n8n-workflow';

import type { WayToRetry } from '../messages/goOnTexts';

/** The setting "On Error" of the node. */
export type OnError = 'stopWorkflow' | 'continueRegularOutput' | 'continueErrorOutput';

/** What n8n and the node's Settings tab say of a run, read once. */
export interface NodeSettings {
	onError: OnError;
	/** Whether an AI agent calls the node as its tool. */
	isTool: boolean;
	executionId: string;
	wayToRetry: WayToRetry;
}

export function readNodeSettings(context: IExecuteFunctions): NodeSettings {
	// n8n adds `Tool` to a node's type when it offers it to an agent (n8n-workflow, tool-helpers).
	const isTool = context.getNode().type.endsWith('Tool');
	const onError = onErrorOf(context, isTool);
	return {
		onError,
		isTool,
		executionId: context.getExecutionId(),
		wayToRetry: onError === 'stopWorkflow' ? wayToRetry(context) : 'none',
	};
}

/** Set when the user stops the execution. */
export function isCancelled(context: IExecuteFunctions): boolean {
	return context.getExecutionCancelSignal()?.aborted === true;
}

/**
 * An agent's tool that throws does not always reach the model: some versions of n8n stop the whole
 * workflow then. So there an error is put out, unless a person has chosen to stop.
 */
function onErrorOf(context: IExecuteFunctions, isTool: boolean): OnError {
	const { onError } = context.getNode();
	if (onError) return onError;
	// Workflows of before this setting existed have `continueOnFail` instead.
	return context.continueOnFail() || isTool ? 'continueRegularOutput' : 'stopWorkflow';
}

/**
 * A workflow may leave what is kept to the environment of n8n, which a node cannot read. By default
 * that keeps everything (n8n, executions.config.ts and to-save-settings.ts).
 */
function wayToRetry(context: IExecuteFunctions): WayToRetry {
	// n8n 2.0 does not tell a node the settings of its workflow.
	const settings: IWorkflowSettings =
		'getWorkflowSettings' in context ? context.getWorkflowSettings() : {};
	const { saveDataErrorExecution, saveManualExecutions } = settings;
	const mode = context.getMode();
	const isKept =
		mode === 'manual' ? saveManualExecutions !== false : saveDataErrorExecution !== 'none';
	if (!isKept) return 'none';
	return mode === 'integrated' ? 'subWorkflow' : 'execution';
}
