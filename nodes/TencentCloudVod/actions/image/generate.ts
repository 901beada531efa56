/** Image → Generate: CreateAigcImageTask, a task that makes images from words and from other images. */
import { operation } from '../operation';
import { generation, type Generation } from '../shared/generation';
import {
	additionalFieldsOf,
	ASPECT_RATIO,
	CHECKS,
	choice,
	number,
	PROMPTING,
	RESOLUTION,
	STORED,
	TASK,
	WHERE,
	type GenerationField,
} from '../shared/generationFields';
import { imagesField } from '../shared/generationImages';
import { modelFields } from '../shared/modelFields';
import { promptField } from '../shared/prompt';
import { requiredSubAppIdField } from '../shared/subAppId';
import { downloadFields } from '../shared/downloads';
import type { TaskFiles } from '../shared/taskFiles';
import { waitForCompletionField } from '../shared/waitForCompletion';

const IMAGE_FIELDS: readonly GenerationField[] = [
	RESOLUTION,
	ASPECT_RATIO,
	number(
		'OutputConfig.OutputImageCount',
		{
			displayName: 'Output Image Count',
			description: 'How many images to generate. Kling: 1 to 9, OG: 1 to 8; others make one.',
		},
		1,
	),
	choice(
		'OutputConfig.OutputFormat',
		{ displayName: 'Output Format', description: 'Without it, the model decides' },
		{ png: 'PNG', jpeg: 'JPEG' },
	),
	...PROMPTING,
	choice(
		'SceneType',
		{ displayName: 'Scene Type', description: 'A special way to generate, which some models have' },
		{ image_expand: 'Expand an Image (Kling)', '3d_panorama': '3D Panorama (Hunyuan)' },
	),
	...STORED,
	...CHECKS,
	...WHERE,
	...TASK,
];

export const generateImage = operation<Generation, TaskFiles>({
	...generation({
		generated: 'image',
		fields: IMAGE_FIELDS,
		maxMegabytes: 7,
		others: () => ({ ok: true, value: {} }),
	}),
	option: {
		name: 'Generate',
		value: 'generate',
		description:
			'Generate images from words and other images, such as the views of a person that an element needs. Each run is billed.',
		action: 'Generate an image (billed)',
	},
	fields: [
		requiredSubAppIdField,
		...modelFields,
		promptField(
			'e.g. The same woman, seen from the left, plain grey background',
			'What is to be seen, in words. It may be empty where there are images.',
		),
		imagesField('Images to change, or to take something from', []),
		additionalFieldsOf(IMAGE_FIELDS),
		waitForCompletionField,
		...downloadFields,
	],
	action: { name: 'CreateAigcImageTask', version: '2018-07-17' },
	nouns: {
		thing: 'image',
		things: 'images',
		id: 'TaskId',
		name: 'Prompt',
		do: 'generate',
		done: 'generated',
	},
});
