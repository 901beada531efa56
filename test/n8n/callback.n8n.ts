/** The two workflows of docs/callback.md: an event wakes the execution that sleeps until its task has ended. */
import type { FilterOperatorValue, FilterValue, INode, INodeParameters } from 'n8n-workflow';
import { createHash } from 'node:crypto';
import { conditions, expressionAfter, KEY_ON_PAGE, N8N_ON_PAGE } from '../docs/callback';
import { EMULATOR_SUB_APP_ID } from '../emulator/emulator';
import { sdkClient } from '../emulator/sdkClient';
import { generateVideo } from '../support/operations';
import type { SavedWorkflow } from './api';
import { eventually } from './eventually';
import { CREDENTIAL_TYPE, type Workflow } from './examples';
import { Scene } from './scene';
import { useScene } from './useScene';
import { node, NODE_TYPE } from './workflows';

const SUB_APP = { __rl: true, mode: 'id', value: String(EMULATOR_SUB_APP_ID) };

const scene = useScene((cleanUp) => Scene.open(cleanUp));

function webhook(path: string): INode {
	const parameters = { httpMethod: 'POST', path, responseMode: 'onReceived', options: {} };
	return { ...node('Webhook', 'n8n-nodes-base.webhook', 2, parameters), webhookId: path };
}

function ours(name: string, parameters: INodeParameters): INode {
	const { id, name: title } = scene().credential;
	const credentials = { [CREDENTIAL_TYPE]: { id, name: title } };
	return { ...node(name, NODE_TYPE, 1, { ...parameters, subAppId: SUB_APP }), credentials };
}

function chained(name: string, nodes: INode[]): Workflow {
	const targets = nodes.slice(1).map((next) => ({ node: next.name, type: 'main', index: 0 }));
	const connections = Object.fromEntries(
		targets.map((target, n) => [nodes[n]?.name ?? '', { main: [[target]] }]),
	);
	return { name, nodes, connections, settings: { executionOrder: 'v1' } };
}

function sleeping(): Workflow {
	return chained('sleeping', [
		webhook('sleeping'),
		ours('Generate', {
			...generateVideo.parameters,
			prompt: 'a city at night',
			images: {},
			additionalFields: { sessionContext: expressionAfter('Session Context') },
			waitForCompletion: false,
		}),
		node('Wait', 'n8n-nodes-base.wait', 1.1, {
			resume: 'webhook',
			httpMethod: 'POST',
			limitWaitTime: true,
			options: {},
		}),
		ours('Task', {
			resource: 'task',
			operation: 'get',
			taskId: expressionAfter('Task ID'),
			waitForCompletion: true,
			downloadFile: true,
		}),
	]);
}

/** A condition's words, as the Filter node has them. */
const OPERATORS: Record<string, FilterOperatorValue> = {
	'String, is equal to': { type: 'string', operation: 'equals' },
	'Number, is greater than': { type: 'number', operation: 'gt' },
	'String, starts with': { type: 'string', operation: 'startsWith' },
};

function operatorFor(comparison: string): FilterOperatorValue {
	const operator = OPERATORS[comparison];
	if (operator === undefined)
		throw new Error(`The page has a condition of another kind: ${comparison}`);
	return operator;
}

const valueOf = (text: string, n8n: string) =>
	`${text.startsWith('{{') ? '=' : ''}${text.replace(N8N_ON_PAGE, n8n)}`;

function waking(n8n: string): Workflow {
	const filter: FilterValue = {
		options: { caseSensitive: true, leftValue: '', typeValidation: 'strict', version: 2 },
		conditions: conditions.map(({ left, comparison, right }, n) => ({
			id: String(n),
			leftValue: valueOf(left, n8n),
			rightValue: valueOf(right, n8n),
			operator: operatorFor(comparison),
		})),
		combinator: 'and',
	};
	const url = `=${conditions[2]?.left}`;
	const post = node('Wake', 'n8n-nodes-base.httpRequest', 4.2, {
		method: 'POST',
		url,
		options: {},
	});
	return chained('waking', [
		webhook('waking'),
		node('Filter', 'n8n-nodes-base.filter', 2.2, { conditions: filter, options: {} }),
		{ ...post, retryOnFail: true, maxTries: 5, waitBetweenTries: 5000 },
	]);
}

const lastOf = async (workflow: SavedWorkflow) =>
	(await scene().api.executions(workflow)).at(-1) ?? { id: '', status: 'none' };

async function post(path: string, body: object): Promise<void> {
	const headers = { 'Content-Type': 'application/json' };
	const init = { method: 'POST', headers, body: JSON.stringify(body) };
	await (await fetch(`${scene().server.url}/webhook/${path}`, init)).text();
}

/** What Tencent Cloud posts when a task has ended. */
async function eventOf(TaskId: string, key: string): Promise<object> {
	const client = sdkClient(scene().emulator);
	const { AigcVideoTask } = await client.DescribeTaskDetail({
		TaskId,
		SubAppId: EMULATOR_SUB_APP_ID,
	});
	const T = Math.floor(Date.now() / 1000) + 600;
	const Sign = createHash('md5').update(`${key}${T}`).digest('hex');
	return { EventType: 'AigcVideoTaskComplete', AigcVideoCompleteEvent: AigcVideoTask, T, Sign };
}

test('only an event that is signed wakes it, and then it has the file', async () => {
	const { api, emulator, server } = scene();
	const first = await scene().publish(sleeping());
	const second = await scene().publish(waking(server.url));
	await post('sleeping', {});
	const { id } = await eventually('execution that sleeps', async () => {
		const execution = await lastOf(first);
		return execution.status === 'waiting' ? execution : undefined;
	});
	const [{ taskId } = { taskId: '' }] = emulator.tasks;

	await post('waking', await eventOf(taskId, 'a guess'));
	const ofGuess = await api.ended((await lastOf(second)).id);
	expect(ofGuess.outputs('Wake')).toEqual([]);
	expect(await lastOf(first)).toMatchObject({ id, status: 'waiting' });

	await post('waking', await eventOf(taskId, KEY_ON_PAGE));
	expect((await api.ended((await lastOf(second)).id)).error).toBeUndefined();
	const woken = await api.ended(id);
	expect(woken.error).toBeUndefined();
	expect(woken.outputs('Task')).toMatchObject([[{ TaskId: taskId, Status: 'FINISH' }]]);
	expect(await api.text(`/rest/executions/${id}`)).toContain(`${taskId}.mp4`);
	expect(emulator.tasks).toHaveLength(1);
});
