/** The sub-applications to choose from: DescribeSubAppIds, https://www.tencentcloud.com/document/product/266/34177 */
import type {
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';
import { z } from 'zod';

import { searchPages, type PagedList } from './pages';

const pageSchema = z.object({
	TotalCount: z.number(),
	SubAppIdInfoSet: z.array(
		z.object({
			SubAppId: z.union([z.number(), z.string()]),
			SubAppIdName: z.string().catch(''),
			Status: z.string().catch(''),
		}),
	),
});

type SubApp = z.infer<typeof pageSchema>['SubAppIdInfoSet'][number];

const SUB_APPS: PagedList = {
	action: { name: 'DescribeSubAppIds', version: '2018-07-17' },
	limit: 200,
	repeat: 'safe',
	resultOf: (response) => {
		const { data } = pageSchema.safeParse(response);
		return data && { choices: data.SubAppIdInfoSet.map(choiceOf), total: data.TotalCount };
	},
	nouns: {
		thing: 'list of sub-applications',
		things: 'lists of sub-applications',
		id: 'list of sub-applications',
		name: 'list',
		do: 'read',
		done: 'read',
	},
	advice: [],
};

export async function searchSubApps(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	return await searchPages(this, SUB_APPS, {}, filter, paginationToken);
}

function choiceOf({ SubAppId, SubAppIdName, Status }: SubApp): INodeListSearchItems {
	const state = Status === 'On' || Status === '' ? '' : `, ${Status}`;
	return { name: `${SubAppIdName} (${SubAppId}${state})`, value: String(SubAppId) };
}
