/** Advanced Element → Delete in n8n's engine. */
import type { IDataObject } from 'n8n-workflow';

import { EMULATOR_SUB_APP_ID, startEmulator, type Emulator } from '../../../../emulator/emulator';
import { SUB_APP } from '../../../../support/operations';
import type { Fault } from '../../../../emulator/faults';
import { makeElements } from '../../../../support/advancedElements';
import { LOST, QUOTA_USED_UP } from '../../../../support/faultPlans';
import { workflowOn } from '../../../../support/node';
import { CONTINUE, type Setup } from '../../../../support/nodeSetup';
import { errorOf, forbiddenIn } from '../../../../support/whatIsSeen';

const DELETE = 'DeleteAigcAdvancedCustomElement';

let emulator: Emulator;

beforeEach(async () => {
	emulator = await startEmulator();
});
afterEach(() => emulator.close());

const remove = (setup: Setup = {}) =>
	workflowOn(emulator, {
		...setup,
		fields: {
			resource: 'advancedElement',
			operation: 'delete',
			subAppId: SUB_APP,
			elementId: { __rl: true, mode: 'id', value: '={{ $json.element }}' },
			...setup.fields,
		},
	});

const asked = (...elements: unknown[]) => elements.map((element) => ({ element }) as IDataObject);
const calls = () => emulator.ledger.calls.filter(({ action }) => action === DELETE).length;
const isThere = (id: string | undefined) => emulator.ledger.find(id ?? '')?.deletedAt === undefined;

/** Each call meets the next of the faults. */
function faults(...planned: Array<Fault | undefined>) {
	emulator.setFaults(({ action }) => (action === DELETE ? planned.shift() : undefined));
}

test('deletes those that are named, and no other', async () => {
	const [a, b, c] = await makeElements(emulator, ['a', 'b', 'c']);
	const execution = await remove().execute(asked(a, ` ${c} `));
	expect(execution.output.map(({ json, pairedItem }) => [json, pairedItem])).toEqual([
		[{ ElementId: a, deleted: true }, { item: 0 }],
		[{ ElementId: c, deleted: true }, { item: 1 }],
	]);
	expect([a, b, c].map(isThere)).toEqual([false, true, false]);
	expect(forbiddenIn(execution)).toEqual([]);
});

test.each([
	['once', [LOST]],
	['twice', [LOST, { kind: 'http', stage: 'before', status: 502, body: 'html' } as const]],
])('what an unclear answer deleted is deleted: %s', async (_title, planned) => {
	const [a] = await makeElements(emulator, ['a']);
	faults(...planned);
	const { output } = await remove().execute(asked(a));
	expect(output.map(({ json }) => json)).toEqual([{ ElementId: a, deleted: true }]);
	expect(calls()).toBe(planned.length + 1);
});

test('what was never there is not deleted, whatever became of another', async () => {
	const [a] = await makeElements(emulator, ['a']);
	faults(LOST);
	const { output } = await remove({ settings: CONTINUE }).execute(asked(a, '8712345678901234567'));
	expect(output.map(({ json }) => json)).toMatchObject([
		{ ElementId: a, deleted: true },
		{
			error: 'Item 1: Tencent Cloud knows nothing of that name or number, so nothing was deleted.',
			message: expect.stringMatching(/^Check 'Element' and 'Sub-Application'/) as string,
		},
	]);
});

test('deleted by another execution, it is not there; a refusal before that is no unclear answer', async () => {
	const [a] = await makeElements(emulator, ['a']);
	await remove().execute(asked(a));
	faults({ kind: 'tencentError', stage: 'before', code: 'RequestLimitExceeded' });
	expect(errorOf(await remove().execute(asked(a))).message).toMatch(/knows nothing of that/);
	expect(calls()).toBe(3);
});

test('named twice it is deleted once', async () => {
	const [a] = await makeElements(emulator, ['a']);
	const { output } = await remove().execute(asked(a, a));
	expect(output.map(({ json }) => json)).toEqual([
		{ ElementId: a, deleted: true },
		{ ElementId: a, deleted: true },
	]);
	expect(calls()).toBe(1);
});

test('a retry deletes only the rest', async () => {
	const [a, b] = await makeElements(emulator, ['a', 'b']);
	emulator.setFaults(({ name }) => (name === b && !isMended ? QUOTA_USED_UP : undefined));
	let isMended = false;
	const failed = await remove().execute(asked(a, b));
	expect(errorOf(failed).message).toContain(`Deleted, with ElementId: item 0 = ${a}`);
	isMended = true;
	const retried = await remove().retry(failed);
	expect(retried.output.map(({ json }) => json.ElementId)).toEqual([a, b]);
	expect(calls()).toBe(3);
});

test.each<[string, unknown, string]>([
	['nothing', null, 'is empty'],
	['blanks', '  ', 'must be an ElementId'],
	['a long number', 8712345678901234567, 'must be text: as a number it has lost its last digits'],
	['a list', ['1'], 'must be text, but is a list'],
])('refuses %s', async (_title, element, text) => {
	expect(errorOf(await remove().execute(asked(element))).message).toBe(
		`Item 0: 'Element' ${text}. Nothing was sent.`,
	);
	expect(calls()).toBe(0);
});

test('Validate Only deletes nothing', async () => {
	const [a] = await makeElements(emulator, ['a']);
	const { output } = await remove({ options: { validateOnly: true } }).execute(asked(a));
	expect(output[0]?.json).toEqual({ SubAppId: EMULATOR_SUB_APP_ID, ElementId: a });
	expect(isThere(a)).toBe(true);
});
