import type { DeleteAigcAdvancedCustomElementRequest } from 'tencentcloud-sdk-nodejs-vod/tencentcloud/services/vod/v20180717/vod_models';
import { z } from 'zod';
import { refusal } from '../refusal';
import { answeringAction } from './action';
import { advancedElements } from './advancedElements';
import { integer, type FieldsOf } from './fields';

export const deleteAigcAdvancedCustomElement = answeringAction({
	action: 'DeleteAigcAdvancedCustomElement',
	name: ({ ElementId }) => ElementId,
	fields: z.strictObject({
		SubAppId: integer,
		ElementId: z.string(),
	} satisfies FieldsOf<DeleteAigcAdvancedCustomElementRequest>),
	run: ({ SubAppId, ElementId }, account, { now }) => {
		const element = advancedElements(SubAppId, account).find(({ id }) => id === ElementId);
		if (!element) {
			const message = 'There is no such element.';
			return { kind: 'refused', refusal: refusal('ResourceNotFound', message) };
		}
		element.deletedAt = now;
		return { kind: 'answered', fields: {} };
	},
});
