/** Video → Generate in n8n's engine: what is sent of a form, and what is refused before anything is. */
import { createHash } from 'node:crypto';

import type { IBinaryKeyData, IDataObject, INodeParameters } from 'n8n-workflow';
import type { CreateAigcVideoTaskRequest } from 'tencentcloud-sdk-nodejs-vod/tencentcloud/services/vod/v20180717/vod_models';

import { EMULATOR_SUB_APP_ID, startEmulator, type Emulator } from '../../../../emulator/emulator';
import { workflowOn } from '../../../../support/node';
import type { Setup } from '../../../../support/nodeSetup';
import { generateVideo, rows } from '../../../../support/operations';
import { fileOf, png } from '../../../../support/pictures';
import { errorOf } from '../../../../support/whatIsSeen';

let emulator: Emulator;

beforeAll(async () => {
	emulator = await startEmulator();
});
afterAll(() => emulator.close());

const generate = (fields: INodeParameters, options: Setup['options'] = {}) =>
	workflowOn(emulator, { operation: generateVideo, fields, options });

/** What Validate Only says would be sent. */
async function requestOf(
	fields: INodeParameters,
	json: IDataObject = {},
	binary: IBinaryKeyData = {},
): Promise<IDataObject | undefined> {
	const workflow = generate({ prompt: 'A fox', images: {}, ...fields }, { validateOnly: true });
	const execution = await workflow.execute([json], { files: [binary] });
	expect(errorOf(execution).message).toBe('');
	expect(emulator.ledger.calls).toEqual([]);
	return execution.output[0]?.json;
}

const KLING = { SubAppId: EMULATOR_SUB_APP_ID, ModelName: 'Kling', ModelVersion: '3.0-Omni' };
const AS_WRITTEN = { EnhancePrompt: 'Disabled' };
const LINK = 'https://pictures.example.com/street.webp';
const image = (...images: IDataObject[]) => ({ images: { image: images } }) as INodeParameters;

describe('what is sent', () => {
	test('of a prompt alone, which is not to be rewritten', async () => {
		const request: CreateAigcVideoTaskRequest = { ...KLING, Prompt: ' A fox ', ...AS_WRITTEN };
		expect(await requestOf({ prompt: ' A fox ' })).toEqual(request);
	});

	test('of elements and images: each says what it is for', async () => {
		const fields = {
			prompt: '<<<element_1>>> meets <<<element_2>>> in <<<image_2>>>',
			elementIds: '8712345678901234567, 8712345678901234568,',
			...image(
				{ source: 'fileId', fileId: ' 5145403700000000001 ' },
				{ usage: 'Reference', url: LINK },
			),
		};
		const request: CreateAigcVideoTaskRequest = {
			...KLING,
			...AS_WRITTEN,
			Prompt: fields.prompt,
			SubjectInfos: [{ Id: '8712345678901234567' }, { Id: '8712345678901234568' }],
			FileInfos: [
				{ Type: 'File', FileId: '5145403700000000001', Category: 'Image', Usage: 'Reference' },
				{ Type: 'Url', Url: LINK, Category: 'Image', Usage: 'Reference' },
			],
		};
		expect(await requestOf(fields)).toEqual(request);
	});

	test('of a first and a last frame', async () => {
		const frames = image({ usage: 'FirstFrame', url: LINK }, { usage: 'LastFrame', url: LINK });
		const { FileInfos } = (await requestOf({ ...frames, prompt: '' })) ?? {};
		expect(FileInfos).toMatchObject([{ Usage: 'FirstFrame' }, { Usage: 'LastFrame' }]);
	});

	test('of a file: which one it is, and of two names both', async () => {
		const bytes = png(20, 30);
		const files = { one: fileOf(bytes, 'one.png'), two: fileOf(png(30, 20), 'two.png') };
		const named = image({ source: 'binary', binaryPropertyName: 'one, two' });
		const { FileInfos } = (await requestOf(named, {}, files)) ?? {};
		const sha256 = createHash('sha256').update(bytes).digest('hex');
		expect(FileInfos).toHaveLength(2);
		expect(FileInfos).toMatchObject([
			{ Type: 'Base64', Base64: `file "one.png", SHA-256 ${sha256}`, Usage: 'Reference' },
			{ Type: 'Base64' },
		]);
	});

	test.each<[string, unknown, string[] | undefined]>([
		['an array', ['8712345678901234567', '12'], ['8712345678901234567', '12']],
		['items that were created', [{ ElementId: '8712345678901234567' }], ['8712345678901234567']],
		['JSON with numbers', '[8712345678901234567, 12]', ['8712345678901234567', '12']],
		['JSON text', '"8712345678901234567"', ['8712345678901234567']],
		['lines', '1\n2', ['1', '2']],
		['a short number', 12, ['12']],
		['an empty array', [], undefined],
		['nothing', null, undefined],
	])('of element IDs from an expression that gives %s', async (_title, ids, expected) => {
		const fields = { elementIds: '={{ $json.ids }}' };
		const request = await requestOf(fields, { ids } as IDataObject);
		expect(request?.SubjectInfos).toEqual(expected?.map((Id) => ({ Id })));
	});

	test.each<[string, unknown, number]>([
		['an array of links', [LINK, `${LINK}?2`], 2],
		['links separated by commas', `${LINK}, ${LINK}`, 2],
		['an empty array', [], 0],
	])('of images from an expression that gives %s', async (_title, url, count) => {
		const request = await requestOf(image({ url: '={{ $json.url }}' }), { url } as IDataObject);
		expect(request?.FileInfos ?? []).toHaveLength(count);
	});

	test('of Extra Parameters: objects are merged, the rest is replaced, and IDs keep their digits', async () => {
		const additionalFields = {
			duration: 5,
			resolution: { __rl: true, mode: 'list', value: '1080P' },
			extraParameters:
				'{"OutputConfig": {"Duration": 10, "New": {"A": 1}}, "SubjectInfos": [{"Id": 8712345678901234567}], "ModelVersion": "4.0"}',
		};
		expect(await requestOf({ elementIds: '12', additionalFields })).toEqual({
			...KLING,
			ModelVersion: '4.0',
			Prompt: 'A fox',
			OutputConfig: { Duration: 10, Resolution: '1080P', New: { A: 1 } },
			SubjectInfos: [{ Id: '8712345678901234567' }],
		});
	});

	test('of true, false and numbers as text from an expression', async () => {
		const additionalFields = {
			audioGeneration: '={{ true }}',
			offPeak: '={{ false }}',
			duration: '={{ "8" }}',
			seed: '={{ "7" }}',
			expireTime: '2027-01-01T00:00:00.000+08:00',
		};
		expect(await requestOf({ additionalFields })).toMatchObject({
			Seed: 7,
			OutputConfig: {
				AudioGeneration: 'Enabled',
				OffPeak: 'Disabled',
				Duration: 8,
				ExpireTime: '2026-12-31T16:00:00Z',
			},
		});
	});
});

const chosen = (value: string) => ({ __rl: true, mode: 'name', value });

test.each<[string, INodeParameters, string]>([
	[
		'everything that is missing, in the order of the form',
		{
			modelName: chosen('={{ "" }}'),
			modelVersion: chosen('={{ 3.0 }}'),
			elementIds: '={{ [{}] }}',
		},
		"'Model' is empty. 'Model Version' must be text, but is a number: version 3.0 would be sent as 3. 'Element IDs' must be ElementIds, separated by commas.",
	],
	['a prompt that is no text', { prompt: '={{ [1] }}' }, "'Prompt' must be text, but is a list."],
	[
		'ElementIds that are numbers',
		{ elementIds: '={{ [8712345678901234567] }}' },
		"'Element IDs' must be text: as numbers they have lost their last digits.",
	],
	[
		'ElementIds that are no JSON',
		{ elementIds: '[12' },
		"'Element IDs' starts like JSON but cannot be read as JSON (check quotes and commas).",
	],
	[
		'images that cannot be used, by their number',
		image(
			{ url: LINK },
			{ url: '' },
			{ url: 'https://pictures.example.com/a.gif' },
			{ source: 'fileId', fileId: '' },
			{ source: 'fileId', fileId: '={{ 5145403700000000001 }}' },
		),
		"'Images': image 2 is empty. 'Images': image 3 links to a .gif file, but only .jpg, .jpeg, .png and .webp images are accepted. 'Images': image 4 has no File ID. 'Images': image 5 must be a FileId, given as text.",
	],
	[
		'a file that is not there',
		image({ source: 'binary', binaryPropertyName: 'front' }),
		"'Images' names no file of this item that can be read.",
	],
	[
		'fields that are of the wrong kind',
		{ additionalFields: { duration: '={{ "long" }}', seed: 1.5, offPeak: '={{ "yes" }}' } },
		"'Duration' must be a number above 0. 'Seed' must be a whole number. 'Off Peak' must be Enabled or Disabled.",
	],
	[
		'Extra Parameters that are no object',
		{ additionalFields: { extraParameters: '[7]' } },
		'\'Extra Parameters\' must be a JSON object, such as {"Seed": 7}.',
	],
	[
		'Extra Parameters with what the node decides',
		{ additionalFields: { extraParameters: '{"SubAppId": 1, "SessionId": "mine"}' } },
		"'Extra Parameters' must not hold SubAppId: choose it in 'Sub-Application'. 'Extra Parameters' must not hold SessionId: the node makes one for each call, so that nothing is generated twice.",
	],
	[
		'Extra Parameters that have lost digits',
		{ additionalFields: { extraParameters: '={{ ({ A: [{ B: 8712345678901234567 }] }) }}' } },
		"'Extra Parameters' holds a number that is too long and has lost its last digits: give it as text.",
	],
	[
		'what the rules know to fail',
		{
			prompt: '<<<element_1>>>',
			additionalFields: { extraParameters: '{"OutputConfig": {"Duration": 16}}' },
		},
		"'Prompt' names <<<element_1>>>, but there are no elements. 'Duration' must be 3 to 15 seconds with Kling 3.0-Omni.",
	],
	[
		'an expression that fails, and nothing for want of it',
		{ prompt: '={{ $("Nowhere").item }}', images: {} },
		"'Prompt': its expression failed.",
	],
])('refuses %s', async (_title, fields, text) => {
	const execution = await generate({ images: {}, ...fields }).execute(rows('Mira'));
	expect(errorOf(execution).message).toBe(`Item 0: ${text} Nothing was sent.`);
	expect(emulator.ledger.calls).toEqual([]);
});
