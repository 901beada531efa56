/** What docs/videos.md and docs/element-to-video.md tell people to enter, as the node would send it. */
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { startEmulator, type Emulator } from '../emulator/emulator';
import { workflowOn } from '../support/node';
import { generateVideo } from '../support/operations';
import { Page } from './markdown';

const page = new Page('docs/videos.md');
const [, extraParameters = ''] = codeIn('json');
const [extInfo = ''] = codeIn('').filter((code) => code.startsWith('{{'));

let emulator: Emulator;

beforeAll(async () => {
	emulator = await startEmulator();
});
afterAll(async () => await emulator.close());

function codeIn(wanted: string): string[] {
	return page.codeBlocks
		.filter(({ language }) => language === wanted)
		.map(({ code }) => code.trim());
}

async function requestOf(fields: INodeParameters, row: IDataObject = {}): Promise<IDataObject> {
	const setup = { operation: generateVideo, options: { validateOnly: true } };
	const workflow = workflowOn(emulator, { ...setup, fields: { images: {}, ...fields } });
	return (await workflow.execute([row])).output[0]?.json ?? {};
}

const named = (value: string) => ({ __rl: true, mode: 'name', value });

test('a person is taken by name with Vidu', async () => {
	const request = await requestOf({
		modelName: named('Vidu'),
		modelVersion: named('q3'),
		prompt: '[@mira] walks through a city',
		additionalFields: { extraParameters },
	});
	expect(request).toMatchObject({
		ModelName: 'Vidu',
		SubjectInfos: [{ Name: 'mira', ImageUrls: ['https://example.com/mira-front.png'] }],
	});
});

test("the model's own parameters are JSON in JSON", async () => {
	const { ExtInfo } = await requestOf({
		prompt: 'a city at night',
		additionalFields: { extInfo: `=${extInfo}` },
	});
	const { AdditionalParameters } = JSON.parse(ExtInfo as string) as Record<string, string>;
	expect(JSON.parse(AdditionalParameters ?? '')).toEqual({
		multi_shot: true,
		shot_type: 'intelligence',
	});
});

test('several people are given as an array of ElementIds', async () => {
	const { text } = new Page('docs/element-to-video.md');
	const [, elementIds = ''] = /of several people: `(.+?)`/.exec(text) ?? [];
	const people = { mira: '865750283577090106', kofi: '865750283577090107' };
	const request = await requestOf(
		{ prompt: '<<<element_1>>> meets <<<element_2>>>', elementIds: `=${elementIds}` },
		people,
	);
	expect(request.SubjectInfos).toEqual([{ Id: people.mira }, { Id: people.kofi }]);
});
