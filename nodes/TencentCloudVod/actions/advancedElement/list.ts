/** The advanced elements of a sub-application: DescribeAigcAdvancedCustomElements, which gives them in pages. */
import { z } from 'zod';

import { readId } from '../../client/answer';
import type { Outcome, Reading } from '../../client/outcome';

export const LISTING = { name: 'DescribeAigcAdvancedCustomElements', version: '2018-07-17' };

/** The most that one call gives. */
export const MAX_LIMIT = 300;

const text = z
	.string()
	.nullish()
	.transform((value) => value ?? '');

const elementSchema = z.object({
	// Long ones are no JavaScript numbers.
	Id: z.unknown().transform(readId).pipe(z.string()),
	Name: text,
	Description: text,
	VoiceId: text,
	CreateTime: text,
});

const pageSchema = z.object({
	ElementSet: z
		.array(elementSchema)
		.nullish()
		.transform((elements) => elements ?? []),
	TotalCount: z.number(),
});

type ListedElement = z.infer<typeof elementSchema>;

export interface ElementPage {
	elements: ListedElement[];
	/** How many there are on all pages. */
	total: number;
}

export const ELEMENT_PAGE: Reading<ElementPage> & { repeat: 'safe' } = {
	repeat: 'safe',
	resultOf: (response) => {
		const { data } = pageSchema.safeParse(response);
		return data && { elements: data.ElementSet, total: data.TotalCount };
	},
};

/** The API wants an Offset that is a multiple of Limit. */
export interface PageRequest {
	Offset: number;
	Limit: number;
}

/** @param wanted how many elements, at most */
export function firstPage(wanted: number): PageRequest {
	return { Offset: 0, Limit: Math.min(wanted, MAX_LIMIT) };
}

/**
 * Reads pages until there are as many elements as wanted, or no more. The list may move meanwhile: an
 * element that comes twice is taken once.
 * @returns all of them as one page, or what came of the page that could not be read
 */
export async function readPages(
	wanted: number,
	readPage: (request: PageRequest) => Promise<Outcome<ElementPage>>,
): Promise<Outcome<ElementPage>> {
	const found = new Map<string, ListedElement>();
	const { Limit } = firstPage(wanted);
	for (let Offset = 0; ; Offset += Limit) {
		const page = await readPage({ Offset, Limit });
		if (page.kind !== 'done') return page;
		const { elements, total } = page.value;
		for (const element of elements) if (!found.has(element.Id)) found.set(element.Id, element);
		if (found.size >= wanted || Offset + Limit >= total || elements.length === 0) {
			return { ...page, value: { elements: [...found.values()].slice(0, wanted), total } };
		}
	}
}
