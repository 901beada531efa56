/** The workflows that the node under test is put into. */
import type {
	IConnection,
	IConnections,
	INode,
	INodeParameters,
	INodeType,
	IPinData,
	IWorkflowSettings,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import type { CredentialData } from './credentialsHelper';
import { typeName } from './nodeTypes';
import type { ToolCalling, ToolCalls } from './standIns';
import { AGENT, FOLLOWER, LOOP, TRIGGER } from './standIns';

/** A workflow as n8n exports it. */
export interface WorkflowJson {
	name?: string;
	nodes: INode[];
	connections: IConnections;
	settings?: IWorkflowSettings;
	pinData?: IPinData;
}

/** The node under test as a person sets it up. */
export interface NodeOptions {
	/** As stored in a workflow: expressions begin with `=`, defaults may be left out. */
	parameters?: INodeParameters;
	/** What was typed into the credential's form, by the name of its type. */
	credentials?: CredentialData;
	/** The node's Settings tab. */
	settings?: Partial<
		Pick<
			INode,
			| 'retryOnFail'
			| 'maxTries'
			| 'waitBetweenTries'
			| 'onError'
			| 'alwaysOutputData'
			| 'executeOnce'
		>
	>;
	/** Its name in the workflow. */
	name?: string;
	/** The settings of the workflow. */
	workflowSettings?: IWorkflowSettings;
}

export interface ChainOptions extends NodeOptions {
	/** An expression for a node after each output, as `={{ $('Trigger').item.json.row }}`. */
	following?: string;
	/** Puts the node into a loop over batches of this many items. */
	batchSize?: number;
}

export interface AgentOptions extends NodeOptions {
	calls: ToolCalls;
	calling?: ToolCalling;
}

export const FOLLOWER_NAMES = ['After Success', 'After Error'] as const;

const { Main, AiTool } = NodeConnectionTypes;

/** Trigger → node → one follower for each output. */
export function chain(type: INodeType, options: ChainOptions): WorkflowJson {
	const node = nodeUnderTest(type, options, typeName(type));
	const followers = options.following === undefined ? [] : FOLLOWER_NAMES;
	return {
		nodes: [
			standIn(TRIGGER, 'Trigger'),
			node,
			...followers.map((name) => standIn(FOLLOWER, name, { value: options.following })),
		],
		connections: {
			Trigger: { [Main]: [[to(node.name)]] },
			[node.name]: { [Main]: followers.map((name) => [to(name)]) },
		},
		settings: options.workflowSettings,
	};
}

/** Trigger → loop ⇄ node: both outputs of the node lead back. */
export function loop(type: INodeType, options: ChainOptions): WorkflowJson {
	const node = nodeUnderTest(type, options, typeName(type));
	return {
		nodes: [
			standIn(TRIGGER, 'Trigger'),
			standIn(LOOP, 'Loop', { batchSize: options.batchSize }),
			node,
		],
		connections: {
			Trigger: { [Main]: [[to('Loop')]] },
			Loop: { [Main]: [[], [to(node.name)]] },
			[node.name]: { [Main]: [[to('Loop')], [to('Loop')]] },
		},
	};
}

/** Trigger → agent, with the node as the agent's tool. */
export function agent(type: INodeType, options: AgentOptions): WorkflowJson {
	const tool = nodeUnderTest(type, options, `${typeName(type)}Tool`);
	const { calls, calling } = options;
	return {
		nodes: [standIn(TRIGGER, 'Trigger'), standIn(AGENT, 'Agent', { calls, calling }), tool],
		connections: {
			Trigger: { [Main]: [[to('Agent')]] },
			[tool.name]: { [AiTool]: [[{ ...to('Agent'), type: AiTool }]] },
		},
	};
}

/** A workflow exported from n8n, with the credentials chosen in every node of this type. */
export function exported(type: INodeType, json: WorkflowJson, credentials: string[]): WorkflowJson {
	const nodes = json.nodes
		.filter((node) => node.type !== 'n8n-nodes-base.stickyNote')
		.map((node) =>
			node.type === typeName(type) ? { ...node, credentials: chosen(credentials) } : node,
		);
	return { ...json, nodes };
}

function nodeUnderTest(type: INodeType, options: NodeOptions, fullName: string): INode {
	const { defaults, displayName, version, defaultVersion } = type.description;
	const {
		parameters = {},
		credentials = {},
		settings,
		name = defaults.name ?? displayName,
	} = options;
	return {
		...standIn(fullName, name.toString(), parameters),
		typeVersion: defaultVersion ?? Math.max(...[version].flat()),
		credentials: chosen(Object.keys(credentials)),
		...settings,
	};
}

function chosen(credentialTypes: string[]): INode['credentials'] {
	return Object.fromEntries(credentialTypes.map((name) => [name, { id: name, name }]));
}

function standIn(type: string, name: string, parameters: object = {}): INode {
	return {
		id: name,
		name,
		type,
		typeVersion: 1,
		position: [0, 0],
		parameters: parameters as INodeParameters,
	};
}

function to(node: string): IConnection {
	return { node, type: Main, index: 0 };
}
