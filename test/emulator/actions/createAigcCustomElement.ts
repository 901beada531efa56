import type {
	CreateAigcCustomElementRequest,
	ElementReferInfo,
} from 'tencentcloud-sdk-nodejs-vod/tencentcloud/services/vod/v20180717/vod_models';
import { z } from 'zod';
import { makingAction } from './action';
import { imageUrl, requiredText, type FieldsOf } from './fields';

export const createAigcCustomElement = makingAction({
	action: 'CreateAigcCustomElement',
	kind: 'element',
	nameField: 'ElementName',
	fields: z.strictObject({
		ElementName: requiredText(20),
		ElementDescription: requiredText(100),
		ElementFrontalImage: imageUrl,
		ElementReferList: z
			.array(z.strictObject({ ImageUrl: imageUrl } satisfies FieldsOf<Required<ElementReferInfo>>))
			.min(1)
			.max(3),
	} satisfies FieldsOf<CreateAigcCustomElementRequest>),
	make: (_request, { ids }) => {
		const ElementId = ids.elementId();
		return { id: ElementId, fields: { ElementId } };
	},
});
