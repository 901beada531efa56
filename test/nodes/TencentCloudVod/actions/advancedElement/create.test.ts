/** Advanced Element → Create in n8n's engine: what is sent, and what is put out. */
import type { IBinaryKeyData, IDataObject } from 'n8n-workflow';
import type { CreateAigcAdvancedCustomElementRequest } from 'tencentcloud-sdk-nodejs-vod/tencentcloud/services/vod/v20180717/vod_models';

import { EMULATOR_SUB_APP_ID, type Emulator } from '../../../../emulator/emulator';
import { LOST, QUOTA_USED_UP } from '../../../../support/faultPlans';
import { workflowOn } from '../../../../support/node';
import type { Setup } from '../../../../support/nodeSetup';
import { row, rows } from '../../../../support/operations';
import { fileOf, png } from '../../../../support/pictures';
import { startQuickEmulator } from '../../../../support/quickEmulator';
import { elementIdsOf, errorOf, forbiddenIn } from '../../../../support/whatIsSeen';

const CREATE = 'CreateAigcAdvancedCustomElement';
const VIDEO = 'https://videos.example.com/mira.mp4?v=1';
const OF_VIDEO = { referenceType: 'video_refer', elementVideo: VIDEO };
const OF_FILES = {
	imageInput: 'binary',
	elementFrontalImageBinary: 'front',
	elementReferListBinary: 'left',
};

let emulator: Emulator;
beforeEach(async () => void (emulator = await startQuickEmulator()));
afterEach(async () => await emulator.close());

const subApp = (value: string) => ({ __rl: true, mode: 'id', value });

const create = (fields: Setup['fields'] = {}, setup: Setup = {}) =>
	workflowOn(emulator, {
		...setup,
		fields: {
			resource: 'advancedElement',
			operation: 'create',
			subAppId: subApp(String(EMULATOR_SUB_APP_ID)),
			...fields,
		},
	});

/** What Validate Only says would be sent for Mira. */
async function requestOf(fields: Setup['fields'], mira: IDataObject = row('Mira')) {
	const workflow = create(fields, { options: { validateOnly: true } });
	const execution = await workflow.execute([mira]);
	expect(errorOf(execution).message).toBe('');
	return execution.output[0]?.json;
}

const MIRA = {
	SubAppId: EMULATOR_SUB_APP_ID,
	ElementName: 'Mira',
	ElementDescription: 'What Mira looks like',
};

describe('what is sent', () => {
	test('of pictures behind links', async () => {
		const request: CreateAigcAdvancedCustomElementRequest = {
			...MIRA,
			ReferenceType: 'image_refer',
			ElementImageList:
				'{"frontal_image":"https://pictures.example.com/Mira/front.png","refer_images":[{"image_url":"https://pictures.example.com/Mira/left.png"},{"image_url":"https://pictures.example.com/Mira/right.jpg?size=large,sharp"}]}',
		};
		expect(await requestOf({})).toEqual(request);
	});

	test('of a video, with a voice and tags', async () => {
		const request: CreateAigcAdvancedCustomElementRequest = {
			...MIRA,
			ReferenceType: 'video_refer',
			ElementVideoList: `{"refer_videos":[{"video_url":"${VIDEO}"}]}`,
			ElementVoiceId: 'voice-1',
			TagList: '[{"tag_id":"o_102"},{"tag_id":"o_105"}]',
		};
		const additionalFields = { elementVoiceId: ' voice-1 ', tags: ['o_102', 'o_105'] };
		expect(await requestOf({ ...OF_VIDEO, additionalFields })).toEqual(request);
	});

	test.each<[string, unknown, string | undefined]>([
		['a text with commas', 'o_101, o_999,', '[{"tag_id":"o_101"},{"tag_id":"o_999"}]'],
		['an array', ['o_108'], '[{"tag_id":"o_108"}]'],
		['an empty array', [], undefined],
		['blanks', ' ', undefined],
		['nothing', null, undefined],
	])('of tags from an expression that gives %s', async (_title, tags, TagList) => {
		const additionalFields = { tags: '={{ $json.tags }}' };
		const request = await requestOf({ additionalFields }, { ...row('Mira'), tags } as IDataObject);
		expect(request?.TagList).toBe(TagList);
	});
});

test.each<[string, Setup['fields'], string]>([
	['no sub-application', { subAppId: subApp('={{ "" }}') }, "'Sub-Application' is empty."],
	[
		'a wrong one',
		{ subAppId: subApp('={{ "shop" }}') },
		"'Sub-Application' must be a number, such as 1500000001.",
	],
	[
		'no video',
		{ referenceType: 'video_refer', elementVideo: '={{ "" }}' },
		"'Element Video' is empty.",
	],
	[
		'a picture in place of the video',
		{ referenceType: 'video_refer', elementVideo: 'https://videos.example.com/mira.jpg' },
		"'Element Video' links to a .jpg file, but only .mp4 and .mov videos are accepted.",
	],
	[
		'a tag that is no text',
		{ additionalFields: { tags: '={{ [7] }}' } },
		"'Tags' must be tag IDs, such as o_102.",
	],
	[
		'a voice that is no text',
		{ additionalFields: { elementVoiceId: '={{ 7 }}' } },
		"'Element Voice ID' must be text, but is a number (write {{ String(…) }} around the expression).",
	],
	[
		'waiting that is neither true nor false',
		{ waitForCompletion: '={{ "perhaps" }}' },
		"'Wait for Completion' must be true or false.",
	],
	[
		'an expression that fails in a field that may be empty',
		{ additionalFields: { elementVoiceId: '={{ $("Nowhere").item }}' } },
		"'Element Voice ID': its expression failed.",
	],
	[
		'everything at once, in the order of the form',
		{
			subAppId: subApp('={{ "" }}'),
			elementName: '={{ "" }}',
			elementFrontalImage: 'none',
			additionalFields: { tags: '={{ [""] }}' },
		},
		"'Sub-Application' is empty. 'Element Name' is empty. 'Element Frontal Image' is not a link that starts with http:// or https://. 'Tags' must be tag IDs, such as o_102.",
	],
])('refuses %s', async (_title, fields, text) => {
	expect(errorOf(await create(fields).execute(rows('Mira'))).message).toBe(
		`Item 0: ${text} Nothing was sent.`,
	);
	expect(emulator.ledger.calls).toEqual([]);
});

test('puts out each ElementId as the task has it, to its last digit', async () => {
	const execution = await create().execute(rows('a', 'b', 'c'));
	const elements = emulator.ledger.ofKind('element');
	const tasks = emulator.ledger.ofKind('task');
	expect(execution.output.map(({ json }) => json)).toEqual(
		['a', 'b', 'c'].map((name) => ({
			ElementId: elements.find((made) => made.name === name)?.id,
			ElementName: name,
			TaskId: tasks.find((made) => made.name === name)?.id,
			Status: 'FINISH',
			RequestId: tasks.find((made) => made.name === name)?.requestId,
		})),
	);
	expect(Number.isSafeInteger(Number(elements[0]?.id))).toBe(false);
	expect(forbiddenIn(execution)).toEqual([]);
});

test('puts out the TaskId at once where it does not wait', async () => {
	emulator.setTaskLives(() => ({ runsMs: 3_600_000, end: { kind: 'success' } }));
	const { output } = await create({ waitForCompletion: false }).execute(rows('a'));
	const [task] = emulator.ledger.ofKind('task');
	expect(output.map(({ json }) => json)).toEqual([
		{
			ElementId: null,
			ElementName: 'a',
			TaskId: task?.id,
			Status: 'WAITING',
			RequestId: task?.requestId,
		},
	]);
	expect(emulator.ledger.calls.map(({ action }) => action)).toEqual([CREATE]);
});

describe('of files', () => {
	const pictures = (colour: number): IBinaryKeyData => ({
		front: fileOf(png(400, 300, colour), 'front.png'),
		left: fileOf(png(300, 400, colour), 'left.png'),
	});

	test('sends the links that they have got, in the chosen sub-application', async () => {
		const execution = await create(OF_FILES).execute(rows('a'), { files: [pictures(1)] });
		const uploaded = execution.output[0]?.json.UploadedImages as Array<{ MediaUrl: string }>;
		const [task] = emulator.ledger.ofKind('task');
		expect(JSON.parse(String(task?.request.ElementImageList))).toEqual({
			frontal_image: uploaded[0]?.MediaUrl,
			refer_images: [{ image_url: uploaded[1]?.MediaUrl }],
		});
		expect(emulator.ledger.ofKind('file').map(({ request }) => request.SubAppId)).toEqual([
			EMULATOR_SUB_APP_ID,
			EMULATOR_SUB_APP_ID,
		]);
	});

	test('a retry knows them by their bytes, and makes only the rest', async () => {
		let isMended = false;
		emulator.setFaults(({ action, name }) =>
			action === CREATE && name === 'b' && !isMended ? QUOTA_USED_UP : undefined,
		);
		const workflow = create(OF_FILES);
		const files = [pictures(1), pictures(2)];
		const failed = await workflow.execute(rows('a', 'b'), { files });
		expect(errorOf(failed).message).toMatch(/^Item 1: A quota .* nothing was created/);
		isMended = true;
		const retried = await workflow.retry(failed);
		expect(retried.hints).toEqual([]);
		expect(elementIdsOf(retried)).toEqual(emulator.ledger.ofKind('element').map(({ id }) => id));
		expect(emulator.ledger.ofKind('file')).toHaveLength(4);
	});
});

test('an answer that was lost starts no second task', async () => {
	emulator.setFaults(({ action, index }) => (action === CREATE && index === 0 ? LOST : undefined));
	const execution = await create().execute(rows('a'));
	expect(elementIdsOf(execution)).toEqual(emulator.ledger.ofKind('element').map(({ id }) => id));
	expect(emulator.ledger.ofKind('task')).toHaveLength(1);
});

test('Check Images looks at no video', async () => {
	const execution = await create(OF_VIDEO, { options: { checkImages: true } }).execute(rows('a'));
	expect(execution.hints).toEqual([]);
	expect(elementIdsOf(execution)).toHaveLength(1);
});

test.each([
	['InvalidParameterValue.SubAppId', /^Check 'Sub-Application'/],
	['InvalidParameterValue', /^Check the pictures first.* A video must be an MP4 or MOV: 3 to 8/],
])('says what to do about %s', async (code, remedy) => {
	emulator.setFaults(() => ({ kind: 'tencentError', stage: 'before', code }));
	expect(errorOf(await create().execute(rows('a'))).description).toMatch(remedy);
});
