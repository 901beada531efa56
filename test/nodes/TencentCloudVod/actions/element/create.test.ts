/** Element → Create as a person uses it, in n8n's engine: what the form takes, what comes out, what an error says. */
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { startEmulator, type Emulator } from '../../../../emulator/emulator';
import { TAKES_DETAILS } from '../../../../workflow/version';
import { workflowOn } from '../../../../support/node';
import { manyRows, row, rows } from '../../../../support/operations';
import { errorOf } from '../../../../support/whatIsSeen';

let emulator: Emulator;

beforeAll(async () => {
	emulator = await startEmulator();
});

beforeEach(() => emulator.reset());

afterAll(async () => await emulator.close());

const PICTURES = ['https://pictures.example.com/left.png', 'https://pictures.example.com/r,1.jpg'];
const SENT = PICTURES.map((ImageUrl) => ({ ImageUrl }));

describe('the reference images', () => {
	const json = (value: unknown) => ({
		specifyElementReferList: 'json',
		elementReferListJson: '={{ $json.pictures }}',
		row: { pictures: value },
	});
	const form = (row: IDataObject, ...urls: string[]) => ({
		specifyElementReferList: 'fields',
		elementReferList: { image: urls.map((imageUrl) => ({ imageUrl })) },
		row,
	});
	const cases: Array<[string, INodeParameters & { row: IDataObject }]> = [
		['an array of links', json(PICTURES)],
		['an array of {ImageUrl}', json(SENT)],
		['an array of {imageUrl}', json(PICTURES.map((imageUrl) => ({ imageUrl })))],
		['JSON text', json(JSON.stringify(SENT))],
		['a list with commas', json(PICTURES.join(', '))],
		['a list of lines', json(PICTURES.join('\r\n'))],
		['fields', form({}, ...PICTURES)],
		['an array inside a field', form({ both: PICTURES }, '={{ $json.both }}')],
	] as Array<[string, INodeParameters & { row: IDataObject }]>;

	it.each(cases)('are taken as %s', async (_, { row: given, ...fields }) => {
		const workflow = workflowOn(emulator, { fields });
		const execution = await workflow.execute([{ ...row('Mira'), ...given }]);
		expect(errorOf(execution).message).toBe('');
		expect(emulator.ledger.made.map(({ request }) => request.ElementReferList)).toEqual([SENT]);
	});
});

it.each([
	['no field was added', { elementReferList: {} }],
	[
		'the list is missing',
		{ specifyElementReferList: 'json', elementReferListJson: '={{ $json.no }}' },
	],
])('asks for reference images where %s', async (_, given) => {
	const fields = { specifyElementReferList: 'fields', ...given };
	const execution = await workflowOn(emulator, { fields }).execute(rows('Mira'));
	expect(errorOf(execution).message).toBe(
		"Item 0: 'Element Reference Images' has no image, but 1 to 3 are needed. Nothing was sent.",
	);
});

it('sends text as it is, and puts out ElementId, RequestId and ElementName', async () => {
	const name = ' Zoë 米拉 🦊 ';
	const execution = await workflowOn(emulator).execute([row(name)]);
	const [element] = emulator.ledger.made;
	expect(element?.request.ElementName).toBe(name);
	expect(execution.output).toEqual([
		{
			json: {
				ElementId: element?.id,
				RequestId: element?.requestId,
				ElementName: name,
			},
			pairedItem: { item: 0 },
		},
	]);
});

it('does not mind what stands in the fields for files, which the form does not show', async () => {
	const subAppId = { __rl: true, mode: 'id', value: '={{ "shop" }}' };
	const fields = { subAppId, elementReferListBinary: 'none' };
	const execution = await workflowOn(emulator, { fields }).execute(rows('Mira'));
	expect(execution.status).toBe('success');
});

describe('Validate Only', () => {
	it('puts out what would be sent, and sends nothing', async () => {
		const workflow = workflowOn(emulator, { options: { validateOnly: true } });
		const execution = await workflow.execute([row('Mira')], { mode: 'manual' });
		expect(execution.output.map(({ json }) => json)).toEqual([
			{
				ElementName: 'Mira',
				ElementDescription: 'What Mira looks like',
				ElementFrontalImage: 'https://pictures.example.com/Mira/front.png',
				ElementReferList: [
					{ ImageUrl: 'https://pictures.example.com/Mira/left.png' },
					{ ImageUrl: 'https://pictures.example.com/Mira/right.jpg?size=large,sharp' },
				],
			},
		]);
		// The order of the API's documentation.
		expect(Object.keys(execution.output[0]?.json ?? {})).toEqual([
			'ElementName',
			'ElementDescription',
			'ElementFrontalImage',
			'ElementReferList',
		]);
		expect(execution.hints.map(({ message }) => message)).toEqual([
			expect.stringContaining('nothing was sent'),
		]);
		expect(emulator.ledger.calls).toEqual([]);
	});
});

describe('in the editor', () => {
	it('says that every run creates elements that nobody can delete', async () => {
		const execution = await workflowOn(emulator).execute(rows('Mira'), { mode: 'manual' });
		expect(execution.hints.map(({ message }) => message)).toEqual([
			expect.stringContaining('no way to delete them'),
		]);
	});

	it('says nothing of the kind in production', async () => {
		const execution = await workflowOn(emulator).execute(rows('Mira'), { mode: 'trigger' });
		expect(execution.hints).toEqual([]);
	});
});

describe('input that cannot be used', () => {
	const wrong = { ...row('x'.repeat(21)), front: 'ftp://example.com/a.png' };

	it('keeps everything from being sent, and every row and fault is named', async () => {
		const execution = await workflowOn(emulator).execute([row('Mira'), wrong, row('')]);
		const { message, description } = errorOf(execution);
		expect(message).toBe('2 of 3 items cannot be used, so nothing was sent: item 1, item 2.');
		expect(description).toBe(
			"Item 1: 'Element Name' has 21 characters, but at most 20 are allowed. " +
				"'Element Frontal Image' is not a link that starts with http:// or https://. " +
				"Item 2: 'Element Name' is empty. Items are counted from 0, as everywhere in n8n.",
		);
		expect(emulator.ledger.calls).toEqual([]);
	});

	it('names at most a hundred items', async () => {
		const many = manyRows(130).map((given) => ({ ...given, name: '' }));
		const { message } = errorOf(await workflowOn(emulator).execute(many));
		expect(message).toMatch(/^130 of 130 items .*item 99 and 30 more\.$/);
	});

	const DETAILS = { outcome: 'invalid', code: null, requestId: null };

	it.each([
		['continueRegularOutput', 'output', { details: DETAILS }],
		['continueErrorOutput', 'errorOutput', TAKES_DETAILS ? { details: DETAILS } : {}],
	] as const)(
		'with %s leaves with its fields while the rest goes on',
		async (onError, where, details) => {
			const workflow = workflowOn(emulator, { settings: { onError } });
			const execution = await workflow.execute([row('Mira'), wrong, row('Bo')]);
			const [failed] = execution[where].filter(({ json }) => 'error' in json);
			expect(failed).toMatchObject({
				json: {
					...wrong,
					...details,
					error: expect.stringContaining('Item 1:') as string,
					message: expect.stringContaining('Correct the fields') as string,
				},
				pairedItem: { item: 1 },
			});
			const created = execution.output.filter(({ json }) => 'ElementId' in json);
			expect(created.map(({ json }) => json.ElementName)).toEqual(['Mira', 'Bo']);
			expect(created.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 2 }]);
		},
	);

	it('is an expression that fails, for its row alone', async () => {
		const fields = { elementName: "={{ $if($json.name === 7, $('Nowhere').item, $json.name) }}" };
		const settings = { onError: 'continueRegularOutput' } as const;
		const workflow = workflowOn(emulator, { fields, settings });
		const execution = await workflow.execute([row('Mira'), { ...row('Bo'), name: 7 }]);
		expect(execution.output.map(({ json }) => json.ElementName ?? json.error)).toEqual([
			'Mira',
			"Item 1: 'Element Name': its expression failed. Nothing was sent.",
		]);
	});

	it('is an address that only a custom endpoint can reach', async () => {
		const local = { ...row('Mira'), front: 'http://localhost/front.png' };
		expect((await workflowOn(emulator).execute([local])).status).toBe('success');
		const international = workflowOn(emulator, { credential: { site: 'international' } });
		expect(errorOf(await international.execute([local])).message).toContain('private network');
	});
});
