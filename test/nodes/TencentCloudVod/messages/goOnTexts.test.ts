/** What an error says of going on, where n8n keeps the execution and where it does not. */
import type { WorkflowExecuteMode } from 'n8n-workflow';

import { startEmulator, type Emulator } from '../../../emulator/emulator';
import { TELLS_SETTINGS } from '../../../workflow/version';
import { faultsByName, LOST, QUOTA_USED_UP } from '../../../support/faultPlans';
import { workflowOn } from '../../../support/node';
import { type Setup } from '../../../support/nodeSetup';
import { rows } from '../../../support/operations';
import { errorOf } from '../../../support/whatIsSeen';

let emulator: Emulator;

beforeAll(async () => {
	emulator = await startEmulator();
});

beforeEach(() => emulator.reset());

afterAll(async () => await emulator.close());

const RETRY = /retry this execution/i;
const CANNOT = /it cannot be retried.* write down the ElementIds/;
const NOT_THE_PARENT = /not the one of the workflow that called it/;

const cases: Array<[WorkflowExecuteMode, Setup['workflowSettings'], RegExp, RegExp]> = [
	['trigger', {}, RETRY, CANNOT],
	['trigger', { saveDataErrorExecution: 'DEFAULT' }, RETRY, CANNOT],
	['trigger', { saveDataErrorExecution: 'none' }, CANNOT, RETRY],
	['retry', { saveDataErrorExecution: 'none' }, CANNOT, RETRY],
	['manual', { saveDataErrorExecution: 'none' }, RETRY, CANNOT],
	['manual', { saveManualExecutions: false }, CANNOT, RETRY],
	['integrated', {}, NOT_THE_PARENT, CANNOT],
	['integrated', { saveDataErrorExecution: 'none' }, CANNOT, RETRY],
];

// Where the settings are not told, the text is that of the default.
const told = cases.filter(([, , says]) => TELLS_SETTINGS || says !== CANNOT);

describe.each(told)('mode %s, settings %j', (mode, workflowSettings, says, saysNot) => {
	it.each([LOST, QUOTA_USED_UP])('after $kind', async (fault) => {
		emulator.setFaults(faultsByName({ Bo: [fault] }));
		const workflow = workflowOn(emulator, { workflowSettings });
		const { description } = errorOf(await workflow.execute(rows('Mira', 'Bo'), { mode }));
		expect(description).toMatch(says);
		expect(description).not.toMatch(saysNot);
	});

	it('after an option that cannot be used', async () => {
		const options = { timeout: 0 };
		const workflow = workflowOn(emulator, { workflowSettings, options });
		const { description } = errorOf(await workflow.execute(rows('Mira'), { mode }));
		expect(RETRY.test(description)).toBe(says !== CANNOT);
	});
});

it.each([LOST, QUOTA_USED_UP])(
	'an execution that goes on in spite of $kind succeeds, so it is not to be retried',
	async (fault) => {
		emulator.setFaults(() => fault);
		const settings = { onError: 'continueRegularOutput' } as const;
		const execution = await workflowOn(emulator, { settings }).execute(rows('Mira'));
		expect(execution.output[0]?.json.message).toMatch(/Item 0: ElementName "Mira"/);
		expect(execution.output[0]?.json.message).not.toMatch(RETRY);
	},
);
