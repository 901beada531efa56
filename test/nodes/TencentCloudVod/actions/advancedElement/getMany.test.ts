/** Advanced Element → Get Many in n8n's engine. */
import type { INodeParameters } from 'n8n-workflow';

import { EMULATOR_SUB_APP_ID, startEmulator, type Emulator } from '../../../../emulator/emulator';
import { makeElements, manyNames } from '../../../../support/advancedElements';
import { LOST } from '../../../../support/faultPlans';
import { workflowOn } from '../../../../support/node';
import { CONTINUE, type Setup } from '../../../../support/nodeSetup';
import { elementIdsOf, errorOf, forbiddenIn } from '../../../../support/whatIsSeen';

const LIST = 'DescribeAigcAdvancedCustomElements';
const OTHER_SUB_APP_ID = 1500000002;

let emulator: Emulator;

beforeEach(async () => {
	emulator = await startEmulator({
		subApps: [EMULATOR_SUB_APP_ID, OTHER_SUB_APP_ID].map((id) => ({ id, name: '', status: 'On' })),
	});
});
afterEach(() => emulator.close());

const getMany = (fields: INodeParameters = {}, setup: Setup = {}) =>
	workflowOn(emulator, {
		...setup,
		fields: {
			resource: 'advancedElement',
			operation: 'getMany',
			subAppId: { __rl: true, mode: 'id', value: '={{ $json.subApp }}' },
			...fields,
		},
	});

const ROW = { subApp: EMULATOR_SUB_APP_ID };
const calls = () => emulator.ledger.calls.filter(({ action }) => action === LIST).length;

test('of 1,000 elements: four calls, in the order of the list, with exact IDs', async () => {
	const ids = await makeElements(emulator, manyNames(1000));
	const execution = await getMany({ returnAll: true }).execute([ROW]);
	expect(elementIdsOf(execution)).toEqual(ids);
	expect(new Set(ids).size).toBe(1000);
	expect(calls()).toBe(4);
	expect(execution.output.map(({ pairedItem }) => pairedItem)).toEqual(
		ids.map(() => ({ item: 0 })),
	);
	expect(execution.logs).toEqual([]);
	expect(forbiddenIn(execution)).toEqual([]);
});

test('puts out what Tencent Cloud knows of each element', async () => {
	const [id] = await makeElements(emulator, ['Mira'], {
		ElementDescription: 'Young woman',
		ElementVoiceId: 'voice-1',
	});
	const { output } = await getMany().execute([ROW]);
	expect(output.map(({ json }) => json)).toEqual([
		{
			ElementId: id,
			ElementName: 'Mira',
			ElementDescription: 'Young woman',
			VoiceId: 'voice-1',
			CreateTime: expect.stringMatching(/^20\d\d-.*Z$/) as string,
		},
	]);
});

test('stops at the limit, which is 50', async () => {
	const ids = await makeElements(emulator, manyNames(60));
	expect(elementIdsOf(await getMany().execute([ROW]))).toEqual(ids.slice(0, 50));
	expect(elementIdsOf(await getMany({ limit: 7 }).execute([ROW]))).toEqual(ids.slice(0, 7));
	expect(calls()).toBe(2);
});

test('each row reads its own list; one without elements puts out none', async () => {
	const ids = await makeElements(emulator, ['a', 'b']);
	const { output, status } = await getMany().execute([ROW, { subApp: OTHER_SUB_APP_ID }, ROW]);
	expect(status).toBe('success');
	expect(output.map(({ json, pairedItem }) => [json.ElementId, pairedItem])).toEqual(
		[0, 2].flatMap((item) => ids.map((id) => [id, { item }])),
	);
});

test('a page that is not answered clearly is asked for again', async () => {
	const ids = await makeElements(emulator, manyNames(310));
	const [before] = [emulator.ledger.calls.length];
	emulator.setFaults(({ index }) => (index === before + 1 ? LOST : undefined));
	expect(elementIdsOf(await getMany({ returnAll: true }).execute([ROW]))).toEqual(ids);
	expect(calls()).toBe(4);
});

test('after a cancel no further page is read', async () => {
	await makeElements(emulator, manyNames(310));
	const running = getMany({ returnAll: true }).start([ROW]);
	emulator.setFaults(({ action }) => {
		if (action === LIST) running.cancel();
		return undefined;
	});
	await running.finished;
	expect(calls()).toBe(1);
});

test.each<[string, INodeParameters, RegExp]>([
	['no limit', { limit: '={{ "" }}' }, /^Item 0: 'Limit' must be a whole number, at least 1\./],
	['none at all', { limit: 0 }, /'Limit' must be a whole number/],
	[
		'an expression that fails',
		{ returnAll: '={{ $("Nowhere").item }}' },
		/'Return All': its expression failed/,
	],
	['half an element', { limit: 1.5 }, /'Limit' must be a whole number/],
])('refuses %s', async (_title, fields, message) => {
	expect(errorOf(await getMany(fields).execute([ROW])).message).toMatch(message);
	expect(calls()).toBe(0);
});

test('a sub-application that nobody knows is an error that says where to look', async () => {
	const { output } = await getMany({}, { settings: CONTINUE }).execute([{ subApp: 7 }]);
	expect(output[0]?.json).toMatchObject({
		error: 'Item 0: Tencent Cloud did not accept the input, so nothing was read.',
		message: expect.stringMatching(/^Check 'Sub-Application'.*SubAppId "7"/) as string,
	});
});
