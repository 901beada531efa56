/** Video → Generate: CreateAigcVideoTask, a task that makes a video from words, elements and images. */
import type { ItemReader } from '../../execution/itemReader';
import type { Checked } from '../../input/checked';
import { operation } from '../operation';
import { downloadFields } from '../shared/downloads';
import { elementIdsField, readElementIds } from '../shared/elementIds';
import type { Fields } from '../shared/extraParameters';
import { generation, type Generation } from '../shared/generation';
import { additionalFieldsOf } from '../shared/generationFields';
import { imagesField, usageField } from '../shared/generationImages';
import { modelFields } from '../shared/modelFields';
import { promptField } from '../shared/prompt';
import { requiredSubAppIdField } from '../shared/subAppId';
import type { TaskFiles } from '../shared/taskFiles';
import { waitForCompletionField } from '../shared/waitForCompletion';
import { VIDEO_FIELDS } from './additionalFields';

export const generateVideo = operation<Generation, TaskFiles>({
	...generation({
		generated: 'video',
		fields: VIDEO_FIELDS,
		maxMegabytes: 10,
		others: readSubjects,
	}),
	option: {
		name: 'Generate',
		value: 'generate',
		description:
			'Generate a video from words, elements and images. Each run starts a task that is billed by the second of video.',
		action: 'Generate a video (billed)',
	},
	fields: [
		requiredSubAppIdField,
		...modelFields,
		promptField(
			'e.g. <<<element_1>>> walks through a city at night',
			'What is to be seen, in words. With Kling, &lt;&lt;&lt;element_1&gt;&gt;&gt; stands for the first of the element IDs, &lt;&lt;&lt;image_1&gt;&gt;&gt; for the first of the images. It may be empty where there are images.',
		),
		elementIdsField,
		imagesField('What the video shows, or begins and ends with', [usageField]),
		additionalFieldsOf(VIDEO_FIELDS),
		waitForCompletionField,
		...downloadFields,
	],
	action: { name: 'CreateAigcVideoTask', version: '2018-07-17' },
	nouns: {
		thing: 'video',
		things: 'videos',
		id: 'TaskId',
		name: 'Prompt',
		do: 'generate',
		done: 'generated',
	},
});

function readSubjects(reader: ItemReader): Checked<Fields> {
	const ids = readElementIds(reader);
	if (!ids.ok) return ids;
	const SubjectInfos = ids.value.map((Id) => ({ Id }));
	return { ok: true, value: SubjectInfos.length === 0 ? {} : { SubjectInfos } };
}
