/** Queue mode: one main process, two workers, Redis and PostgreSQL, as on a larger server. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { startEmulator, type Emulator } from '../emulator/emulator';
import { accountOf, unaccountedFor } from './accounts';
import { Api, type SavedCredential, type SavedWorkflow } from './api';
import { CleanUp } from './cleanUp';
import { installCommunityNode, packTarball } from './communityNode';
import { CREDENTIAL_TYPE } from './examples';
import { eventually } from './eventually';
import { n8nOf } from './install';
import type { Program } from './program';
import { credentialFor, temporaryFolder } from './scene';
import { secretsIn, SESSION_TOKEN } from './secrets';
import { startServer, startWorker, type Server } from './server';
import { startQueueServices, type QueueServices } from './services';
import { rowsNamed, webhookWorkflow } from './workflows';

const WORKERS = ['worker-1', 'worker-2'];

/** So that a job whose worker is gone is noticed within seconds. */
const QUICK_TO_NOTICE = {
	QUEUE_WORKER_LOCK_DURATION: '4000',
	QUEUE_WORKER_LOCK_RENEW_TIME: '1000',
	QUEUE_WORKER_STALLED_INTERVAL: '2000',
};

const cleanUp = new CleanUp();

let folder: string;
let services: QueueServices;
let emulator: Emulator;
let main: Server;
let workers: Program[];
let api: Api;
let credential: SavedCredential;

beforeAll(async () => {
	const n8n = n8nOf('newest');
	folder = temporaryFolder();
	cleanUp.add(() => rmSync(folder, { recursive: true, force: true }));
	services = await startQueueServices(folder);
	cleanUp.add(() => services.stop());
	emulator = await startEmulator({
		token: SESSION_TOKEN,
		quota: { kind: 'fixedWindow', perSecond: 20 },
		answerMs: [200, 400],
	});
	cleanUp.add(() => emulator.close());
	const tarball = await packTarball(join(folder, 'packed'));
	const env = {
		...services.env,
		...QUICK_TO_NOTICE,
		N8N_ENCRYPTION_KEY: 'one key for all of them',
	};
	const optionsFor = async (name: string) => {
		const userFolder = join(folder, name);
		await installCommunityNode(tarball, userFolder);
		return { folder: userFolder, env };
	};
	main = await startServer(n8n, await optionsFor('main'));
	cleanUp.add(() => main.stop());
	workers = [];
	for (const name of WORKERS) {
		const worker = await startWorker(n8n, await optionsFor(name));
		workers.push(worker);
		cleanUp.add(() => worker.stop());
	}
	api = new Api(main.url);
	await api.signIn();
	credential = await api.createCredential(
		'Emulator',
		CREDENTIAL_TYPE,
		credentialFor(emulator, SESSION_TOKEN),
	);
});

afterAll(async () => {
	await cleanUp.run();
});

afterEach(() => {
	emulator.reset();
});

const log = () => [main, ...workers].map((program) => program.log()).join('\n');

async function activeWebhook(path: string): Promise<SavedWorkflow> {
	const workflow = await api.createWorkflow(webhookWorkflow(path, 'atOnce', { credential }));
	await api.activate(workflow);
	return workflow;
}

async function call(path: string, rows: object[]): Promise<void> {
	const response = await fetch(`${main.url}/webhook/${path}`, {
		method: 'POST',
		headers: { 'Content-Type': 'application/json' },
		body: JSON.stringify({ rows }),
	});
	expect(response.status).toBe(200);
}

test('4 executions at once of 25 rows each, on two workers under one quota: none lost, none twice', async () => {
	const workflow = await activeWebhook('shared');
	const batches = ['A', 'B', 'C', 'D'].map((name) => rowsNamed(name, 25));
	await Promise.all(batches.map((rows) => call('shared', rows)));
	const ended = await eventually('end of all executions', async () => {
		const executions = await api.executions(workflow);
		const done = executions.filter(({ status }) => ['success', 'error'].includes(status));
		return done.length === batches.length ? done : undefined;
	});
	expect(ended.map(({ status }) => status)).toEqual(batches.map(() => 'success'));
	expect(emulator.ledger.summary()).toMatchObject({ made: 100, madeTwice: [] });
	const accounts = ended.map(({ id }) => accountOf(log(), id));
	expect(accounts.map(({ created }) => created.size)).toEqual(batches.map(() => 25));
	for (const worker of workers) expect(worker.log()).toContain('created ElementId');
});

test('a worker is killed in mid batch: the log accounts for every element, calls in flight included', async () => {
	const workflow = await activeWebhook('killed');
	await call('killed', rowsNamed('Killed', 100));
	await eventually('30th element', async () =>
		emulator.ledger.summary().made >= 30 ? true : undefined,
	);
	const [{ id } = { id: '' }] = await api.executions(workflow);
	const isAtWork = (worker: Program) => worker.log().includes(`execution ${id}, item`);
	const atWork = workers.filter(isAtWork);
	expect(atWork).toHaveLength(1);
	await atWork[0]?.kill();
	// Longer than n8n takes to notice a job whose worker is gone: it must not run it again.
	await new Promise((resolve) => setTimeout(resolve, 10_000));
	const { made, madeTwice } = emulator.ledger.summary();
	const account = accountOf(log(), id);
	expect(unaccountedFor(emulator.ledger, account)).toEqual([]);
	expect(account.inDoubt.size).toBeGreaterThan(0);
	expect(made).toBeLessThan(100);
	expect(madeTwice).toEqual([]);
});

test('no secret in the database, the logs, or an answer of the API', async () => {
	const dump = await services.dump();
	expect(
		secretsIn({ folders: ['main', ...WORKERS].map((name) => join(folder, name)), api, dump }),
	).toEqual([]);
});
