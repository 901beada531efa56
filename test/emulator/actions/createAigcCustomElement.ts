import type {
	CreateAigcCustomElementRequest,
	ElementReferInfo,
} from 'tencentcloud-sdk-nodejs-vod/tencentcloud/services/vod/v20180717/vod_models';
import { z } from 'zod';
import { refusePictures } from '../pictures';
import { makingAction } from './action';
import { requiredText, webUrl, type FieldsOf } from './fields';

export const createAigcCustomElement = makingAction({
	action: 'CreateAigcCustomElement',
	kind: 'element',
	name: ({ ElementName }) => ElementName,
	fields: z.strictObject({
		ElementName: requiredText(20),
		ElementDescription: requiredText(100),
		ElementFrontalImage: webUrl,
		ElementReferList: z
			.array(z.strictObject({ ImageUrl: webUrl } satisfies FieldsOf<Required<ElementReferInfo>>))
			.min(1)
			.max(3),
	} satisfies FieldsOf<CreateAigcCustomElementRequest>),
	refuse: (request, { files }) => refusePictures(picturesOf(request), files),
	make: (_request, { ids }) => {
		const ElementId = ids.elementId();
		return { id: ElementId, fields: { ElementId } };
	},
});

interface Pictures {
	ElementFrontalImage: string;
	ElementReferList: Array<{ ImageUrl: string }>;
}

/** By the names of their fields. */
function picturesOf({ ElementFrontalImage, ElementReferList }: Pictures): Map<string, string> {
	const urls = new Map([['ElementFrontalImage', ElementFrontalImage]]);
	for (const [position, { ImageUrl }] of ElementReferList.entries()) {
		urls.set(`ElementReferList.${position}.ImageUrl`, ImageUrl);
	}
	return urls;
}
