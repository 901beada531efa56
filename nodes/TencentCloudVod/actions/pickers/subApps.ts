/** The sub-applications to choose from: DescribeSubAppIds, https://www.tencentcloud.com/document/product/266/34177 */
import {
	NodeApiError,
	sleep,
	type ILoadOptionsFunctions,
	type INodeListSearchItems,
	type INodeListSearchResult,
} from 'n8n-workflow';
import { z } from 'zod';

import { deadlineAfter } from '../../client/deadline';
import { outcomeOf, type Reading } from '../../client/outcome';
import { readAccount } from '../../execution/account';
import { textOf } from '../../messages/errorTexts';
import type { Wording } from '../../messages/nouns';
import { sender } from '../../transport/send';

/** The most that one call gives. */
const PAGE = 200;
const TIMEOUT_MS = 20_000;

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

type Page = z.infer<typeof pageSchema>;

const READING: Reading<Page> & Wording = {
	repeat: 'safe',
	resultOf: (response) => pageSchema.safeParse(response).data,
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

/**
 * Without a filter one page, and the next one when the person has scrolled to its end. The API finds
 * whole names only, so with a filter all pages are looked through.
 * @param paginationToken the offset of the page
 */
export async function searchSubApps(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const wanted = (filter ?? '').trim().toLowerCase();
	let offset = Number(paginationToken ?? 0);
	const results: INodeListSearchItems[] = [];
	for (;;) {
		const { SubAppIdInfoSet: subApps, TotalCount: total } = await readPage(this, offset);
		results.push(
			...subApps.map(choiceOf).filter(({ name }) => name.toLowerCase().includes(wanted)),
		);
		offset += PAGE;
		if (offset >= total || subApps.length === 0) return { results };
		if (wanted === '') return { results, paginationToken: String(offset) };
	}
}

function choiceOf({
	SubAppId,
	SubAppIdName,
	Status,
}: Page['SubAppIdInfoSet'][number]): INodeListSearchItems {
	const state = Status === 'On' || Status === '' ? '' : `, ${Status}`;
	return { name: `${SubAppIdName} (${SubAppId}${state})`, value: String(SubAppId) };
}

/** @throws what the editor shows instead of an empty list */
async function readPage(context: ILoadOptionsFunctions, offset: number): Promise<Page> {
	const { baseUrl } = await readAccount(context);
	const send = sender(context, baseUrl, { name: 'DescribeSubAppIds', version: '2018-07-17' });
	const body = JSON.stringify({ Offset: offset, Limit: PAGE });
	const exchange = await send(body, deadlineAfter(TIMEOUT_MS, { sleep }));
	const outcome = outcomeOf(exchange, READING, Date.now());
	if (outcome.kind === 'done') return outcome.value;
	const { happened, remedy } = textOf(outcome, READING, 'stop');
	throw new NodeApiError(context.getNode(), {}, { message: happened, description: remedy });
}
