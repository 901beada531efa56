/** The advanced elements to choose from: those of the sub-application that is chosen in the form. */
import {
	NodeOperationError,
	type ILoadOptionsFunctions,
	type INodeListSearchResult,
} from 'n8n-workflow';

import { ELEMENT_PAGE, LISTING, MAX_LIMIT } from '../advancedElement/list';
import { SUB_APP_ADVICE, subAppIdIn } from '../shared/subAppId';
import { searchPages, type PagedList } from './pages';

const ELEMENTS: PagedList = {
	action: LISTING,
	limit: MAX_LIMIT,
	repeat: 'safe',
	resultOf: (response) => {
		const page = ELEMENT_PAGE.resultOf(response);
		if (!page) return undefined;
		// Names need not be different.
		const choices = page.elements.map(({ Id, Name }) => ({ name: `${Name} (${Id})`, value: Id }));
		return { choices, total: page.total };
	},
	nouns: {
		thing: 'list of elements',
		things: 'lists of elements',
		id: 'list of elements',
		name: 'list',
		do: 'read',
		done: 'read',
	},
	advice: SUB_APP_ADVICE,
};

/** @throws NodeOperationError where no sub-application is chosen */
export async function searchElements(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const SubAppId = subAppIdIn(this.getCurrentNodeParameter('subAppId', { extractValue: true }));
	if (SubAppId === undefined) {
		throw new NodeOperationError(this.getNode(), 'Choose the sub-application first.', {
			description:
				"The list shows the elements of the sub-application in 'Sub-Application'. With an expression there, give the element by its ID.",
		});
	}
	return await searchPages(this, ELEMENTS, { SubAppId }, filter, paginationToken);
}
