/** The outcome table, played on calls that start tasks and on the questions about them. */
import { startEmulator, type Emulator } from '../emulator/emulator';
import { only } from '../emulator/faults';
import { LedgerByName } from '../support/ledgerByName';
import { workflowOn } from '../support/node';
import { CONTINUE } from '../support/nodeSetup';
import { createAdvancedElement, getTask, rows } from '../support/operations';
import { OUTCOMES, outcomeFor, playable, REPEATED, toldOf } from '../support/outcomes';
import { speedUp } from '../support/speed';
import { errorOf, forbiddenIn } from '../support/whatIsSeen';

const CASES = [...OUTCOMES, REPEATED].flatMap(playable);
const NAMES = CASES.map((_, n) => `Case ${n}`);

let emulator: Emulator;
let goBackToRealTime: () => void;

beforeEach(async () => {
	goBackToRealTime = speedUp(500);
	emulator = await startEmulator();
});
afterEach(async () => {
	goBackToRealTime();
	await emulator.close();
});

/** Creates an element for each name, all at once. @returns what is put out for them */
async function createAll() {
	// Eight minutes of this machine: that it is busy must not end the waiting.
	const options = { maxWait: 4_320 };
	const setup = { operation: createAdvancedElement, options, settings: CONTINUE };
	const execution = await workflowOn(emulator, setup).execute(rows(...NAMES));
	expect(forbiddenIn(execution)).toEqual([]);
	return execution.output.map(({ json }) => json);
}

test.each([true, false])(
	'a call whose outcome is unknown is looked up, and found where it was made and is listed (%s)',
	async (tasksListed) => {
		const { action } = createAdvancedElement;
		emulator.setTasksListed(tasksListed);
		emulator.setFaults(only(action, ({ name = '' }) => CASES[NAMES.indexOf(name)]?.fault));
		const output = await createAll();
		const byName = new LedgerByName(emulator);
		const expected = CASES.map(({ row, stage }, n) => {
			const [TaskId, ElementId] = byName.ids(NAMES[n] ?? '');
			if (stage === 'after' && tasksListed) return { TaskId, ElementId, Status: 'FINISH' };
			return {
				error: expect.stringMatching(toldOf(createAdvancedElement, row)) as string,
				details: { outcome: outcomeFor(createAdvancedElement, row).kind },
			};
		});
		expect(output).toMatchObject(expected);
		// Once for each, made or not, and never sent again.
		const sent = emulator.ledger.calls.filter((call) => call.action === action);
		expect(sent).toHaveLength(CASES.length);
		const made = CASES.filter(({ stage }) => stage === 'after');
		expect(emulator.ledger.ofKind('task')).toHaveLength(made.length);
	},
);

test('a question that fails is asked again, and is no failure of the task', async () => {
	const asked = new Set<string>();
	emulator.setFaults(
		only(getTask.action, ({ name = '' }) => {
			const first = asked.has(name) ? undefined : CASES[asked.size]?.fault;
			asked.add(name);
			return first;
		}),
	);
	const output = await createAll();
	const byName = new LedgerByName(emulator);
	expect(output).toMatchObject(
		NAMES.map((name) => {
			const [TaskId, ElementId] = byName.ids(name);
			return { ElementName: name, TaskId, ElementId };
		}),
	);
	expect(emulator.ledger.summary().madeTwice).toEqual([]);
});

test('tasks that cannot be read are named as running, not as not created', async () => {
	emulator.setFaults(
		only(getTask.action, () => ({
			kind: 'tencentError',
			stage: 'before',
			code: 'UnauthorizedOperation',
		})),
	);
	const workflow = workflowOn(emulator, { operation: createAdvancedElement });
	const { message } = errorOf(await workflow.execute(rows('a', 'b')));
	const [a, b] = emulator.ledger.ofKind('task').map(({ id }) => id);
	expect(message).toBe(
		`Item 0: The task was started, but Tencent Cloud refuses to say how far it is. TaskId ${a}. Still running, with TaskId: item 1 = ${b}.`,
	);
});
