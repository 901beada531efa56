/** Queue mode: one main process, two workers, Redis and PostgreSQL, as on a larger server. */
import { rmSync } from 'node:fs';
import type { EmulatorOptions } from '../emulator/emulator';
import { accountOf, unaccountedFor } from './accounts';
import type { SavedWorkflow } from './api';
import { eventually } from './eventually';
import { Scene, temporaryFolder, type Worker } from './scene';
import { secretsIn, SESSION_TOKEN } from './secrets';
import { startQueueServices, type QueueServices } from './services';
import { useScene } from './useScene';
import { rowsNamed, webhookWorkflow } from './workflows';

/** So that a job whose worker is gone is noticed within seconds. */
const QUICK_TO_NOTICE = {
	QUEUE_WORKER_LOCK_DURATION: '4000',
	QUEUE_WORKER_LOCK_RENEW_TIME: '1000',
	QUEUE_WORKER_STALLED_INTERVAL: '2000',
};

let services: QueueServices;
let workers: Worker[];

const scene = useScene(async (cleanUp) => {
	const folder = temporaryFolder();
	await cleanUp.add(() => rmSync(folder, { recursive: true, force: true }));
	services = await startQueueServices(folder, cleanUp);
	const emulator: EmulatorOptions = {
		token: SESSION_TOKEN,
		quota: { kind: 'fixedWindow', perSecond: 20 },
		answerMs: [200, 400],
	};
	const env = {
		...services.env,
		...QUICK_TO_NOTICE,
		N8N_ENCRYPTION_KEY: 'one key for all of them',
	};
	const main = await Scene.open(cleanUp, emulator, env);
	workers = await Promise.all([main.startWorker(), main.startWorker()]);
	return main;
});

const log = () => [scene().server, ...workers].map((program) => program.log()).join('\n');

async function activeWebhook(path: string): Promise<SavedWorkflow> {
	const { credential } = scene();
	return await scene().publish(webhookWorkflow(path, 'atOnce', { credential }));
}

test('4 executions at once of 25 rows each, on two workers under one quota: none lost, none twice', async () => {
	const workflow = await activeWebhook('shared');
	const batches = ['A', 'B', 'C', 'D'].map((name) => rowsNamed(name, 25));
	await Promise.all(batches.map((rows) => scene().callWebhook('shared', rows)));
	const ended = await eventually('end of all executions', async () => {
		const executions = await scene().api.executions(workflow);
		const done = executions.filter(({ status }) => ['success', 'error'].includes(status));
		return done.length === batches.length ? done : undefined;
	});
	expect(ended.map(({ status }) => status)).toEqual(batches.map(() => 'success'));
	expect(scene().emulator.ledger.summary()).toMatchObject({ made: 100, madeTwice: [] });
	const accounts = ended.map(({ id }) => accountOf(log(), id));
	expect(accounts.map(({ created }) => created.size)).toEqual(batches.map(() => 25));
	for (const worker of workers) expect(worker.log()).toContain('created ElementId');
});

test('a worker is killed in mid batch: the log accounts for every element, calls in flight included', async () => {
	const workflow = await activeWebhook('killed');
	await scene().callWebhook('killed', rowsNamed('Killed', 100));
	await eventually('30th element', async () =>
		scene().emulator.ledger.summary().made >= 30 ? true : undefined,
	);
	const [{ id } = { id: '' }] = await scene().api.executions(workflow);
	const isAtWork = (worker: Worker) => worker.log().includes(`execution ${id}, item`);
	const atWork = workers.filter(isAtWork);
	expect(atWork).toHaveLength(1);
	await atWork[0]?.kill();
	// Longer than n8n takes to notice a job whose worker is gone: it must not run it again.
	await new Promise((resolve) => setTimeout(resolve, 10_000));
	const { made, madeTwice } = scene().emulator.ledger.summary();
	const account = accountOf(log(), id);
	expect(unaccountedFor(scene().emulator.ledger, account)).toEqual([]);
	expect(account.inDoubt.size).toBeGreaterThan(0);
	expect(made).toBeLessThan(100);
	expect(madeTwice).toEqual([]);
});

test('no secret in the database, the logs, or an answer of the API', async () => {
	const { folder, api } = scene();
	const folders = [folder, ...workers.map((worker) => worker.folder)];
	expect(secretsIn({ folders, api, dump: await services.dump() })).toEqual([]);
});
