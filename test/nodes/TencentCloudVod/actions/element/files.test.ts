/** Element → Create with pictures that are files of the item. */
import type { IBinaryKeyData } from 'n8n-workflow';

import { EMULATOR_SUB_APP_ID, startEmulator, type Emulator } from '../../../../emulator/emulator';
import { workflowOn } from '../../../../support/node';
import { CONTINUE, type Setup } from '../../../../support/nodeSetup';
import { rows, SUB_APP } from '../../../../support/operations';
import { elementIdsOf, errorOf, inInputOrder } from '../../../../support/whatIsSeen';
import { fileOf, png } from '../../../../support/pictures';

const OTHER_SUB_APP_ID = 1500000002;

let emulator: Emulator;
beforeEach(async () => {
	emulator = await startEmulator({
		subApps: [EMULATOR_SUB_APP_ID, OTHER_SUB_APP_ID].map((id) => ({ id, name: '', status: 'On' })),
	});
});
afterEach(() => emulator.close());

const create = (setup: Setup = {}) =>
	workflowOn(emulator, {
		...setup,
		fields: {
			imageInput: 'binary',
			elementFrontalImageBinary: 'front',
			elementReferListBinary: 'left, right',
			subAppId: SUB_APP,
			...setup.fields,
		},
	});

const pictures = (colour: number): IBinaryKeyData => ({
	front: fileOf(png(400, 300, colour), 'front.png'),
	left: fileOf(png(300, 400, colour), 'left.png'),
	right: fileOf(png(300, 300), 'right.png'),
});

const callsOf = (wanted: string) =>
	emulator.ledger.calls.filter(({ action }) => action === wanted).length;

test('uploads each file once, makes the elements of their links, and puts out both', async () => {
	const files = [pictures(1), pictures(2)];
	const execution = await create().execute(rows('a', 'b'), { files });
	expect(errorOf(execution).message).toBe('');
	// Both have the same picture from the right.
	expect(emulator.ledger.ofKind('file')).toHaveLength(5);
	const elements = emulator.ledger.ofKind('element');
	expect(elementIdsOf(execution).sort()).toEqual(elements.map(({ id }) => id).sort());
	const [first] = execution.output;
	const uploaded = first?.json.UploadedImages as Array<{ MediaUrl: string }>;
	expect(elements.find(({ name }) => name === 'a')?.request).toMatchObject({
		ElementFrontalImage: uploaded[0]?.MediaUrl,
		ElementReferList: uploaded.slice(1).map(({ MediaUrl }) => ({ ImageUrl: MediaUrl })),
	});
});

test('checks all pictures before anything is uploaded, and says what is wrong with which', async () => {
	const bad = {
		...pictures(2),
		left: fileOf(png(1200, 280), 'left.png'),
		front: fileOf(Buffer.from('<html>'), 'front.png'),
	};
	const files = [pictures(1), bad];
	const { message } = errorOf(await create().execute(rows('a', 'b'), { files }));
	expect(message).toMatch(
		/^Item 1: 'Element Frontal Image' is .*HTML.* 'Element Reference Images': image 1 is 1200 × 280 px, but must be at least 300 px high\./,
	);
	expect(emulator.ledger.calls).toEqual([]);
});

test('with Stop makes no element where a file cannot be uploaded; a retry uploads only the rest', async () => {
	let isMended = false;
	emulator.setFaults(({ action, index }) =>
		action === 'ApplyUpload' && index === 0 && !isMended
			? { kind: 'tencentError', stage: 'before', code: 'LimitExceeded' }
			: undefined,
	);
	const workflow = create();
	const failed = await workflow.execute(rows('a', 'b'), { files: [pictures(1), pictures(2)] });
	expect(errorOf(failed).message).toMatch(/nothing was uploaded/);
	expect(callsOf('CreateAigcCustomElement')).toBe(0);
	isMended = true;
	const retried = await workflow.retry(failed);
	expect(retried.status).toBe('success');
	expect(emulator.ledger.ofKind('file')).toHaveLength(5);
	expect(emulator.ledger.ofKind('element')).toHaveLength(2);
});

test('with Continue a file that cannot be uploaded is the fault of its rows alone', async () => {
	emulator.setFaults(({ action, index }) =>
		action === 'ApplyUpload' && index === 0
			? { kind: 'tencentError', stage: 'before', code: 'LimitExceeded' }
			: undefined,
	);
	const execution = await create({ settings: CONTINUE }).execute(rows('a', 'b'), {
		files: [pictures(1), pictures(2)],
	});
	expect(inInputOrder(execution)).toMatchObject([
		{
			json: { error: expect.stringMatching(/^Item 0: A quota .* nothing was uploaded/) as string },
		},
		{ json: { ElementName: 'b' } },
	]);
});

test('knows the files by their bytes: a retry makes no second element of them', async () => {
	emulator.setFaults(({ action, name }) =>
		action === 'CreateAigcCustomElement' && name === 'b' && !isMended
			? { kind: 'tencentError', stage: 'before', code: 'LimitExceeded' }
			: undefined,
	);
	let isMended = false;
	const workflow = create();
	const failed = await workflow.execute(rows('a', 'b'), { files: [pictures(1), pictures(2)] });
	expect(errorOf(failed).message).toMatch(/Created, with ElementId: item 0 = /);
	isMended = true;
	const retried = await workflow.retry(failed);
	expect(retried.hints).toEqual([]);
	expect(callsOf('CreateAigcCustomElement')).toBe(3);
	expect(emulator.ledger.ofKind('file')).toHaveLength(5);
	expect(emulator.ledger.ofKind('element')).toHaveLength(2);
});

test('a hint says when two pictures of an element are the same file', async () => {
	const same = { ...pictures(1), left: pictures(1).front };
	const { hints } = await create().execute(rows('a', 'b'), {
		files: [pictures(2), same as IBinaryKeyData],
	});
	expect(hints.map(({ message }) => message).join()).toMatch(
		/^Item 1: Two of the pictures are the same/,
	);
});

test('Reuse knows them by their bytes, whatever links they have got', async () => {
	const options = { reuseCreated: true };
	const first = await create({ options }).execute(rows('a'), { files: [pictures(7)] });
	const subAppId = { __rl: true, mode: 'id', value: String(OTHER_SUB_APP_ID) };
	const again = create({ options, fields: { subAppId } });
	const second = await again.execute(rows('a'), { files: [pictures(7)] });
	expect(elementIdsOf(second)).toEqual(elementIdsOf(first));
	expect(emulator.ledger.ofKind('file')).toHaveLength(6);
});

test('Check Images does not look for links where there are files', async () => {
	const options = { checkImages: true };
	const { hints } = await create({ options }).execute(rows('a'), { files: [pictures(1)] });
	expect(hints).toEqual([]);
});

test('Validate Only looks into the files, and uploads nothing', async () => {
	const options = { validateOnly: true };
	const { output } = await create({ options }).execute(rows('a'), { files: [pictures(1)] });
	expect(output[0]?.json.ElementFrontalImage).toMatch(/^file "front.png", SHA-256 [0-9a-f]{64}$/);
	expect(emulator.ledger.calls).toEqual([]);
});

test.each<[string, unknown]>([
	['an array of names', '={{ ["left", "right"] }}'],
	['a name', 'left'],
])('reference images are %s', async (_title, elementReferListBinary) => {
	const fields = { elementReferListBinary } as Setup['fields'];
	const execution = await create({ fields }).execute(rows('a'), { files: [pictures(1)] });
	expect(errorOf(execution).message).toBe('');
	expect(emulator.ledger.ofKind('element')).toHaveLength(1);
});

test('without reference images, and without one of the files, nothing is sent', async () => {
	const fields = { elementReferListBinary: '={{ null }}', elementFrontalImageBinary: 'nothing' };
	const execution = await create({ fields }).execute(rows('a'), { files: [pictures(1)] });
	expect(errorOf(execution).message).toMatch(
		/'Element Frontal Image' names no file.*'Element Reference Images' has no image/,
	);
	expect(emulator.ledger.calls).toEqual([]);
});

test('files are not held to the rate of elements, which are another action', async () => {
	// One element may start at once, the next 100 seconds later.
	const options = { requestsPerSecond: 0.01 };
	const execution = await create({ options }).execute(rows('a'), { files: [pictures(1)] });
	expect(execution.status).toBe('success');
	expect(emulator.ledger.ofKind('file')).toHaveLength(3);
});
