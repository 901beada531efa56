import type {
	ExecutionError,
	ExecutionStatus,
	IDataObject,
	INodeExecutionData,
	IRun,
	IRunData,
	ITaskData,
	NodeExecutionHint,
	WorkflowExecuteMode,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import type { LogLine } from './logs';

/** One run of a node: in a loop, or as a tool, a node runs several times in one execution. */
export interface NodeRun {
	readonly status: ExecutionStatus | undefined;
	/** Items by output; the error output comes last. */
	readonly outputs: readonly INodeExecutionData[][];
	readonly hints: readonly NodeExecutionHint[];
	readonly error: ExecutionError | undefined;
}

/** An execution that has ended, and what n8n and its user have of it. */
export class Execution {
	constructor(
		readonly id: string,
		/**
		 * The execution as n8n stored it. After a cancel that is less than `runData` holds: what the
		 * node did from then on is in `runData` here, and nowhere in n8n.
		 */
		readonly saved: string,
		/** What was logged from its start to its end, by this execution or another. */
		readonly logs: readonly LogLine[],
		private readonly run: IRun,
		private readonly subject: string,
	) {}

	get mode(): WorkflowExecuteMode {
		return this.run.mode;
	}

	get status(): ExecutionStatus {
		return this.run.status;
	}

	/** What stopped the execution. */
	get error(): ExecutionError | undefined {
		return this.run.data.resultData.error;
	}

	get runData(): IRunData {
		return this.run.data.resultData.runData;
	}

	/** The runs of the node under test. */
	get runs(): NodeRun[] {
		return this.runsOf(this.subject);
	}

	/** The items that left the node under test by its first output, in all its runs. */
	get output(): INodeExecutionData[] {
		return this.runs.flatMap(({ outputs }) => outputs[0] ?? []);
	}

	/** The items that left the node under test by its error output, in all its runs. */
	get errorOutput(): INodeExecutionData[] {
		return this.runs.flatMap(({ outputs }) => outputs[1] ?? []);
	}

	get hints(): NodeExecutionHint[] {
		return this.runs.flatMap(({ hints }) => hints);
	}

	/** What the node left in its context, which is stored with the execution when it is. */
	contextOf(nodeName: string): IDataObject {
		return this.run.data.executionData?.contextData[`node:${nodeName}`] ?? {};
	}

	runsOf(nodeName: string): NodeRun[] {
		return (this.runData[nodeName] ?? []).map(toNodeRun);
	}

	/** What the last run of a node put out by its first output. */
	json(nodeName: string): IDataObject[] {
		return (this.runsOf(nodeName).at(-1)?.outputs[0] ?? []).map(({ json }) => json);
	}
}

function toNodeRun({ executionStatus, data, hints, error }: ITaskData): NodeRun {
	const outputs = data?.[NodeConnectionTypes.Main] ?? data?.[NodeConnectionTypes.AiTool] ?? [];
	return {
		status: executionStatus,
		outputs: outputs.map((items) => items ?? []),
		hints: hints ?? [],
		error,
	};
}
