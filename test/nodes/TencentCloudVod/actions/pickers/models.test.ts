/** The lists of models and of what they have, as the editor opens them. */
import type { INodeParameters } from 'n8n-workflow';

import { workflowOn } from '../../../../support/node';
import { generateImage, generateVideo } from '../../../../support/operations';

/** Nothing is asked for. */
const NOWHERE = { url: 'http://127.0.0.1:1' };

const listed = (value: string) => ({ __rl: true, mode: 'list', value });

async function search(
	method: string,
	filter?: string,
	fields: INodeParameters = {},
	operation = generateVideo,
): Promise<string[]> {
	const workflow = workflowOn(NOWHERE, { operation, fields });
	const { results } = await workflow.search(method, filter);
	return results.map(({ name, value }) => (name === value ? name : `${name} = ${value}`));
}

test('the models of a video are not those of an image', async () => {
	const videos = await search('searchModels');
	const images = await search('searchModels', undefined, {}, generateImage);
	expect(videos.slice(0, 2)).toEqual(['Kling', 'Vidu']);
	expect(images).toContain('GG (Gemini) = GG');
	expect(videos).not.toContain('GG (Gemini) = GG');
});

test.each([
	['veo', ['GV (Veo) = GV']],
	[' KLING ', ['Kling']],
	['nothing like it', []],
])('are searched for %p', async (filter, expected) => {
	expect(await search('searchModels', filter)).toEqual(expected);
});

test('the versions are those of the model', async () => {
	const of = (model: string) => search('searchModelVersions', '3', { modelName: listed(model) });
	expect(await of('Kling')).toEqual(['3.0-Omni', '3.0', '3.0-turbo']);
	expect(await of('GV')).toEqual(['3.1', '3.1-fast', '3.1-lite']);
});

test.each([
	['searchResolutions', ['720P', '1080P', '4K'], ['1k', '2k', '4k']],
	['searchAspectRatios', ['16:9', '9:16', '1:1'], ['16:9', '9:16', '1:1', '4:3']],
])('%s has what the version has', async (method, ofVideo, ofImage) => {
	expect(await search(method)).toEqual(ofVideo);
	const images = await search(method, undefined, {}, generateImage);
	expect(images.slice(0, ofImage.length)).toEqual(ofImage);
});

test.each<[string, INodeParameters, string]>([
	['searchModelVersions', { modelName: listed('') }, 'Choose the model first.'],
	['searchModelVersions', { modelName: listed('Newcomer') }, 'Choose the model first.'],
	[
		'searchAspectRatios',
		{ modelVersion: listed('4.0') },
		'Choose the model and its version first.',
	],
	[
		'searchAspectRatios',
		{ modelName: listed('Hailuo'), modelVersion: listed('2.3') },
		'Choose the model and its version first.',
	],
])('%s says why it has nothing: %j', async (method, fields, message) => {
	await expect(search(method, undefined, fields)).rejects.toThrow(message);
});
