import type {
	AigcAdvancedCustomElementInfo,
	DescribeAigcAdvancedCustomElementsRequest,
	DescribeAigcAdvancedCustomElementsResponse,
} from 'tencentcloud-sdk-nodejs-vod/tencentcloud/services/vod/v20180717/vod_models';
import { z } from 'zod';
import type { Made } from '../ledger';
import { refusal } from '../refusal';
import { timeText } from '../times';
import { answeringAction } from './action';
import { advancedElements } from './advancedElements';
import { integer, type FieldsOf } from './fields';

/** In the order in which they were made; the real service's is not documented. */
export const describeAigcAdvancedCustomElements = answeringAction({
	action: 'DescribeAigcAdvancedCustomElements',
	fields: z.strictObject({
		SubAppId: integer,
		Offset: integer.min(0).optional(),
		Limit: integer.min(1).max(300).optional(),
	} satisfies FieldsOf<DescribeAigcAdvancedCustomElementsRequest>),
	run: ({ SubAppId, Offset = 0, Limit = 10 }, account) => {
		if (Offset % Limit !== 0) {
			const message = 'Offset must be a multiple of Limit.';
			return { kind: 'refused', refusal: refusal('InvalidParameterValue', message) };
		}
		const all = advancedElements(SubAppId, account);
		const fields: DescribeAigcAdvancedCustomElementsResponse = {
			ElementSet: all.slice(Offset, Offset + Limit).map(infoOf),
			TotalCount: all.length,
		};
		return { kind: 'answered', fields };
	},
});

/** The part of a creation's request that the list tells. */
const given = z.object({
	ElementDescription: z.string(),
	ElementVoiceId: z.string().default(''),
});

function infoOf({ id, name, createdAt, request }: Made): AigcAdvancedCustomElementInfo {
	const { ElementDescription, ElementVoiceId } = given.parse(request);
	return {
		Id: id,
		Name: name,
		VoiceId: ElementVoiceId,
		Description: ElementDescription,
		CreateTime: timeText(createdAt),
	};
}
