/** What n8n does around a node, as far as this package relies on it. */
import { type IDataObject, type IExecuteFunctions, NodeOperationError } from 'n8n-workflow';
import { Engine } from './engine';
import { PROBE, probe, ProbeApi, probeCredentials } from './probe';

type Execute = Parameters<typeof probe>[0];

const TWO_ROWS = [{ name: 'Ann' }, { name: 'Bob' }];
const RETRY = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };

function engineWith(execute: Execute): Engine {
	return new Engine(probe(execute), [new ProbeApi()]);
}

/** Counts in the node's context how often it ran, and returns the count. */
function countRuns(node: IExecuteFunctions): number {
	const context = node.getContext('node');
	const runs = Number(context.runs ?? 0) + 1;
	context.runs = runs;
	return runs;
}

function jsonOf(items: ReadonlyArray<{ json: IDataObject }>): IDataObject[] {
	return items.map(({ json }) => json);
}

/** A node that notes its runs in its context and fails until its context says so often enough. */
function failingUntilRun(enough: number): Execute {
	return async function () {
		const runs = countRuns(this);
		if (runs < enough) throw new NodeOperationError(this.getNode(), `failed in run ${runs}`);
		return [[{ json: { runs } }]];
	};
}

test('expressions are worked out for each item, and pairs lead back to the row', async () => {
	const engine = engineWith(async function () {
		const items = this.getInputData().map((_, item) => ({
			json: { greeting: this.getNodeParameter('value', item) as string },
			pairedItem: { item },
		}));
		return [items.reverse()];
	});
	const workflow = engine.workflow({
		parameters: { value: '=Hello {{ $json.name }}' },
		following: '={{ $("Trigger").item.json.name }}',
	});
	const execution = await workflow.execute(TWO_ROWS);
	expect(execution.status).toBe('success');
	expect(execution.json('After Success')).toEqual([
		{ greeting: 'Hello Bob', value: 'Bob' },
		{ greeting: 'Hello Ann', value: 'Ann' },
	]);
});

test('the credential comes with its defaults, and stays out of what is saved', async () => {
	const engine = engineWith(async function () {
		return [[{ json: { site: (await this.getCredentials('probeApi')).site as string } }]];
	});
	const execution = await engine.workflow({ credentials: probeCredentials }).execute();
	expect(jsonOf(execution.output)).toEqual([{ site: 'the default site' }]);
	expect(execution.saved).toContain('the default site');
	expect(execution.saved).not.toContain(probeCredentials.probeApi.key);
});

test('log lines and hints are kept', async () => {
	const engine = engineWith(async function () {
		this.logger.debug('below the log level');
		this.logger.info('sent', { item: 3 });
		this.addExecutionHints({ message: 'a hint', location: 'outputPane' });
		return [[]];
	});
	const execution = await engine.workflow().execute();
	await engine.workflow().execute();
	expect(execution.logs).toMatchObject([{ level: 'info', message: 'sent', metadata: { item: 3 } }]);
	expect(execution.hints).toMatchObject([{ message: 'a hint' }]);
});

test.each(['manual', 'trigger', 'webhook'] as const)('the mode is %s', async (mode) => {
	const engine = engineWith(async function () {
		return [[{ json: { mode: this.getMode(), id: this.getExecutionId() } }]];
	});
	const execution = await engine.workflow().execute([{}], { mode, executionId: '77' });
	expect(jsonOf(execution.output)).toEqual([{ mode, id: '77' }]);
});

test('each batch of a loop is a run with an index of its own, and pairs lead back to the row', async () => {
	const engine = engineWith(async function () {
		const { $runIndex } = this.getWorkflowDataProxy(0);
		const rows = this.getInputData().map((_, item) => this.getNodeParameter('value', item));
		return [[{ json: { run: Number($runIndex), rows: rows as string[] } }]];
	});
	const execution = await engine
		.workflow({ batchSize: 2, parameters: { value: '={{ $("Trigger").item.json.row }}' } })
		.execute([{ row: 'a' }, { row: 'b' }, { row: 'c' }]);
	expect(jsonOf(execution.output)).toEqual([
		{ run: 0, rows: ['a', 'b'] },
		{ run: 1, rows: ['c'] },
	]);
	expect(execution.json('Loop')).toEqual(jsonOf(execution.output));
});

test('static data is kept of production executions, failed ones too, and not of manual ones', async () => {
	const engine = engineWith(async function () {
		const memory = this.getWorkflowStaticData('node');
		memory.count = Number(memory.count ?? 0) + 1;
		throw new NodeOperationError(this.getNode(), 'no');
	});
	const workflow = engine.workflow();
	await workflow.execute();
	await workflow.execute();
	expect(workflow.staticData).toEqual({ [`node:${PROBE}`]: { count: 2 } });
	await workflow.execute([{}], { mode: 'manual' });
	expect(workflow.staticData).toEqual({ [`node:${PROBE}`]: { count: 2 } });
});

test('the context survives Retry On Fail', async () => {
	const workflow = engineWith(failingUntilRun(3)).workflow({ settings: RETRY });
	const execution = await workflow.execute();
	expect(jsonOf(execution.output)).toEqual([{ runs: 3 }]);
});

test('the context survives "Retry execution", but not a new execution', async () => {
	const workflow = engineWith(failingUntilRun(3)).workflow();
	const first = await workflow.execute();
	expect(first).toMatchObject({ status: 'error', error: { message: 'failed in run 1' } });
	const second = await workflow.retry(first);
	expect(second).toMatchObject({ status: 'error', error: { message: 'failed in run 2' } });
	const third = await workflow.retry(second);
	expect(jsonOf(third.output)).toEqual([{ runs: 3 }]);
	expect(third.runs).toHaveLength(1);
	// Retrying the same execution twice starts from the same state.
	expect(await workflow.retry(first)).toMatchObject({ error: { message: 'failed in run 2' } });
	expect(await workflow.execute()).toMatchObject({ error: { message: 'failed in run 1' } });
});

test('"Retry execution" starts with empty static data and writes it over what was there', async () => {
	const engine = engineWith(async function () {
		const memory = this.getWorkflowStaticData('global');
		memory[`seen in ${this.getMode()}`] = Object.keys(memory);
		throw new NodeOperationError(this.getNode(), 'no');
	});
	const workflow = engine.workflow();
	const failed = await workflow.execute();
	expect(workflow.staticData).toEqual({ global: { 'seen in trigger': [] } });
	await workflow.retry(failed);
	expect(workflow.staticData).toEqual({ global: { 'seen in retry': [] } });
});

test('a throw with "continue" sends the unprocessed input on by the success output', async () => {
	const workflow = engineWith(failingUntilRun(9)).workflow({
		settings: { onError: 'continueRegularOutput' },
	});
	const execution = await workflow.execute(TWO_ROWS);
	expect(jsonOf(execution.output)).toEqual(TWO_ROWS);
	// Although it went on: the error of the last node is taken for the workflow's.
	expect(execution.status).toBe('error');
});

test.each([
	{ error: 'text', first: true, runs: 3 },
	{ error: '', first: true, runs: 3 },
	{ error: undefined, first: true, runs: 1 },
	{ error: 'text', first: false, runs: 1 },
])(
	'with "continue" and Retry On Fail, the first output item decides: %j',
	async ({ error, first, runs }) => {
		const engine = engineWith(async function () {
			const failure = { json: { error, runs: countRuns(this) } };
			return [first ? [failure, { json: {} }] : [{ json: {} }, failure]];
		});
		const workflow = engine.workflow({
			settings: { ...RETRY, onError: 'continueRegularOutput' },
		});
		const execution = await workflow.execute(TWO_ROWS);
		expect(Math.max(...jsonOf(execution.output).map((json) => Number(json.runs ?? 0)))).toBe(runs);
	},
);

// Newer n8n lets `details` stand beside the two; n8n 2.0.0 sends such an item to the success output.
test('an item of error and message alone, or with an error object, goes to the error output', async () => {
	const engine = engineWith(async function () {
		const error = new NodeOperationError(this.getNode(), 'an error object');
		return [
			[
				{ json: { error: 'A', message: 'B' }, pairedItem: { item: 0 } },
				{ json: { error: 'A', more: 1 }, pairedItem: { item: 1 } },
				{ json: { lost: true }, error, pairedItem: { item: 1 } },
			],
		];
	});
	const workflow = engine.workflow({
		settings: { onError: 'continueErrorOutput' },
		following: '={{ $("Trigger").item.json.name }}',
	});
	const execution = await workflow.execute(TWO_ROWS);
	expect(jsonOf(execution.output)).toEqual([{ error: 'A', more: 1 }]);
	expect(execution.errorOutput).toHaveLength(2);
	expect(execution.json('After Error')).toEqual([
		{ name: 'Ann', error: 'A', message: 'B', value: 'Ann' },
		{ error: 'an error object', value: 'Bob' },
	]);
});

test('executeOnce gives one item, alwaysOutputData puts one out', async () => {
	const engine = engineWith(async function () {
		this.logger.info(`${this.getInputData().length} item`);
		return [[]];
	});
	const settings = { executeOnce: true, alwaysOutputData: true };
	const execution = await engine.workflow({ settings }).execute(TWO_ROWS);
	expect(execution.logs).toMatchObject([{ message: '1 item' }]);
	expect(jsonOf(execution.output)).toEqual([{}]);
});

/** A node that waits until it is let go, and then does what it is given to do. */
function waiting(then: Execute) {
	let release: () => void = () => {};
	let begin: () => void = () => {};
	const began = new Promise<void>((resolve) => (begin = resolve));
	const released = new Promise<void>((resolve) => (release = resolve));
	const engine = engineWith(async function () {
		begin();
		await released;
		return await then.call(this);
	});
	return { engine, began, release };
}

test('what a node does after a cancel is not saved, and a retry starts from the trigger', async () => {
	const { engine, began, release } = waiting(async function () {
		this.getWorkflowStaticData('node').done = true;
		return [[{ json: { done: countRuns(this) } }]];
	});
	const workflow = engine.workflow();
	const running = workflow.start(TWO_ROWS);
	await began;
	running.cancel();
	release();
	const cancelled = await running.finished;
	expect(cancelled.status).toBe('canceled');
	expect(jsonOf(cancelled.output)).toEqual([{ done: 1 }]);
	expect(cancelled.saved).not.toContain('done');
	expect(workflow.staticData).toEqual({});
	expect(jsonOf((await workflow.retry(cancelled)).output)).toEqual([{ done: 1 }]);
});

test('with Retry On Fail a throw after a cancel is run again all the same', async () => {
	const { engine, began, release } = waiting(failingUntilRun(9));
	const running = engine.workflow({ settings: RETRY }).start();
	await began;
	running.cancel();
	release();
	expect(await running.finished).toMatchObject({ error: { message: 'failed in run 3' } });
});

test('a workflow exported from n8n starts with the data pinned to its trigger', async () => {
	const engine = engineWith(async function () {
		return [this.getInputData().map(({ json }) => ({ json }))];
	});
	const node = { id: 'a', typeVersion: 1, position: [0, 0] as [number, number], parameters: {} };
	const workflow = engine.load(
		{
			nodes: [
				{ ...node, name: 'Note', type: 'n8n-nodes-base.stickyNote' },
				{ ...node, name: 'Each night', type: 'n8n-nodes-base.scheduleTrigger' },
				{ ...node, name: 'Ours', type: 'n8n-nodes-tencent-cloud-vod.probe' },
			],
			connections: { 'Each night': { main: [[{ node: 'Ours', type: 'main', index: 0 }]] } },
			pinData: { 'Each night': [{ json: { row: 1 } }] },
		},
		probeCredentials,
	);
	expect(jsonOf((await workflow.execute([{}], { mode: 'manual' })).output)).toEqual([{ row: 1 }]);
});
