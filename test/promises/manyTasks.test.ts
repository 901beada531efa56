/** Many tasks at once, in n8n's engine and over sockets. */
import { startEmulator } from '../emulator/emulator';
import { workflowOn } from '../support/node';
import { manyRows, SUB_APP } from '../support/operations';
import { mostWithin } from '../support/playTasks';
import { speedUp } from '../support/speed';
import { errorOf } from '../support/whatIsSeen';

const subAppId = SUB_APP;
const fields = { resource: 'advancedElement', operation: 'create', subAppId };

test('100 tasks of 5 to 40 seconds over sockets are done soon after the slowest', async () => {
	const times = 10;
	const start = Date.now();
	const now = () => start + (Date.now() - start) * times;
	const questions: number[] = [];
	const fast = await startEmulator({
		now,
		onCall: ({ action, arrivedAt }) => action === 'DescribeTaskDetail' && questions.push(arrivedAt),
	});
	fast.setTaskLives(({ index }) => ({
		runsMs: 5_000 + ((index * 37) % 100) * 353,
		end: { kind: 'success' },
	}));
	const goBackToRealTime = speedUp(times);
	const execution = await workflowOn(fast, { fields }).execute(manyRows(100));
	const endedAt = now();
	const slowest = Math.max(...fast.tasks.map(({ finishedAt }) => finishedAt ?? Infinity)) - start;
	const made = fast.ledger.ofKind('element').length;
	await fast.close();
	goBackToRealTime();
	expect(errorOf(execution).message).toBe('');
	expect(made).toBe(100);
	expect(endedAt - start).toBeLessThan(slowest * 1.05 + 4_000);
	// Over several seconds, because they arrive with the jitter of a machine that is ten times as slow here.
	expect(mostWithin(questions, 5_000)).toBeLessThanOrEqual(5 * 50 * 1.1);
});
