/** Media → Upload in n8n's engine. */
import { startEmulator, type Emulator } from '../../../../emulator/emulator';
import { SUB_APP } from '../../../../support/operations';
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
			subAppId: SUB_APP,
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
		// The test's own.
		'GetObject',
	]);
	expect(forbiddenIn(execution)).toEqual([]);
});

test.each<[string, object, RegExp]>([
	[
		'a file that is not there',
		{ binaryPropertyName: 'other' },
		/'Input Binary Field' names no file/,
	],
	[
		'a time that has passed',
		{ additionalFields: { expireTime: '2020-01-01T00:00:00Z' } },
		/'Expire Time' must be in the future/,
	],
	[
		'a time that is none',
		{ additionalFields: { expireTime: 'soon' } },
		/'Expire Time' must be a date/,
	],
	['a category that is none', { additionalFields: { classId: 0.5 } }, /'Class ID' must be a whole/],
	[
		'a SubAppId that is none',
		{ subAppId: { __rl: true, mode: 'id', value: '={{ "shop" }}' } },
		/'Sub-Application' must be a number/,
	],
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

test('sends what was entered beside the file, in the form of the API', async () => {
	const additionalFields = {
		mediaName: 'Mira',
		expireTime: '2100-01-01T02:00:00.000+02:00',
		classId: 7,
	};
	const files = [{ data: fileOf(Buffer.from('a video'), 'clip.mp4', 'video/mp4') }];
	const { output } = await upload({ additionalFields }).execute([{}], { files });
	expect(output[0]?.json.MediaType).toBe('mp4');
	expect(emulator.ledger.ofKind('file')[0]?.request).toMatchObject({
		MediaType: 'mp4',
		MediaName: 'Mira',
		ExpireTime: '2100-01-01T00:00:00Z',
		ClassId: 7,
	});
});

test.each([
	['the content', fileOf(png(300, 300), 'picture', 'application/octet-stream'), 'png'],
	['the media type', fileOf(Buffer.from('a'), 'clip', 'video/mp4'), 'mp4'],
	['the ending', { ...fileOf(Buffer.from('a'), 'x', 'text/plain'), fileExtension: 'mov' }, 'mov'],
])('a file is what %s says', async (_title, data, type) => {
	const { output } = await upload().execute([{}], { files: [{ data }] });
	expect(output[0]?.json.MediaType).toBe(type);
});

test('needs no sub-application, and says so where the account does not know it', async () => {
	const files = [{ data: fileOf(png(300, 300), 'a.png') }];
	expect(
		(await upload({ subAppId: { ...SUB_APP, value: '' } }).execute([{}], { files })).status,
	).toBe('success');
	const unknown = await upload({ subAppId: { ...SUB_APP, value: '7' } }).execute([{}], { files });
	expect(errorOf(unknown).description).toMatch(/^Check 'Sub-Application'/);
});

test('a store that refuses is tried three times, then told as a failure and not as a doubt', async () => {
	emulator.setFaults(({ action }) =>
		action === 'PutObject'
			? { kind: 'tencentError', stage: 'before', code: 'AccessDenied' }
			: undefined,
	);
	const files = [{ data: fileOf(png(300, 300), 'a.png') }];
	const { message, description } = errorOf(await upload().execute([{}], { files }));
	expect(message).toMatch(/^Item 0: The file could not be uploaded: /);
	expect(description).toContain('Code COS HTTP 403');
	expect(emulator.ledger.calls.filter(({ action }) => action === 'PutObject')).toHaveLength(3);
});

test('a session that is refused starts the upload over', async () => {
	let commits = 0;
	emulator.setFaults(({ action }) =>
		action === 'CommitUpload' && commits++ === 0
			? { kind: 'tencentError', stage: 'before', code: 'InvalidParameterValue.VodSessionKey' }
			: undefined,
	);
	const files = [{ data: fileOf(png(300, 300), 'a.png') }];
	expect((await upload().execute([{}], { files })).status).toBe('success');
	expect(emulator.ledger.calls.filter(({ action }) => action === 'ApplyUpload')).toHaveLength(2);
});
