/** Image → Generate in n8n's engine: what differs from Video → Generate. */
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type { CreateAigcImageTaskRequest } from 'tencentcloud-sdk-nodejs-vod/tencentcloud/services/vod/v20180717/vod_models';

import { EMULATOR_SUB_APP_ID, type Emulator } from '../../../../emulator/emulator';
import { workflowOn } from '../../../../support/node';
import { generateImage, rows } from '../../../../support/operations';
import { fileOf, png } from '../../../../support/pictures';
import { startQuickEmulator } from '../../../../support/quickEmulator';
import { errorOf } from '../../../../support/whatIsSeen';

let emulator: Emulator;
beforeEach(async () => void (emulator = await startQuickEmulator()));
afterEach(async () => await emulator.close());

const generate = (fields: INodeParameters = {}, options: IDataObject = {}) =>
	workflowOn(emulator, { operation: generateImage, fields, options });

test('its images are for nothing but to be taken from, and it has fields of its own', async () => {
	const additionalFields = {
		outputImageCount: 3,
		outputFormat: 'png',
		aspectRatio: { __rl: true, mode: 'name', value: '21:9' },
	};
	const workflow = generate({ additionalFields }, { validateOnly: true });
	const execution = await workflow.execute(rows('Mira from the left'));
	const request: CreateAigcImageTaskRequest = {
		SubAppId: EMULATOR_SUB_APP_ID,
		ModelName: 'Kling',
		ModelVersion: '3.0-Omni',
		Prompt: 'Mira from the left',
		FileInfos: [
			{ Type: 'Url', Url: 'https://pictures.example.com/Mira%20from%20the%20left/front.png' },
		],
		OutputConfig: { OutputImageCount: 3, OutputFormat: 'png', AspectRatio: '21:9' },
	};
	expect(errorOf(execution).message).toBe('');
	expect(execution.output[0]?.json).toEqual(request);
});

test('an image of more than 7 MB is refused', async () => {
	const large = Buffer.concat([png(20, 20), Buffer.alloc(7_340_033)]);
	const images = { image: [{ source: 'binary', binaryPropertyName: 'front' }] };
	const execution = await generate({ images }).execute(rows('a'), {
		files: [{ front: fileOf(large, 'front.png') }],
	});
	expect(errorOf(execution).message).toBe(
		"Item 0: 'Images': image 1 is 7.1 MB, but must be at most 7 MB. Nothing was sent.",
	);
});
