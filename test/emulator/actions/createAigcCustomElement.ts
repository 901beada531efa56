import type {
	CreateAigcCustomElementRequest,
	ElementReferInfo,
} from 'tencentcloud-sdk-nodejs-vod/tencentcloud/services/vod/v20180717/vod_models';
import { z } from 'zod';
import type { Account } from '../account';
import { faultOfPicture } from '../pictures';
import { refusal, type Refusal } from '../refusal';
import type { Uploads } from '../uploads';
import { makingAction } from './action';
import { imageUrl, requiredText, type FieldsOf } from './fields';

export const createAigcCustomElement = makingAction({
	action: 'CreateAigcCustomElement',
	kind: 'element',
	name: ({ ElementName }) => ElementName,
	fields: z.strictObject({
		ElementName: requiredText(20),
		ElementDescription: requiredText(100),
		ElementFrontalImage: imageUrl,
		ElementReferList: z
			.array(z.strictObject({ ImageUrl: imageUrl } satisfies FieldsOf<Required<ElementReferInfo>>))
			.min(1)
			.max(3),
	} satisfies FieldsOf<CreateAigcCustomElementRequest>),
	refuse: refusePictures,
	make: (_request, { ids }) => {
		const ElementId = ids.elementId();
		return { id: ElementId, fields: { ElementId } };
	},
});

interface Pictures {
	ElementFrontalImage: string;
	ElementReferList: Array<{ ImageUrl: string }>;
}

/** The emulator fetches nothing: it looks into the pictures that were uploaded to it. */
function refusePictures(
	{ ElementFrontalImage, ElementReferList }: Pictures,
	{ uploads }: Account,
): Refusal | undefined {
	const urls = new Map([['ElementFrontalImage', ElementFrontalImage]]);
	for (const [position, { ImageUrl }] of ElementReferList.entries()) {
		urls.set(`ElementReferList.${position}.ImageUrl`, ImageUrl);
	}
	for (const [field, url] of urls) {
		const fault = faultOfUrl(url, uploads);
		if (fault !== undefined) {
			return refusal('InvalidParameterValue', `The picture of ${field} ${fault}.`);
		}
	}
	return undefined;
}

function faultOfUrl(url: string, uploads: Uploads): string | undefined {
	if (!uploads.isOwn(url)) return undefined;
	const file = uploads.fileOf(url);
	return file ? faultOfPicture(file.object) : 'cannot be fetched';
}
