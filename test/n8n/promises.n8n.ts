/** Nothing lost, nothing twice: in production executions of the real n8n, saved, retried, cancelled. */
import type { FaultPlan } from '../emulator/faults';
import type { SavedWorkflow } from './api';
import { accountOf, unaccountedFor } from './accounts';
import { eventually } from './eventually';
import { Scene } from './scene';
import { secretsIn, SESSION_TOKEN } from './secrets';
import { useScene } from './useScene';
import {
	NODE_NAME,
	rowsNamed,
	scheduleWorkflow,
	webhookWorkflow,
	type NodeSetup,
} from './workflows';

const scene = useScene((cleanUp) =>
	Scene.open(cleanUp, { token: SESSION_TOKEN, answerMs: [100, 300] }),
);

async function activeWebhook(
	path: string,
	setup: Omit<NodeSetup, 'credential'> = {},
	respond: 'withElements' | 'atOnce' = 'withElements',
): Promise<SavedWorkflow> {
	const { credential } = scene();
	return await scene().publish(webhookWorkflow(path, respond, { ...setup, credential }));
}

async function lastExecution(workflow: SavedWorkflow) {
	const execution = (await scene().api.executions(workflow)).at(-1);
	return await scene().api.ended(execution?.id ?? '');
}

/** Refuses the first call for the element of this name. */
function refuseOnce(name: string): FaultPlan {
	let isFirst = true;
	return (call) => {
		if (call.name !== name || !isFirst) return undefined;
		isFirst = false;
		return { kind: 'tencentError', stage: 'before', code: 'InvalidParameterValue' };
	};
}

const ledger = () => scene().emulator.ledger;
const idsMade = () => ledger().made.map(({ id }) => id);

test('a webhook answers with an ElementId for each row, in their order', async () => {
	await activeWebhook('plain');
	const rows = rowsNamed('Plain', 5);
	const answer = await scene().callWebhook('plain', rows);
	expect(answer.map(({ ElementName }) => ElementName)).toEqual(rows.map(({ name }) => name));
	expect(answer.map(({ ElementId }) => ElementId).sort()).toEqual(idsMade().sort());
});

test("'Retry On Fail' calls again for the row that failed, and for no other", async () => {
	scene().emulator.setFaults(refuseOnce('Tried 1'));
	const settings = { retryOnFail: true, maxTries: 2, waitBetweenTries: 100 };
	const workflow = await activeWebhook('tried', { settings });
	const answer = await scene().callWebhook('tried', rowsNamed('Tried', 4));
	expect((await lastExecution(workflow)).status).toBe('success');
	expect(answer.map(({ ElementId }) => ElementId).sort()).toEqual(idsMade().sort());
	expect(ledger().summary()).toMatchObject({ calls: 5, made: 4, madeTwice: [] });
});

test("'Retry execution' of a failed execution creates only the rest, and puts out everything", async () => {
	scene().emulator.setFaults(refuseOnce('Retried 2'));
	const workflow = await activeWebhook('retried');
	await scene().callWebhook('retried', rowsNamed('Retried', 4));
	const failed = await lastExecution(workflow);
	expect(failed.status).toBe('error');
	for (const id of idsMade()) expect(failed.error?.message).toContain(id);
	await scene().api.post(`/rest/executions/${failed.id}/retry`, { loadWorkflow: false });
	const retried = await lastExecution(workflow);
	expect(retried.status).toBe('success');
	const [items] = retried.outputs(NODE_NAME);
	expect(items?.map(({ ElementId }) => ElementId).sort()).toEqual(idsMade().sort());
	expect(ledger().summary()).toMatchObject({ calls: 5, made: 4, madeTwice: [] });
});

test('n8n does not retry with a workflow in which the node has another name: its journal is kept under the name', async () => {
	scene().emulator.setFaults(refuseOnce('Renamed 1'));
	const workflow = await activeWebhook('renamed');
	await scene().callWebhook('renamed', rowsNamed('Renamed', 2));
	const failed = await lastExecution(workflow);
	const path = `/rest/workflows/${workflow.id}`;
	const saved = await scene().api.get<{ nodes: { name: string }[] }>(path);
	const nodes = saved.nodes.map((node) =>
		node.name === NODE_NAME ? { ...node, name: 'Another name' } : node,
	);
	await scene().api.patch(path, { nodes, connections: {} });
	await expect(
		scene().api.post(`/rest/executions/${failed.id}/retry`, { loadWorkflow: true }),
	).rejects.toThrow(/deleted or renamed/);
	expect(ledger().summary()).toMatchObject({ calls: 2, made: 1 });
});

test("'Reuse Created Elements' lasts from one production execution to the next, and over a restart", async () => {
	await activeWebhook('reused', { options: { reuseCreated: true } });
	const rows = rowsNamed('Reused', 3);
	const first = await scene().callWebhook('reused', rows);
	const second = await scene().callWebhook('reused', rows);
	await scene().restart();
	const third = await scene().callWebhook('reused', [...rows, ...rowsNamed('New', 1)]);
	expect(second).toEqual(first);
	expect(third.slice(0, 3)).toEqual(first);
	expect(ledger().summary()).toMatchObject({ calls: 4, made: 4 });
});

test('a schedule runs', async () => {
	const rows = rowsNamed('Scheduled', 2);
	const { credential } = scene();
	const workflow = await scene().publish(
		scheduleWorkflow('scheduled', rows, { credential, options: { reuseCreated: true } }),
	);
	await eventually('second execution', async () => {
		const ended = (await scene().api.executions(workflow)).filter(
			({ status }) => status === 'success',
		);
		return ended.length >= 2 ? ended : undefined;
	});
	await scene().api.deactivate(workflow);
	expect(ledger().summary()).toMatchObject({ made: 2, madeTwice: [] });
});

test('after a cancel no call starts, and the log has every element that was made', async () => {
	scene().emulator.setQuota({ kind: 'fixedWindow', perSecond: 20 });
	const workflow = await activeWebhook('cancelled', {}, 'atOnce');
	await scene().callWebhook('cancelled', rowsNamed('Cancelled', 200));
	await eventually('30th element', async () => (ledger().summary().made >= 30 ? true : undefined));
	const [running] = await scene().api.executions(workflow);
	await scene().api.post(`/rest/executions/${running?.id}/stop`);
	const stoppedAt = Date.now();
	expect((await scene().api.ended(running?.id ?? '')).status).toBe('canceled');
	const accountedFor = () => {
		const log = scene().server.log();
		return idsMade().every((id) => log.includes(id));
	};
	await eventually('log line for every element', async () => (accountedFor() ? true : undefined));
	// Longer than a call may take to start after the cancel.
	await new Promise((resolve) => setTimeout(resolve, 2000));
	expect(ledger().calls.filter(({ arrivedAt }) => arrivedAt > stoppedAt + 1000)).toEqual([]);
	const account = accountOf(scene().server.log(), running?.id ?? '');
	expect(unaccountedFor(ledger(), account)).toEqual([]);
	expect(account.inDoubt.size).toBe(0);
	expect(ledger().summary().made).toBeLessThan(200);
	expect(ledger().summary().madeTwice).toEqual([]);
});

test('no secret in the database, the log, or an answer of the API', () => {
	expect(secretsIn({ folders: [scene().folder], api: scene().api })).toEqual([]);
});
