/** Advanced Element → Get Many: the elements of a sub-application, one item each. */
import type { INodeProperties } from 'n8n-workflow';

import type { Outcome } from '../../client/outcome';
import type { ItemReader } from '../../execution/itemReader';
import { isCancelled } from '../../execution/nodeSettings';
import { callsOf } from '../../execution/signedCall';
import { allOf, wrong, type Checked } from '../../input/checked';
import { operation } from '../operation';
import { readRequiredSubAppId, requiredSubAppIdField, SUB_APP_ADVICE } from '../shared/subAppId';
import {
	ELEMENT_PAGE,
	firstPage,
	LISTING,
	readPages,
	type ElementPage,
	type PageRequest,
} from './list';

const LIMIT = 'Limit';

const fields: INodeProperties[] = [
	requiredSubAppIdField,
	{
		displayName: 'Return All',
		name: 'returnAll',
		type: 'boolean',
		default: false,
		description: 'Whether to return all results or only up to a given limit',
	},
	{
		displayName: LIMIT,
		name: 'limit',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 50,
		displayOptions: { show: { returnAll: [false] } },
		description: 'Max number of results to return',
	},
];

/** One list to read. */
interface ListToRead {
	subAppId: number;
	/** How many elements, at most. */
	wanted: number;
}

export const getManyAdvancedElements = operation<ListToRead, ElementPage>({
	option: {
		name: 'Get Many',
		value: 'getMany',
		description: 'Get the advanced elements of a sub-application, with their ElementIds',
		action: 'Get many advanced elements',
	},
	fields,
	action: LISTING,
	quota: 20,
	// The pages of a list are read one after the other, and each counts as a call.
	maxInFlight: 2,
	makes: undefined,
	nouns: {
		thing: 'list of advanced elements',
		things: 'lists of advanced elements',
		id: 'list of elements',
		name: 'SubAppId',
		do: 'read',
		done: 'read',
	},
	advice: SUB_APP_ADVICE,
	readItem: (reader) =>
		allOf({ subAppId: readRequiredSubAppId(reader), wanted: readWanted(reader) }),
	nameOf: ({ subAppId }) => String(subAppId),
	bodyOf: (list) => requestOf(list, firstPage(list.wanted)),
	...ELEMENT_PAGE,
	attemptOf: (context, settings) => {
		const call = callsOf(context, settings);
		return async (list) =>
			await readPages(list.wanted, async (page) =>
				isCancelled(context) ? NOT_READ : await call(LISTING, requestOf(list, page), ELEMENT_PAGE),
			);
	},
	outputOf: ({ elements }) =>
		elements.map(({ Id, Name, Description, VoiceId, CreateTime }) => ({
			ElementId: Id,
			ElementName: Name,
			ElementDescription: Description,
			VoiceId,
			CreateTime,
		})),
});

/** After a cancel no page is read any more, and what is put out is not kept. */
const NOT_READ: Outcome<ElementPage> = {
	kind: 'failed',
	reason: 'internal',
	code: '',
	requestId: undefined,
};

function requestOf({ subAppId }: ListToRead, page: PageRequest) {
	return { SubAppId: subAppId, ...page };
}

function readWanted(reader: ItemReader): Checked<number> {
	const returnAll = reader.read('returnAll', 'Return All');
	if (returnAll === true || returnAll === 'true') return { ok: true, value: Infinity };
	const limit = reader.read('limit', LIMIT);
	const wanted = typeof limit === 'string' && limit.trim() !== '' ? Number(limit) : limit;
	if (typeof wanted === 'number' && Number.isInteger(wanted) && wanted >= 1) {
		return { ok: true, value: wanted };
	}
	return wrong('limit', `'${LIMIT}'`, 'must be a whole number, at least 1');
}
