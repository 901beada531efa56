/** From rows to clips in one workflow, while anything may fail: all that exists is accounted for, and nothing twice. */
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { bytesAt } from '../emulator/random';
import { only, type FaultPlan } from '../emulator/faults';
import type { TaskLifePlan } from '../emulator/taskLives';
import { manyRows } from '../support/operations';
import { png } from '../support/pictures';
import type { SavedWorkflow, StoredExecution } from './api';
import { faultsAtEveryCall } from './clipFaults';
import { hashOf, unaccountedFor } from './clipsAccount';
import { CLIPS, clipsWorkflow, GENERATE } from './clipsWorkflow';
import { Scene } from './scene';
import { useScene } from './useScene';
import { NODE_NAME, webhookWorkflowWith } from './workflows';

const ROWS = 100;
const SHARE_OF_FAULTS = 0.15;
/** By a person, while the faults go on. */
const MAX_RETRIES = 10;
/** Time for an answer, in milliseconds. */
const OPTIONS = { timeout: 1500 };

/** Each is struck. DescribeTasks is called too seldom for that to be certain. */
const ACTIONS = [
	'ApplyUpload',
	'PutObject',
	'CommitUpload',
	'CreateAigcCustomElement',
	'CreateAigcVideoTask',
	'DescribeTaskDetail',
	'GetObject',
];

const scene = useScene((cleanUp) => Scene.open(cleanUp));

/** @returns the address of a server that has a picture of its own at each path */
async function servePictures(): Promise<string> {
	const server = createServer(({ url = '' }, response) => {
		const colour = createHash('sha256').update(url).digest().readUInt32BE(0);
		response.setHeader('Content-Type', 'image/png').end(png(300, 300, colour));
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	await scene().cleanUp.add(() => void server.close());
	return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Short ones, of which every twentieth fails. */
const LIVES: TaskLifePlan = ({ index }) => ({
	runsMs: 50 + (bytesAt(1, index).readUInt16BE(0) % 450),
	end:
		index % 20 === 7
			? { kind: 'failure', errCodeExt: 'ModelGenerateFailed', message: 'busy' }
			: { kind: 'success' },
});

/** The first element is refused once, and the first file is not there until `isThere`. */
function withCertainFaults(others: FaultPlan, isThere: () => boolean): FaultPlan {
	const first = new Map<string, string | undefined>();
	return (call) => {
		const { action, name } = call;
		const isFirst = !first.has(action);
		if (isFirst) first.set(action, name);
		if (action === 'CreateAigcCustomElement' && isFirst) {
			return { kind: 'tencentError', stage: 'before', code: 'InvalidParameterValue' };
		}
		if (action === 'GetObject' && first.get(action) === name && !isThere()) {
			return { kind: 'http', stage: 'before', status: 404, body: 'html' };
		}
		return others(call);
	};
}

/** What a person gets who retries an execution that has failed. */
async function retried(workflow: SavedWorkflow, { id }: StoredExecution): Promise<StoredExecution> {
	const { api } = scene();
	await api.post(`/rest/executions/${id}/retry`, { loadWorkflow: false });
	return await api.ended((await api.executions(workflow)).at(-1)?.id ?? '');
}

test('of a hundred rows, each has its clip, or an error that says what exists', async () => {
	const pictures = await servePictures();
	const rows = Array.from({ length: ROWS }, (_, n) => ({
		name: `Row ${n}`,
		front: `${pictures}/${n}/front.png`,
		left: `${pictures}/${n}/left.png`,
	}));
	const { api, credential, emulator, server } = scene();
	const workflow = await scene().publish(clipsWorkflow('clips', credential, OPTIONS));
	let isRetried = false;
	emulator.setTaskLives(LIVES);
	emulator.setFaults(withCertainFaults(faultsAtEveryCall(1, SHARE_OF_FAULTS), () => isRetried));
	await scene().callWebhook('clips', rows);
	const [first] = await api.executions(workflow);
	const failed = await api.ended(first?.id ?? '', 180_000);
	expect(failed.status).toBe('error');
	isRetried = true;
	let execution = failed;
	for (let tries = 0; tries < MAX_RETRIES && execution.status === 'error'; tries++) {
		execution = await retried(workflow, execution);
	}
	expect(execution.status).toBe('success');
	const names = rows.map(({ name }) => name);
	const log = server.log();
	expect(await unaccountedFor(names, { execution, emulator, api, log })).toEqual([]);
	// Not because all have failed, and not because nothing has.
	expect(execution.outputs(CLIPS)[0]?.length).toBeGreaterThan(ROWS / 3);
	const struck = new Set(
		emulator.ledger.calls.flatMap(({ action, fault }) => (fault ? action : [])),
	);
	expect([...struck]).toEqual(expect.arrayContaining(ACTIONS));
}, 240_000);

test('a video whose file cannot be had stops the workflow, and a retry only downloads', async () => {
	const { api, credential, emulator } = scene();
	const workflow = await scene().publish(
		webhookWorkflowWith('stopped', 'atOnce', credential, GENERATE),
	);
	emulator.setTaskLives(() => ({ runsMs: 0, end: { kind: 'success' } }));
	emulator.setFaults(
		only('GetObject', ({ name }) =>
			name === 'Row 1' ? { kind: 'http', stage: 'before', status: 404, body: 'html' } : undefined,
		),
	);
	await scene().callWebhook('stopped', manyRows(3));
	const [first] = await api.executions(workflow);
	const failed = await api.ended(first?.id ?? '');
	const tasks = emulator.ledger.ofKind('task');
	expect(failed.status).toBe('error');
	for (const { id } of tasks) expect(failed.error?.message).toContain(id);
	emulator.setFaults(() => undefined);
	const execution = await retried(workflow, failed);
	expect(execution.status).toBe('success');
	const [items = []] = execution.items(NODE_NAME);
	const hashes = await Promise.all(items.map((item) => hashOf(item, api)));
	expect(hashes).toEqual(
		items.map(({ json }) => emulator.files.find((file) => file.taskId === json.TaskId)?.sha256),
	);
	const taskIds = items.map(({ json }) => json.TaskId);
	expect(taskIds.sort()).toEqual(tasks.map(({ id }) => id).sort());
	expect(emulator.ledger.ofKind('task')).toHaveLength(3);
});
