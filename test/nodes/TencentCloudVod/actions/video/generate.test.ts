/** Video → Generate in n8n's engine: what is sent, and what is put out. */
import type { IDataObject } from 'n8n-workflow';
import type { CreateAigcVideoTaskRequest } from 'tencentcloud-sdk-nodejs-vod/tencentcloud/services/vod/v20180717/vod_models';

import { EMULATOR_SUB_APP_ID, startEmulator, type Emulator } from '../../../../emulator/emulator';
import { workflowOn } from '../../../../support/node';
import type { Setup } from '../../../../support/nodeSetup';
import { generateVideo, rows } from '../../../../support/operations';
import { speedUp } from '../../../../support/speed';
import { errorOf, forbiddenIn } from '../../../../support/whatIsSeen';

let emulator: Emulator;
let goBackToRealTime: () => void;

beforeEach(async () => {
	emulator = await startEmulator();
	emulator.setTaskLives(() => ({ runsMs: 0, end: { kind: 'success' } }));
	goBackToRealTime = speedUp(100);
});
afterEach(async () => {
	goBackToRealTime();
	await emulator.close();
});

const generate = (fields: Setup['fields'] = {}, setup: Setup = {}) =>
	workflowOn(emulator, { ...setup, operation: generateVideo, fields });

/** What Validate Only says would be sent. */
async function requestOf(fields: Setup['fields'], row: IDataObject = {}): Promise<unknown> {
	const execution = await generate(fields, { options: { validateOnly: true } }).execute([row]);
	expect(errorOf(execution).message).toBe('');
	return execution.output[0]?.json;
}

const KLING = { SubAppId: EMULATOR_SUB_APP_ID, ModelName: 'Kling', ModelVersion: '3.0-Omni' };
const AS_WRITTEN = { EnhancePrompt: 'Disabled' };

describe('what is sent', () => {
	test('of a prompt alone: the prompt is not rewritten', async () => {
		const request: CreateAigcVideoTaskRequest = { ...KLING, Prompt: ' A fox ', ...AS_WRITTEN };
		expect(await requestOf({ prompt: ' A fox ', images: {} })).toEqual(request);
	});
});

test('puts out the file of each task', async () => {
	const execution = await generate().execute(rows('a', 'b'));
	expect(errorOf(execution).message).toBe('');
	expect(execution.output.map(({ json }) => json)).toEqual([]);
	expect(forbiddenIn(execution)).toEqual([]);
});
