/** What lists to choose from have in common: they come in pages, and are searched to their end. */
import {
	NodeApiError,
	sleep,
	type ILoadOptionsFunctions,
	type INodeListSearchItems,
	type INodeListSearchResult,
} from 'n8n-workflow';

import { deadlineAfter } from '../../client/deadline';
import { outcomeOf, type ReadResult } from '../../client/outcome';
import { readAccount } from '../../execution/account';
import { textOf } from '../../messages/errorTexts';
import type { Wording } from '../../messages/nouns';
import { sender, type Action } from '../../transport/send';

const TIMEOUT_MS = 20_000;

export interface PagedList extends Wording {
	action: Action;
	/** How many one call gives. */
	limit: number;
	resultOf: ReadResult<ChoicePage>;
}

export interface ChoicePage {
	choices: INodeListSearchItems[];
	/** How many there are on all pages. */
	total: number;
}

/**
 * Without a filter one page, and the next one when the person has scrolled to its end. The API finds
 * no parts of names, so with a filter all pages are looked through.
 * @param fields of the request, beside those for its page
 * @param paginationToken the offset of the page
 * @throws NodeApiError that the editor shows instead of an empty list
 */
export async function searchPages(
	context: ILoadOptionsFunctions,
	list: PagedList,
	fields: object,
	filter = '',
	paginationToken = '0',
): Promise<INodeListSearchResult> {
	const wanted = filter.trim().toLowerCase();
	const results: INodeListSearchItems[] = [];
	let offset = Number(paginationToken);
	for (;;) {
		const request = { ...fields, Offset: offset, Limit: list.limit };
		const { choices, total } = await readPage(context, list, request);
		results.push(...choices.filter(({ name }) => name.toLowerCase().includes(wanted)));
		offset += list.limit;
		if (offset >= total || choices.length === 0) return { results };
		if (wanted === '') return { results, paginationToken: String(offset) };
	}
}

async function readPage(
	context: ILoadOptionsFunctions,
	list: PagedList,
	request: object,
): Promise<ChoicePage> {
	const { baseUrl } = await readAccount(context);
	const send = sender(context, baseUrl, list.action);
	const exchange = await send(JSON.stringify(request), deadlineAfter(TIMEOUT_MS, { sleep }));
	const outcome = outcomeOf(exchange, list, Date.now());
	if (outcome.kind === 'done') return outcome.value;
	const { happened, remedy } = textOf(outcome, list, 'stop');
	throw new NodeApiError(context.getNode(), {}, { message: happened, description: remedy });
}
