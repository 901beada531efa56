/**
 * The nodes around the one under test. They carry the type names of the n8n nodes whose place they
 * take, so that workflows exported from n8n find them too.
 */
import type {
	EngineRequest,
	EngineResponse,
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	ISourceData,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { EditFields } from './editFields';
import { describe } from './standInShape';

export const TRIGGER = 'n8n-nodes-base.manualTrigger';
export const FOLLOWER = 'n8n-nodes-base.noOp';
export const LOOP = 'n8n-nodes-base.splitInBatches';
export const EDIT_FIELDS = 'n8n-nodes-base.set';
export const AGENT = '@n8n/n8n-nodes-langchain.agent';

/** Whether executions start with nodes of this type. */
export function isTrigger(type: string): boolean {
	return /trigger$/i.test(type);
}

const { Main, AiTool } = NodeConnectionTypes;

/** Puts out what the execution starts with: n8n passes the items of a webhook node on untouched. */
class Trigger implements INodeType {
	description = describe({
		displayName: 'Trigger',
		group: ['trigger'],
		inputs: [],
		properties: [],
	});

	async webhook(): Promise<never> {
		throw new Error('Executions are started by the engine');
	}
}

/** Comes after the node under test. Adds `value`, an expression that it works out for every item. */
class Follower implements INodeType {
	description = describe({
		displayName: 'Follower',
		properties: [{ displayName: 'Value', name: 'value', type: 'string', default: '' }],
	});

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const items = this.getInputData().map((item, index) => ({
			json: { ...item.json, value: this.getNodeParameter('value', index) as string },
			pairedItem: { item: index },
		}));
		return [items];
	}
}

interface LoopContext {
	remaining?: INodeExecutionData[];
	done?: INodeExecutionData[];
}

/** As n8n's "Loop Over Items": first output when done, second output for each batch. */
class Loop implements INodeType {
	description = describe({
		displayName: 'Loop',
		outputs: [Main, Main],
		properties: [{ displayName: 'Batch Size', name: 'batchSize', type: 'number', default: 1 }],
	});

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const context = this.getContext('node') as LoopContext;
		const input = this.getInputData();
		const { remaining = entering(input, this.getInputSourceData()), done } = context;
		context.done = done === undefined ? [] : [...done, ...input];
		context.remaining = remaining;
		const batch = remaining.splice(0, this.getNodeParameter('batchSize', 0) as number);
		return batch.length === 0 ? [context.done, []] : [[], batch];
	}
}

/** Pairs items with what entered the loop, not with what comes back from it. */
function entering(items: INodeExecutionData[], source: ISourceData): INodeExecutionData[] {
	return items.map((item, index) => ({
		...item,
		pairedItem: { item: index, sourceOverwrite: source },
	}));
}

/** What the model asks of the tool: rounds, one after the other, of calls made together. */
export type ToolCalls = IDataObject[][];

/** How an agent calls a tool: n8n's agents ask the engine to run it, its MCP server calls it. */
export type ToolCalling = 'engine' | 'langchain';

interface Conversation {
	round: number;
	answers: string[];
}

interface InvocableTool {
	invoke(input: IDataObject): Promise<string>;
}

/** An agent whose model is a script. Puts out `answers`: what the model reads after each call. */
class Agent implements INodeType {
	description = describe({
		displayName: 'Agent',
		inputs: [Main, { type: AiTool }],
		properties: [
			{ displayName: 'Calls', name: 'calls', type: 'json', default: [] },
			{ displayName: 'Calling', name: 'calling', type: 'string', default: 'engine' },
		],
	});

	async execute(
		this: IExecuteFunctions,
		response?: EngineResponse,
	): Promise<INodeExecutionData[][] | EngineRequest> {
		const rounds = this.getNodeParameter('calls', 0) as ToolCalls;
		const calling = this.getNodeParameter('calling', 0) as ToolCalling;
		switch (calling) {
			case 'engine':
				return askEngine(this, rounds, response);
			case 'langchain':
				return [[{ json: { answers: await invokeTool(this, rounds) } }]];
		}
	}
}

function askEngine(
	agent: IExecuteFunctions,
	rounds: ToolCalls,
	response?: EngineResponse,
): INodeExecutionData[][] | EngineRequest {
	const { round = 0, answers = [] } = (response?.metadata ?? {}) as Partial<Conversation>;
	const heard = [...answers, ...(response?.actionResponses ?? []).map(observation)];
	const calls = rounds[round];
	if (calls === undefined) return [[{ json: { answers: heard } }]];
	const [tool] = agent.getParentNodes(agent.getNode().name, { connectionType: AiTool });
	const actions = calls.map((input, index) => ({
		actionType: 'ExecutionNodeAction' as const,
		nodeName: tool?.name ?? '',
		input,
		type: AiTool,
		id: `call_${round}_${index}`,
		metadata: { itemIndex: 0 },
	}));
	return { actions, metadata: { round: round + 1, answers: heard } satisfies Conversation };
}

/** What an agent of n8n shows its model. Source: buildSteps in @n8n/nodes-langchain. */
function observation({ data }: EngineResponse['actionResponses'][number]): string {
	const items = data.data?.[AiTool]?.[0]?.map(({ json }) => json) ?? [];
	if (items.length > 0) return JSON.stringify(items);
	return JSON.stringify(data.error === undefined ? '' : { error: data.error.message });
}

/** As LangChain's executor does, which runs the calls of one answer of the model at the same time. */
async function invokeTool(agent: IExecuteFunctions, rounds: ToolCalls): Promise<string[]> {
	const [tool] = (await agent.getInputConnectionData(AiTool, 0)) as InvocableTool[];
	const invoke = async (call: IDataObject): Promise<string> => {
		try {
			return (await tool?.invoke(call)) ?? 'no tool';
		} catch (error) {
			return (error as Error).message;
		}
	};
	const answers: string[] = [];
	for (const calls of rounds) answers.push(...(await Promise.all(calls.map(invoke))));
	return answers;
}

export const standIns: Readonly<Record<string, INodeType>> = {
	[TRIGGER]: new Trigger(),
	[FOLLOWER]: new Follower(),
	[LOOP]: new Loop(),
	[EDIT_FIELDS]: new EditFields(),
	[AGENT]: new Agent(),
};
