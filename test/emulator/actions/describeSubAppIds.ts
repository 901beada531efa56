import type {
	DescribeSubAppIdsRequest,
	DescribeSubAppIdsResponse,
	ResourceTag,
	SubAppIdInfo,
} from 'tencentcloud-sdk-nodejs-vod/tencentcloud/services/vod/v20180717/vod_models';
import { z } from 'zod';
import type { SubApp } from '../account';
import { answeringAction } from './action';
import { integer, text, type FieldsOf } from './fields';

const tag = z.strictObject({
	TagKey: z.string(),
	TagValue: z.string(),
} satisfies FieldsOf<ResourceTag>);

export const describeSubAppIds = answeringAction({
	action: 'DescribeSubAppIds',
	fields: z.strictObject({
		Name: text,
		Tags: z.array(tag).optional(),
		Offset: integer.min(0).optional(),
		Limit: integer.min(0).max(200).optional(),
	} satisfies FieldsOf<DescribeSubAppIdsRequest>),
	run: ({ Name, Offset = 0, Limit = 200 }, { subApps }) => {
		const matching = subApps.filter(({ name }) => Name === undefined || name === Name);
		const fields: DescribeSubAppIdsResponse = {
			SubAppIdInfoSet: matching.slice(Offset, Offset + Limit).map(infoOf),
			TotalCount: matching.length,
		};
		return { kind: 'answered', fields };
	},
});

function infoOf({ id, name, status }: SubApp): SubAppIdInfo {
	return {
		SubAppId: id,
		SubAppIdName: name,
		Description: '',
		CreateTime: '2024-01-01T00:00:00Z',
		Status: status,
		Name: name,
		Mode: 'fileid',
		StorageRegions: [],
		Tags: [],
	};
}
