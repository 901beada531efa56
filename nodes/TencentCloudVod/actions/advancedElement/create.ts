/** Advanced Element → Create: CreateAigcAdvancedCustomElement, a task that makes an element from pictures or a video. */
import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { readId } from '../../client/answer';
import type { BinaryFile } from '../../execution/binaryFile';
import type { ItemReader } from '../../execution/itemReader';
import { makes } from '../../execution/memories';
import { allOf, type Checked } from '../../input/checked';
import { operation } from '../operation';
import { elementAdvice, PICTURE_ADVICE } from '../shared/elementAdvice';
import { elementImageFields, imageInputField } from '../shared/elementImageFields';
import {
	hashesOfFiles,
	linksOfUploaded,
	linksToCheck,
	outputOfUploaded,
	PICTURE_LIMITS,
	type ElementImages,
} from '../shared/elementImages';
import { elementTextFields, readElementTexts, type ElementTexts } from '../shared/elementTexts';
import { checkPictureLinks, type PictureLink } from '../shared/pictureLinks';
import { pictureToUpload, uploadPictures, type WithPictures } from '../shared/pictures';
import { readElementImages } from '../shared/readElementImages';
import { shownWith } from '../shared/shownWith';
import { readRequiredSubAppId, requiredSubAppIdField, SUB_APP_ADVICE } from '../shared/subAppId';
import { readWaitForCompletion, waitForCompletionField } from '../shared/waitForCompletion';
import { additionalFields, readTags, readVoiceId, type AdditionalFields } from './additionalFields';
import { elementVideoField, readElementVideo, VIDEO_ADVICE } from './video';

/** What shows how the element looks. */
type Reference =
	/** Of pictures that have to be uploaded first, the links say which file is meant. */
	| { type: 'image_refer'; images: ElementImages; files: BinaryFile[] }
	| { type: 'video_refer'; video: string };

/** One element to create. */
interface AdvancedElementItem extends WithPictures {
	subAppId: number;
	texts: ElementTexts;
	reference: Reference;
	additional: AdditionalFields;
	waits: boolean;
}

const createdSchema = z.object({
	TaskId: z.string(),
	Status: z.string(),
	/** null until the task has ended. */
	ElementId: z.string().nullable(),
});

type Created = z.infer<typeof createdSchema>;

const fields: INodeProperties[] = [
	requiredSubAppIdField,
	...elementTextFields,
	{
		displayName: 'Reference Type',
		name: 'referenceType',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Images',
				value: 'image_refer',
				description: 'A picture from the front, and 1 to 3 others',
			},
			{
				name: 'Video',
				value: 'video_refer',
				description: 'One short video, for models that take elements made of a video',
			},
		],
		default: 'image_refer',
		description: 'What to make the element from',
	},
	...shownWith({ referenceType: ['image_refer'] }, [imageInputField, ...elementImageFields]),
	...shownWith({ referenceType: ['video_refer'] }, [elementVideoField]),
	waitForCompletionField,
	additionalFields,
];

export const createAdvancedElement = operation<AdvancedElementItem, Created>({
	option: {
		name: 'Create',
		value: 'create',
		description:
			'Create an element from pictures or a video, with tags and a voice. It takes longer than Element → Create, and its elements can be listed and deleted.',
		action: 'Create an advanced element',
	},
	fields,
	action: { name: 'CreateAigcAdvancedCustomElement', version: '2018-07-17' },
	quota: 20,
	repeat: 'bySession',
	makes: makes(createdSchema, ({ ElementId, TaskId }) => ElementId ?? TaskId),
	nouns: {
		thing: 'advanced element',
		things: 'advanced elements',
		id: 'ElementId',
		name: 'ElementName',
		do: 'create',
		done: 'created',
	},
	advice: [
		...SUB_APP_ADVICE,
		...elementAdvice('the pictures or the video', `${PICTURE_ADVICE} ${VIDEO_ADVICE}`),
	],
	readItem: async (reader) => {
		const { subAppId, texts, reference, voice, tags, waits } = allOf({
			subAppId: readRequiredSubAppId(reader),
			texts: readElementTexts(reader),
			reference: await readReference(reader),
			voice: readVoiceId(reader),
			tags: readTags(reader),
			waits: readWaitForCompletion(reader),
		});
		const files = reference.type === 'image_refer' ? reference.files : [];
		const pictures = files.map((file) => pictureToUpload(file, subAppId));
		const additional = { ...voice, ...tags };
		return { subAppId, texts, reference, additional, waits, pictures, uploaded: [] };
	},
	check: async (context, { options }, items) =>
		options.checkImages ? await checkPictureLinks(context, items, linksOf, PICTURE_LIMITS) : [],
	prepare: uploadPictures,
	nameOf: ({ texts }) => texts.ElementName,
	bodyOf: (item) => requestOf(item, linksOfUploaded(item)),
	identityOf: (item) => {
		const hashes = hashesOfFiles(item);
		return hashes && requestOf(item, hashes);
	},
	task: {
		waits: ({ waits }) => waits,
		subAppIdOf: ({ subAppId }) => subAppId,
		resultOf: ({ InfoList }, TaskId) => {
			const ElementId = elementIdIn(InfoList);
			return ElementId === undefined ? undefined : { TaskId, Status: 'FINISH', ElementId };
		},
		running: (TaskId, Status) => ({ TaskId, Status, ElementId: null }),
	},
	outputOf: ({ ElementId, TaskId, Status }, item, RequestId) => ({
		ElementId,
		ElementName: item.texts.ElementName,
		TaskId,
		Status,
		RequestId,
		...outputOfUploaded(item),
	}),
});

async function readReference(reader: ItemReader): Promise<Checked<Reference>> {
	if (reader.read('referenceType', 'Reference Type') === 'video_refer') {
		const video = readElementVideo(reader);
		return video.ok ? { ok: true, value: { type: 'video_refer', video: video.value } } : video;
	}
	const entered = await readElementImages(reader);
	return entered.ok ? { ok: true, value: { type: 'image_refer', ...entered.value } } : entered;
}

function linksOf(item: AdvancedElementItem): PictureLink[] {
	const { reference } = item;
	return reference.type === 'image_refer' ? linksToCheck(reference.images, item) : [];
}

/** @param files stand in place of the links where the pictures are files */
function requestOf(
	{ subAppId, texts, reference, additional }: AdvancedElementItem,
	files: ElementImages | undefined,
) {
	return {
		SubAppId: subAppId,
		...texts,
		ReferenceType: reference.type,
		...listOf(reference, files),
		...additional,
	};
}

/** JSON texts, as the API wants them. */
function listOf(reference: Reference, files: ElementImages | undefined) {
	if (reference.type === 'video_refer') {
		const refer_videos = [{ video_url: reference.video }];
		return { ElementVideoList: JSON.stringify({ refer_videos }) };
	}
	const { front, references } = files ?? reference.images;
	const refer_images = references.map((image_url) => ({ image_url }));
	return { ElementImageList: JSON.stringify({ frontal_image: front, refer_images }) };
}

/** Not from ElementInfo, where it is a number that JavaScript cannot hold. */
function elementIdIn(infoList: unknown): string | undefined {
	for (const info of Array.isArray(infoList) ? (infoList as unknown[]) : []) {
		if (typeof info !== 'object' || info === null || !('ElementId' in info)) continue;
		const elementId = readId(info.ElementId);
		if (elementId !== undefined) return elementId;
	}
	return undefined;
}
