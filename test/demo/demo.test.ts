import type { IDataObject } from 'n8n-workflow';
import stringWidth from 'string-width';

import { parseCommandLine } from './commandLine';
import { areGoodRowsCreated, lineOf, resultsOf, type RowResult } from './elementResults';
import { readRowsWorkflow, WRONG_SAMPLE_ROWS } from './elementRows';
import { tableOf as tableUnder } from './table';

const KEY = { TENCENTCLOUD_SECRET_ID: 'AKIDEXAMPLE', TENCENTCLOUD_SECRET_KEY: 'keyexample' };

describe('command line', () => {
	test('without options, nothing is created anywhere but on this machine', () => {
		expect(parseCommandLine([], KEY).live).toBeUndefined();
	});

	test('--live takes the key from the environment', () => {
		expect(parseCommandLine(['--live', '--site', 'mainland'], KEY).live).toEqual({
			site: 'mainland',
			secretId: 'AKIDEXAMPLE',
			secretKey: 'keyexample',
			sessionToken: '',
		});
	});

	test.each([
		{ args: ['--live'], environment: {}, says: /SECRET_ID and TENCENTCLOUD_SECRET_KEY/ },
		{
			args: ['--live'],
			environment: { TENCENTCLOUD_SECRET_ID: 'AKIDEXAMPLE' },
			says: /Not set: TENCENTCLOUD_SECRET_KEY\./,
		},
		{ args: ['--live', '--site', 'moon'], environment: KEY, says: /not "moon"/ },
		{ args: ['--site', 'mainland'], environment: KEY, says: /--site .+--live/ },
		{ args: ['--rows', 'mine.json'], environment: KEY, says: /--rows .+--live/ },
	])('$args is refused with the reason', ({ args, environment, says }) => {
		expect(() => parseCommandLine(args, environment)).toThrow(says);
	});
});

describe('results', () => {
	const rows: IDataObject[] = [
		{ name: 'One' },
		{ name: 'Two' },
		{ name: 'Three' },
		{ name: 'Four' },
	];
	const error = (outcome: string): IDataObject => ({
		error: 'Why.',
		message: 'How.',
		details: { outcome },
	});
	const results = resultsOf(rows, {
		output: [
			{ json: { ElementId: '22', RequestId: 'r2' }, pairedItem: { item: 1 } },
			{ json: { ElementId: '11', RequestId: 'r1' }, pairedItem: { item: 0 } },
		],
		errorOutput: [
			{ json: error('unknown'), pairedItem: { item: 3 } },
			{ json: error('invalid'), pairedItem: { item: 2 } },
		],
	});

	test('go to their rows by the pairing, in the order of the rows', () => {
		expect(results).toEqual([
			{ row: 1, name: 'One', kind: 'created', elementId: '11', requestId: 'r1' },
			{ row: 2, name: 'Two', kind: 'created', elementId: '22', requestId: 'r2' },
			{ row: 3, name: 'Three', kind: 'invalid', problem: 'Why.' },
			{ row: 4, name: 'Four', kind: 'failed', problem: 'Why. How.' },
		]);
	});

	test('a row that the node says nothing about has failed', () => {
		const [result] = resultsOf([{ name: 'One' }], { output: [], errorOutput: [] });
		expect(result).toMatchObject({ kind: 'failed' });
	});

	const ofKind = (kind: RowResult['kind']) => results.filter((result) => result.kind === kind);
	const [created, invalid, failed] = [ofKind('created'), ofKind('invalid'), ofKind('failed')];
	const idless: RowResult = { row: 1, name: 'One', kind: 'created', elementId: '', requestId: '' };

	test.each([
		{ what: 'all created', given: created, isGood: true },
		{ what: 'all but the wrong row created', given: [...created, ...invalid], isGood: true },
		{ what: 'two wrong rows', given: [...created, ...invalid, ...invalid], isGood: false },
		{ what: 'a good row without an element', given: [...created, ...failed], isGood: false },
		{ what: 'nothing created', given: invalid, isGood: false },
		{ what: 'no rows', given: [], isGood: false },
		{ what: 'an empty ElementId', given: [idless], isGood: false },
	])('$what: good is $isGood', ({ given, isGood }) => {
		expect(areGoodRowsCreated(given, WRONG_SAMPLE_ROWS)).toBe(isGood);
	});
});

describe('table', () => {
	const tableOf = (rows: RowResult[]) => tableUnder(['ElementId', 'RequestId'], rows.map(lineOf));
	const row = (name: string): RowResult => ({
		row: 1,
		name,
		kind: 'created',
		elementId: '865750283577090106',
		requestId: '1047d0dc-31ab-4c20-b7b1-d1e4b9a5a1b2',
	});

	test('the columns stand below each other, however wide a character is', () => {
		const names = ['Zoë', '林小雨', 'ليلى', 'हरीश', 'Inky 🐙', 'e\u0301te\u0301'];
		const [head = '', ...lines] = tableOf(names.map(row)).split('\n');
		const columnOf = (line: string, text: string) => stringWidth(line.slice(0, line.indexOf(text)));
		expect(lines.map((line) => columnOf(line, '865750283577090106'))).toEqual(
			names.map(() => columnOf(head, 'ElementId')),
		);
		expect(lines.map((line) => columnOf(line, '1047d0dc'))).toEqual(
			names.map(() => columnOf(head, 'RequestId')),
		);
	});

	test('says in full, on lines of bounded width, what is wrong with a row', () => {
		const problem = `Item 0: ${"'Element Name' is empty. ".repeat(12)}Nothing was sent.`;
		const lines = tableOf([{ row: 1, name: '林小雨', kind: 'invalid', problem }]).split('\n');
		expect(Math.max(...lines.map((line) => stringWidth(line)))).toBeLessThanOrEqual(100);
		expect(lines.join(' ').replace(/ +/g, ' ')).toContain(`林小雨 No element. ${problem}`);
	});
});

describe('workflow', () => {
	test('has the rows of the example pinned, and ends with the node that creates', () => {
		const { workflow, rows } = readRowsWorkflow(undefined);
		expect(rows.length).toBeGreaterThan(5);
		expect(workflow.nodes.map(({ name }) => name)).toEqual(['Rows', 'Create Elements']);
		expect(workflow.pinData?.Rows?.map(({ json }) => json)).toEqual(rows);
	});
});
