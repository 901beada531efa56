/** What n8n's server does around its engine: it keeps workflows, static data and executions. */
import { parse, stringify } from 'flatted';
import type {
	ICredentialType,
	IBinaryKeyData,
	IDataObject,
	INode,
	INodeListSearchResult,
	IRunExecutionData,
	IWorkflowBase,
	WorkflowExecuteMode,
} from 'n8n-workflow';
import {
	createRunExecutionData,
	deepCopy,
	ManualExecutionCancelledError,
	UserError,
	Workflow,
} from 'n8n-workflow';

import type { CredentialData } from './credentialsHelper';
import { CredentialsHelper } from './credentialsHelper';
import { Execution } from './execution';
import { recordLogs } from './logs';
import {
	additionalData,
	ExecutionLifecycleHooks,
	LoadOptionsContext,
	WorkflowExecute,
} from './n8n';
import type { NodeTypes } from './nodeTypes';
import { isTrigger } from './standIns';
import type { WorkflowJson } from './workflows';

export interface StartOptions {
	/** `manual` is a person testing in the editor; every other mode is production. */
	mode?: WorkflowExecuteMode;
	executionId?: string;
	/** The files of each row, in their order. */
	files?: IBinaryKeyData[];
}

/** An execution under way. */
export interface RunningExecution {
	readonly id: string;
	/** Stops it as the editor's Stop button does. */
	cancel(): void;
	/** Settles when the node has returned, also after a cancel. */
	readonly finished: Promise<Execution>;
}

interface Start {
	id: string;
	mode: WorkflowExecuteMode;
	data: IRunExecutionData;
	retryOf?: string;
}

let lastExecutionId = 0;

function nextExecutionId(): string {
	lastExecutionId += 1;
	return String(lastExecutionId);
}

/** A workflow in n8n's database. */
export class SavedWorkflow {
	/** The workflow's static data as n8n has it stored. */
	staticData: IDataObject = {};

	private readonly credentialsHelper: CredentialsHelper;

	constructor(
		private readonly json: WorkflowJson,
		/** The name of the node under test. */
		private readonly subject: string,
		private readonly nodeTypes: NodeTypes,
		credentialTypes: readonly ICredentialType[],
		credentials: CredentialData,
	) {
		this.credentialsHelper = new CredentialsHelper(credentialTypes, credentials);
	}

	/** Runs the workflow to its end, its trigger putting out `rows`. */
	async execute(rows: IDataObject[] = [{}], options: StartOptions = {}): Promise<Execution> {
		return await this.start(rows, options).finished;
	}

	/** Starts the workflow, its trigger putting out `rows`. */
	start(rows: IDataObject[] = [{}], options: StartOptions = {}): RunningExecution {
		const { mode = 'trigger', executionId = nextExecutionId(), files = [] } = options;
		const workflow = this.instance(mode, deepCopy(this.staticData));
		const node = Object.values(workflow.nodes).find(({ type }) => isTrigger(type));
		if (node === undefined) throw new Error('The workflow has no trigger');
		const main = [rows.map((json, row) => ({ json, binary: files[row] }))];
		const data = createRunExecutionData({
			executionData: { nodeExecutionStack: [{ node, data: { main }, source: null }] },
			resultData: { pinData: workflow.pinData },
		});
		return this.launch(workflow, { id: executionId, mode, data });
	}

	/**
	 * The editor's "Retry execution" with the workflow as it is now: what was saved goes on at the
	 * node that failed, with empty static data.
	 * Source: `retry` in packages/cli/src/executions/execution.service.ts of n8n.
	 *
	 * @param damage changes what the node under test had kept in its context
	 */
	async retry(
		failed: Execution,
		damage: (context: IDataObject) => IDataObject = (context) => context,
	): Promise<Execution> {
		if (failed.status === 'success') {
			throw new UserError('The execution succeeded, so it cannot be retried.');
		}
		const data = parse(failed.saved) as IRunExecutionData;
		const { lastNodeExecuted, runData } = data.resultData;
		if (lastNodeExecuted !== undefined) {
			delete data.resultData.error;
			const runs = runData[lastNodeExecuted];
			if (runs?.at(-1)?.error !== undefined) runs.pop();
		}
		const { contextData = {} } = data.executionData ?? {};
		const contextKey = `node:${this.subject}`;
		contextData[contextKey] = damage(contextData[contextKey] ?? {});
		const workflow = this.instance('retry', {});
		for (const waiting of data.executionData?.nodeExecutionStack ?? []) {
			waiting.node = nodeNamed(waiting.node.name, workflow);
		}
		const id = nextExecutionId();
		return await this.launch(workflow, { id, mode: 'retry', data, retryOf: failed.id }).finished;
	}

	/**
	 * Opens a list of the node under test in the editor.
	 * Source: getResourceLocatorResults in packages/cli/src/services/dynamic-node-parameters.service.ts of n8n.
	 */
	async search(
		method: string,
		filter?: string,
		paginationToken?: string,
	): Promise<INodeListSearchResult> {
		const workflow = this.instance('manual', {});
		const node = nodeNamed(this.subject, workflow);
		const { methods } = this.nodeTypes.getByNameAndVersion(node.type);
		const list = methods?.listSearch?.[method];
		if (list === undefined) throw new Error(`The node has no list ${method}`);
		const hooks = new ExecutionLifecycleHooks('manual', 'none', this.stored());
		const surroundings = {
			...additionalData('none', this.credentialsHelper, hooks),
			currentNodeParameters: node.parameters,
		};
		const context = new LoadOptionsContext(workflow, node, surroundings, 'parameters.subAppId');
		return await list.call(context, filter, paginationToken);
	}

	private launch(workflow: Workflow, { id, mode, data, retryOf }: Start): RunningExecution {
		const created = stringify(data);
		let saved = created;
		const hooks = new ExecutionLifecycleHooks(mode, id, this.stored(), retryOf);
		// Source: hookFunctionsSave in packages/cli/src/execution-lifecycle of n8n.
		hooks.addHandler('workflowExecuteAfter', async (run, newStaticData) => {
			saved = stringify(run.data);
			if (mode !== 'manual' && newStaticData) this.staticData = deepCopy(newStaticData);
		});
		const surroundings = additionalData(id, this.credentialsHelper, hooks);
		const running = new WorkflowExecute(surroundings, mode, data).processRunExecutionData(workflow);
		const logs = recordLogs();
		const finished = running
			.then((run) => new Execution(id, saved, logs.lines, run, this.subject))
			.finally(() => logs.stop());
		const cancel = () => {
			running.cancel();
			saved = cancelled(created, id);
		};
		return { id, cancel, finished };
	}

	private instance(mode: WorkflowExecuteMode, staticData: IDataObject): Workflow {
		const { id, nodes, connections, settings, pinData } = this.stored();
		return new Workflow({
			id,
			nodes,
			connections,
			active: mode !== 'manual',
			nodeTypes: this.nodeTypes,
			staticData,
			settings,
			pinData: mode === 'manual' ? pinData : undefined,
		});
	}

	private stored(): IWorkflowBase {
		const { name = 'Workflow under test', settings, ...rest } = deepCopy(this.json);
		return {
			...rest,
			id: 'workflow1',
			name,
			active: true,
			isArchived: false,
			createdAt: new Date(),
			updatedAt: new Date(),
			activeVersionId: null,
			settings: { executionOrder: 'v1', ...settings },
		};
	}
}

function nodeNamed(name: string, workflow: Workflow): INode {
	const node = workflow.getNode(name);
	if (node === null) throw new UserError(`The workflow has no node named ${name} any more`);
	return node;
}

/**
 * What remains of a cancelled execution: what was stored at its start, and that it was cancelled.
 * Source: `stopDuringRun` in packages/@n8n/db/src/repositories/execution.repository.ts of n8n.
 */
function cancelled(created: string, id: string): string {
	const data = parse(created) as IRunExecutionData;
	const error = new ManualExecutionCancelledError(id);
	data.resultData.error = { ...error, message: error.message, stack: error.stack };
	return stringify(data);
}
