/** A process that is killed while its tasks run, and what brings them home. */
import type { TaskLife } from '../emulator/taskLives';
import { createAdvancedElement, generateVideo, getTask, rows } from '../support/operations';
import { eventually } from './eventually';
import { Scene } from './scene';
import { useScene } from './useScene';
import { webhookWorkflowWith } from './workflows';

const scene = useScene((cleanUp) => Scene.open(cleanUp));

/** Long enough for the process to be killed meanwhile. */
const LIFE: TaskLife = { runsMs: 15_000, end: { kind: 'success' } };

function taskIdsIn(log: string, executionId: string | undefined): string[] {
	const started = RegExp(`execution ${executionId}, item \\d+, .* started TaskId ([\\w-]+),`, 'g');
	return [...log.matchAll(started)].flatMap(([, id]) => id ?? []);
}

/** What n8n is killed in. Each has its own rows, so that nothing has the name of something else. */
const STARTERS = [createAdvancedElement, generateVideo].map((operation) => ({
	...operation,
	rows: rows(...Array.from({ length: 20 }, (_, n) => `${operation.nouns.thing} ${n}`)),
}));

test('n8n is killed while tasks run: its log names every task, and Task → Get brings home what they make', async () => {
	const { api, credential, emulator } = scene();
	emulator.setTaskLives(() => LIFE);
	await scene().publish(
		webhookWorkflowWith('brought-home', 'withElements', credential, {
			...getTask.parameters,
			waitForCompletion: true,
			downloadFile: true,
		}),
	);
	const executions: string[] = [];
	for (const { action, parameters, rows: own } of STARTERS) {
		const starting = webhookWorkflowWith(action, 'atOnce', credential, parameters);
		const saved = await scene().publish(starting);
		await scene().callWebhook(action, own);
		const [running] = await api.executions(saved);
		executions.push(running?.id ?? '');
	}
	const inLog = () => {
		const log = scene().server.log();
		return executions.map((id) => taskIdsIn(log, id).sort());
	};
	await eventually('log line of every task', async () =>
		inLog().flat().length === STARTERS.flatMap((one) => one.rows).length ? true : undefined,
	);
	await scene().server.kill();

	const startedBy = (action: string) =>
		emulator.tasks.filter((task) => task.action === action).map(({ taskId }) => taskId);
	expect(inLog()).toEqual(STARTERS.map(({ action }) => startedBy(action).sort()));
	expect(emulator.tasks.map(({ status }) => status)).not.toContain('FINISH');

	await scene().restart();
	const taskIds = inLog().flat();
	const home = await scene().callWebhook(
		'brought-home',
		taskIds.map((task) => ({ task })),
	);
	const found = home.flatMap(({ ElementId }) => ElementId ?? []);
	const elements = emulator.ledger.ofKind('element').map(({ id }) => id);
	expect(found.sort()).toEqual(elements.sort());
	const [ofElements, ofVideos] = STARTERS.map((one) => one.rows);
	expect(elements).toHaveLength(ofElements?.length ?? 0);
	expect(emulator.files.map(({ downloads }) => downloads)).toEqual(ofVideos?.map(() => 1));
	expect(emulator.ledger.summary().madeTwice).toEqual([]);
});
