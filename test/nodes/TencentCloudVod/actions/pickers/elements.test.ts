/** The list of advanced elements, as the editor opens it. */
import { EMULATOR_SUB_APP_ID, startEmulator, type Emulator } from '../../../../emulator/emulator';
import { makeElements, manyNames } from '../../../../support/advancedElements';
import { workflowOn } from '../../../../support/node';
import type { Setup } from '../../../../support/nodeSetup';

const OTHER_SUB_APP_ID = 1500000002;
const LIST = 'DescribeAigcAdvancedCustomElements';

let emulator: Emulator;
let ids: string[];

beforeAll(async () => {
	const subApps = [EMULATOR_SUB_APP_ID, OTHER_SUB_APP_ID];
	emulator = await startEmulator({
		subApps: subApps.map((id) => ({ id, name: '', status: 'On' })),
	});
	ids = await makeElements(emulator, [...manyNames(640), 'Mira']);
	ids.push(...(await makeElements(emulator, ['Mira'])));
});
afterEach(() => emulator.setFaults(() => undefined));
afterAll(() => emulator.close());

const subApp = (value: string, mode = 'id') => ({ __rl: true, mode, value });

const search = async (filter?: string, token?: string, { fields, ...setup }: Setup = {}) =>
	await workflowOn(emulator, {
		...setup,
		fields: {
			resource: 'advancedElement',
			operation: 'delete',
			subAppId: subApp(String(EMULATOR_SUB_APP_ID)),
			...fields,
		},
	}).search('searchElements', filter, token);

const calls = () => emulator.ledger.calls.filter(({ action }) => action === LIST).length;

test('comes page by page', async () => {
	const before = calls();
	const values: unknown[] = [];
	let token: string | undefined;
	do {
		const page = await search(undefined, token);
		values.push(...page.results.map(({ value }) => value));
		token = page.paginationToken;
	} while (token !== undefined);
	expect(values).toEqual(ids);
	expect(calls()).toBe(before + 3);
});

test('is searched to its end; elements of one name are told apart by their IDs', async () => {
	const { results, paginationToken } = await search('mira');
	expect(results).toEqual(ids.slice(-2).map((id) => ({ name: `Mira (${id})`, value: id })));
	expect(paginationToken).toBeUndefined();
});

test('finds an ElementId', async () => {
	const { results } = await search(ids[400]);
	expect(results.map(({ value }) => value)).toEqual([ids[400]]);
});

test('is that of the sub-application that is chosen', async () => {
	const fields = { subAppId: subApp(String(OTHER_SUB_APP_ID), 'list') };
	expect(await search(undefined, undefined, { fields })).toEqual({ results: [] });
});

test.each([
	['none is chosen', subApp('', 'list')],
	['it is an expression', subApp('={{ $json.subApp }}')],
])('asks for the sub-application where %s', async (_title, subAppId) => {
	await expect(search(undefined, undefined, { fields: { subAppId } })).rejects.toMatchObject({
		message: 'Choose the sub-application first.',
		description: expect.stringMatching(/give the element by its ID/) as string,
	});
});

test.each<[string, Setup, RegExp]>([
	['the key is wrong', { credential: { secretKey: 'wrong' } }, /SecretKey does not belong/],
	[
		'the sub-application is unknown',
		{ fields: { subAppId: subApp('7') } },
		/did not accept the input/,
	],
])('says what is wrong instead of being empty: %s', async (_title, setup, message) => {
	await expect(search('', undefined, setup)).rejects.toThrow(message);
});
