/**
 * Runs workflows in n8n's own engine: everything that a node is called with is n8n's, nothing of
 * `IExecuteFunctions` is made up.
 */
import type { ICredentialType, INodeType } from 'n8n-workflow';

import type { CredentialData } from './credentialsHelper';
import { NodeTypes, typeName } from './nodeTypes';
import { SavedWorkflow } from './savedWorkflow';
import type { AgentOptions, ChainOptions, WorkflowJson } from './workflows';
import { agent, chain, exported, loop } from './workflows';

export { throughProxy } from './environment';
export type { Execution } from './execution';
export type { RunningExecution, SavedWorkflow } from './savedWorkflow';

/** n8n, with one node of ours and the types of its credentials installed. */
export class Engine {
	private readonly nodeTypes: NodeTypes;

	constructor(
		private readonly node: INodeType,
		private readonly credentialTypes: readonly ICredentialType[] = [],
	) {
		this.nodeTypes = new NodeTypes(node);
	}

	/** A workflow that sends what triggers it through the node, at once or in batches. */
	workflow(options: ChainOptions = {}): SavedWorkflow {
		const json = options.batchSize === undefined ? chain : loop;
		return this.save(json(this.node, options), options.credentials);
	}

	/** A workflow with an agent that calls the node as its tool. */
	agent(options: AgentOptions): SavedWorkflow {
		return this.save(agent(this.node, options), options.credentials);
	}

	/** A workflow exported from n8n. What it has beside the node must have a stand-in. */
	load(json: WorkflowJson, credentials: CredentialData): SavedWorkflow {
		return this.save(exported(this.node, json, Object.keys(credentials)), credentials);
	}

	private save(json: WorkflowJson, credentials: CredentialData = {}): SavedWorkflow {
		const subject = json.nodes.find(({ type }) => type.startsWith(typeName(this.node)));
		if (subject === undefined) throw new Error('The node under test is not in the workflow');
		return new SavedWorkflow(json, subject.name, this.nodeTypes, this.credentialTypes, credentials);
	}
}
