/** How n8n runs a node as an agent's tool. */
import { type IExecuteFunctions, NodeOperationError } from 'n8n-workflow';
import { Engine } from './engine';
import { probe, ProbeApi } from './probe';

const RETRY = { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 };
const PARAMETERS = { value: '={{ $fromAI("value") }}' };
const CALLS = [[{ value: 'a' }], [{ value: 'b' }, { value: 'c' }]];

function engineWith(execute: Parameters<typeof probe>[0]): Engine {
	return new Engine(probe(execute), [new ProbeApi()]);
}

function runIndex(node: IExecuteFunctions): number {
	const { $runIndex } = node.getWorkflowDataProxy(0);
	return Number($runIndex);
}

const describing = engineWith(async function () {
	const value = this.getNodeParameter('value', 0) as string;
	const context: { values?: string[] } = this.getContext('node');
	context.values = [...(context.values ?? []), value];
	return [[{ json: { value, run: runIndex(this), type: this.getNode().type } }]];
});

const failing = engineWith(async function () {
	this.logger.info(`run ${runIndex(this)}`);
	throw new NodeOperationError(this.getNode(), 'the message', { description: 'the description' });
});

test.each(['engine', 'langchain'] as const)(
	'called by %s, each call is a run, and the type ends in Tool',
	async (calling) => {
		const workflow = describing.agent({ parameters: PARAMETERS, calls: CALLS, calling });
		const execution = await workflow.execute([{ prompt: 'go' }]);
		const answers = ['a', 'b', 'c'].map((value, run) => [
			{ value, run, type: 'n8n-nodes-tencent-cloud-vod.probeTool' },
		]);
		expect(execution.json('Agent')).toEqual([{ answers: answers.map((a) => JSON.stringify(a)) }]);
		expect(execution.runs).toHaveLength(3);
		expect(execution.status).toBe('success');
	},
);

test('the calls of one execution share the context of the node', async () => {
	const workflow = describing.agent({
		parameters: PARAMETERS,
		calls: [[{ value: 'a' }], [{ value: 'b' }]],
	});
	expect((await workflow.execute()).contextOf('Probe')).toEqual({ values: ['a', 'b'] });
});

// What is thrown does not always: n8n 2.0.0 stops the workflow or, with "continue", shows the model
// its own input. Newer n8n shows the message.
test.each(['stopWorkflow', 'continueRegularOutput'] as const)(
	'a failure that is returned reaches the model (%s)',
	async (onError) => {
		const engine = engineWith(async () => [[{ json: { error: 'no' } }]]);
		const execution = await engine.agent({ calls: [[{}]], settings: { onError } }).execute();
		expect(execution.json('Agent')).toEqual([{ answers: ['[{"error":"no"}]'] }]);
	},
);

// n8n takes the tool's only output for the error output and puts the errors in place of the items.
test.each([{ id: '1' }, { error: 'no' }])(
	'"Continue (using error output)" keeps all that a tool returns from the model: %j',
	async (json) => {
		const settings = { onError: 'continueErrorOutput' as const };
		const workflow = engineWith(async () => [[{ json }]]).agent({ calls: [[{}]], settings });
		expect((await workflow.execute()).json('Agent')).toEqual([{ answers: ['""'] }]);
	},
);

test('called by langchain, a failure is the message and the description', async () => {
	const workflow = failing.agent({ calls: [[{}]], calling: 'langchain' });
	const execution = await workflow.execute();
	expect(execution.json('Agent')).toEqual([
		{ answers: ['the message\n\nDetails: the description'] },
	]);
});

test.each([
	{ calling: 'engine', runs: ['run 0', 'run 0'] },
	{ calling: 'langchain', runs: ['run 0', 'run 1'] },
] as const)('called by $calling, tries of Retry On Fail are $runs', async ({ calling, runs }) => {
	const workflow = failing.agent({ calls: [[{}]], calling, settings: RETRY });
	const execution = await workflow.execute();
	const tries = execution.logs.map(({ message }) => message);
	expect(tries.filter((message) => message.startsWith('run'))).toEqual(runs);
});
