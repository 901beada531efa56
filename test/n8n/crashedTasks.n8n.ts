/** A process that is killed while its tasks run, and what brings them home. */
import type { TaskLife } from '../emulator/taskLives';
import { createAdvancedElement, getTask, manyRows } from '../support/operations';
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

test('n8n is killed while tasks run: its log names every task, and Task → Get brings the elements home', async () => {
	const { credential, emulator } = scene();
	emulator.setTaskLives(() => LIFE);
	const creating = await scene().publish(
		webhookWorkflowWith('killed-tasks', 'atOnce', credential, createAdvancedElement.parameters),
	);
	await scene().publish(
		webhookWorkflowWith('brought-home', 'withElements', credential, {
			...getTask.parameters,
			waitForCompletion: true,
		}),
	);
	const rows = manyRows(20);
	await scene().callWebhook('killed-tasks', rows);
	const [running] = await scene().api.executions(creating);
	await eventually('log line of every task', async () =>
		taskIdsIn(scene().server.log(), running?.id).length === rows.length ? true : undefined,
	);
	await scene().server.kill();

	const taskIds = taskIdsIn(scene().server.log(), running?.id);
	expect(taskIds.sort()).toEqual(emulator.tasks.map(({ taskId }) => taskId).sort());
	expect(emulator.tasks.map(({ status }) => status)).not.toContain('FINISH');

	await scene().restart();
	const home = await scene().callWebhook(
		'brought-home',
		taskIds.map((task) => ({ task })),
	);
	const elements = emulator.ledger.ofKind('element');
	expect(home.map(({ ElementId }) => ElementId).sort()).toEqual(
		elements.map(({ id }) => id).sort(),
	);
	expect(elements.map(({ name }) => name).sort()).toEqual(rows.map(({ name }) => name).sort());
	expect(emulator.ledger.summary().madeTwice).toEqual([]);
});
