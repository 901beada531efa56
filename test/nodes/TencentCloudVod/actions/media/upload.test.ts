/** Media → Upload in n8n's engine. */
import { EMULATOR_SUB_APP_ID, startEmulator, type Emulator } from '../../../../emulator/emulator';
import type { Fault } from '../../../../emulator/faults';
import { workflowOn } from '../../../../support/node';
import type { Setup } from '../../../../support/nodeSetup';
import { errorOf, forbiddenIn } from '../../../../support/whatIsSeen';
import { fileOf, png } from '../../../../support/pictures';

let emulator: Emulator;
beforeEach(async () => {
	emulator = await startEmulator();
});
afterEach(() => emulator.close());

const upload = (fields: object = {}, setup: Setup = {}) =>
	workflowOn(emulator, {
		...setup,
		fields: {
			resource: 'media',
			operation: 'upload',
			subAppId: { __rl: true, mode: 'id', value: String(EMULATOR_SUB_APP_ID) },
			...fields,
		},
	});

test('gives the FileId and the MediaUrl of the very bytes', async () => {
	const bytes = png(400, 300);
	const files = [{ data: fileOf(bytes, 'mira.PNG') }];
	const execution = await upload().execute([{}], { files });
	expect(errorOf(execution)).toEqual({ message: '', description: '' });
	const [made] = emulator.ledger.ofKind('file');
	expect(execution.output[0]?.json).toMatchObject({
		FileId: made?.id,
		MediaUrl: expect.stringMatching(/^http/) as string,
		MediaType: 'png',
		Size: bytes.length,
	});
	const url = execution.output[0]?.json.MediaUrl as string;
	expect(Buffer.from(await (await fetch(url)).arrayBuffer())).toEqual(bytes);
	expect(emulator.ledger.calls.map(({ action }) => action)).toEqual([
		'ApplyUpload',
		'PutObject',
		'CommitUpload',
	]);
	expect(forbiddenIn(execution)).toEqual([]);
});

test.each<[string, object, RegExp]>([
	[
		'a file that is not there',
		{ binaryPropertyName: 'other' },
		/'Input Binary Field' names no file/,
	],
	['a time that is none', { additionalFields: { expireTime: 'soon' } }, /'Expire Time' must be/],
])('refuses %s, and sends nothing', async (_title, fields, message) => {
	const files = [{ data: fileOf(png(300, 300), 'a.png') }];
	expect(errorOf(await upload(fields).execute([{}], { files })).message).toMatch(message);
	expect(emulator.ledger.calls).toEqual([]);
});

const STEPS = ['ApplyUpload', 'PutObject', 'CommitUpload'];
const FAULTS: Fault[] = [
	{ kind: 'reset', stage: 'before' },
	{ kind: 'reset', stage: 'after' },
	{ kind: 'http', stage: 'after', status: 503, body: 'html' },
];

describe.each(STEPS)('a fault of %s', (step) => {
	test.each(FAULTS)('is gone through, and makes no second file: $kind $stage', async (fault) => {
		let strikes = 0;
		emulator.setFaults(({ action }) => (action === step && strikes++ === 0 ? fault : undefined));
		const files = [{ data: fileOf(png(300, 300), 'a.png') }];
		const execution = await upload().execute([{}], { files });
		expect(execution.status).toBe('success');
		expect(strikes).toBeGreaterThan(1);
		expect(emulator.ledger.ofKind('file').map(({ id }) => id)).toEqual([
			execution.output[0]?.json.FileId,
		]);
	});
});

test('an upload of the same bytes is made once in a batch, and not again on a retry', async () => {
	const same = fileOf(png(300, 300), 'same.png');
	const files = [{ data: same }, { data: same }, { data: fileOf(png(300, 300, 9), 'b.png') }];
	emulator.setFaults(({ action, name }) =>
		action === 'ApplyUpload' && name === 'refused' && !isMended
			? { kind: 'tencentError', stage: 'before', code: 'LimitExceeded' }
			: undefined,
	);
	let isMended = false;
	const fields = { additionalFields: { mediaName: '={{ $json.name }}' } };
	const rows = [{ name: 'x' }, { name: 'x' }, { name: 'refused' }];
	const workflow = upload(fields);
	const failed = await workflow.execute(rows, { files });
	expect(errorOf(failed).message).toMatch(
		/^Item 2: A quota .* nothing was uploaded\..* Uploaded, with FileId: item 0 = /,
	);
	isMended = true;
	const retried = await workflow.retry(failed);
	const [one, other] = emulator.ledger.ofKind('file').map(({ id }) => id);
	expect(retried.output.map(({ json }) => json.FileId)).toEqual([one, one, other]);
});
