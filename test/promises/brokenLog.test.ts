import { startEmulator, type Emulator } from '../emulator/emulator';
import { withoutLogOf } from '../workflow/logs';
import { LedgerByName } from '../support/ledgerByName';
import { workflowOn } from '../support/node';
import { CONTINUE, type Setup } from '../support/nodeSetup';
import { manyRows } from '../support/operations';
import { speedUp } from '../support/speed';
import { errorOf, inInputOrder } from '../support/whatIsSeen';

let emulator: Emulator;
let byName: LedgerByName;

const workflow = (setup?: Setup) => workflowOn(emulator, setup);

describe('a log that cannot be written', () => {
	const FULL = new Error('ENOSPC: no space left on device, write');
	const BROKEN = 'Something inside n8n failed, so no further call was started.';

	let goBackToRealTime: () => void;

	beforeEach(async () => {
		emulator = await startEmulator({ answerMs: [30, 30] });
		byName = new LedgerByName(emulator);
		// The third call may start after a second. On a busy machine that comes before the second's answer.
		goBackToRealTime = speedUp(0.2);
	});
	afterEach(async () => {
		goBackToRealTime();
		await emulator.close();
	});

	test.each([
		['before a call', /item 1, .*sending/, 1],
		['after a call', /item 1, .*created/, 2],
	])('%s, with Stop: the error has every ElementId', async (_title, lines, made) => {
		const slow = { options: { requestsPerSecond: 2 } };
		const execution = await withoutLogOf(lines, FULL, () => workflow(slow).execute(manyRows(4)));
		const created = byName.ids('Row 0', 'Row 1').map((id, item) => `item ${item} = ${id}`);
		expect(errorOf(execution).message).toBe(
			`${BROKEN} Created, with ElementId: ${created.join(', ')}. Not started: ${4 - made} of 4 items.`,
		);
		expect(errorOf(execution).description).toMatch(/n8n says: ENOSPC: no space left on device/);
		expect(emulator.ledger.summary()).toMatchObject({ made });
	});

	test('with "Continue": what was made is put out, and the rest says that it is not', async () => {
		const execution = await withoutLogOf(/item 1, .*created/, FULL, () =>
			workflow({ settings: CONTINUE, options: { requestsPerSecond: 2 } }).execute(manyRows(4)),
		);
		const says = (item: number) =>
			`Item ${item}: Something inside n8n failed before its call was started, so nothing was created.`;
		expect(inInputOrder(execution)).toMatchObject([
			{ json: { ElementId: byName.id('Row 0') } },
			{ json: { ElementId: byName.id('Row 1') } },
			{ json: { error: says(2), details: { outcome: 'notSent' } } },
			{ json: { error: says(3) } },
		]);
	});
});
