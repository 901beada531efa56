import type {
	CreateAigcAdvancedCustomElementInput,
	CreateAigcAdvancedCustomElementOutput,
	CreateAigcAdvancedCustomElementRequest,
} from 'tencentcloud-sdk-nodejs-vod/tencentcloud/services/vod/v20180717/vod_models';
import { z } from 'zod';
import type { Account } from '../account';
import { refusePictures } from '../pictures';
import { missing, type Refusal } from '../refusal';
import { record } from './action';
import { integer, jsonText, requiredText, text, webUrl, type FieldsOf } from './fields';
import { taskAction, taskFields, type SucceededTask } from './taskAction';

const ACTION = 'CreateAigcAdvancedCustomElement';

const imageList = z.strictObject({
	frontal_image: webUrl,
	refer_images: z
		.array(z.strictObject({ image_url: webUrl }))
		.min(1)
		.max(3),
});

const videoList = z.strictObject({
	refer_videos: z.array(z.strictObject({ video_url: webUrl })).length(1),
});

/** Kling's tags, from "trend" to "other". */
const tagList = z.array(z.strictObject({ tag_id: z.string().regex(/^o_10[1-8]$/) }));

/** The type says of none that it is required; the rules do. */
type RequiredFields = Required<
	Pick<
		CreateAigcAdvancedCustomElementRequest,
		'ElementName' | 'ElementDescription' | 'ReferenceType'
	>
>;

const fields = z.strictObject({
	SubAppId: integer.optional(),
	ElementName: requiredText(20),
	ElementDescription: requiredText(100),
	ReferenceType: z.enum(['image_refer', 'video_refer']),
	ElementImageList: jsonText(imageList).optional(),
	ElementVideoList: jsonText(videoList).optional(),
	ElementVoiceId: text,
	TagList: jsonText(tagList).optional(),
	DisableModeration: z.enum(['True', 'False']).optional(),
	...taskFields,
} satisfies FieldsOf<CreateAigcAdvancedCustomElementRequest & RequiredFields>);

type ElementRequest = z.infer<typeof fields>;

const inputFields = z.strictObject({
	ElementName: text,
	ElementDescription: text,
	ReferenceType: text,
	ElementVoiceId: text,
	ElementVideoList: text,
	ElementImageList: text,
	TagList: text,
} satisfies FieldsOf<CreateAigcAdvancedCustomElementInput>);

export const createAigcAdvancedCustomElement = taskAction({
	action: ACTION,
	name: ({ ElementName }) => ElementName,
	fields,
	refuse,
	task: {
		taskType: ACTION,
		member: 'CreateAigcAdvancedCustomElementTask',
		inputFields,
		model: () => ACTION,
		emptyOutput: { InfoList: [] } satisfies CreateAigcAdvancedCustomElementOutput,
		succeed,
	},
});

function refuse(
	{ ReferenceType, ElementImageList, ElementVideoList }: ElementRequest,
	{ files }: Account,
): Refusal | undefined {
	switch (ReferenceType) {
		case 'image_refer':
			if (ElementImageList === undefined) return missing('ElementImageList');
			return refusePictures(picturesOf(ElementImageList), files);
		case 'video_refer':
			return ElementVideoList === undefined ? missing('ElementVideoList') : undefined;
	}
}

/** By the names of their fields. */
function picturesOf(list: string): Map<string, string> {
	const { frontal_image, refer_images } = imageList.parse(JSON.parse(list));
	const urls = new Map([['ElementImageList.frontal_image', frontal_image]]);
	for (const [position, { image_url }] of refer_images.entries()) {
		urls.set(`ElementImageList.refer_images.${position}.image_url`, image_url);
	}
	return urls;
}

function succeed({
	request,
	finishedAt,
	account,
	call,
}: SucceededTask<ElementRequest>): CreateAigcAdvancedCustomElementOutput {
	const id = account.ids.elementId();
	record(account, { ...call, now: finishedAt }, { kind: 'element', id, action: ACTION, request });
	return { InfoList: [{ ElementId: id, ElementInfo: elementInfo(id, request) }] };
}

/** Kling's own answer: the ID is a number there, larger than JavaScript holds exactly. */
function elementInfo(
	id: string,
	{ ElementName, ElementDescription, ReferenceType }: ElementRequest,
): string {
	const rest = JSON.stringify({
		element_name: ElementName,
		element_description: ElementDescription,
		reference_type: ReferenceType,
		status: 'succeed',
	});
	return `{"element_id":${id},${rest.slice(1)}`;
}
