/** The pages of a list, with plain values. */
import {
	ELEMENT_PAGE,
	readPages,
	type ElementPage,
	type PageRequest,
} from '../../../../../nodes/TencentCloudVod/actions/advancedElement/list';
import type { Outcome } from '../../../../../nodes/TencentCloudVod/client/outcome';

const element = (Id: string) => ({ Id, Name: '', Description: '', VoiceId: '', CreateTime: '' });
const ids = (count: number) => Array.from({ length: count }, (_, n) => String(n));

/** Reads a list of IDs that may look different each time. */
async function read(wanted: number, listAt: (call: number) => readonly string[]) {
	const requests: PageRequest[] = [];
	const outcome = await readPages(wanted, async (request) => {
		const list = listAt(requests.length);
		requests.push(request);
		const { Offset, Limit } = request;
		return pageOf(list.slice(Offset, Offset + Limit), list.length);
	});
	if (outcome.kind !== 'done') throw new Error('It could not be read');
	return { requests, found: outcome.value.elements.map(({ Id }) => Id) };
}

function pageOf(page: readonly string[], total: number): Outcome<ElementPage> {
	return { kind: 'done', value: { elements: page.map(element), total }, requestId: 'r' };
}

test.each<[wanted: number, there: number, calls: number]>([
	[Infinity, 0, 1],
	[Infinity, 300, 1],
	[Infinity, 301, 2],
	[Infinity, 1000, 4],
	[1, 1000, 1],
	[50, 30, 1],
	[300, 1000, 1],
	[301, 1000, 2],
	[900, 1000, 3],
	[5000, 1000, 4],
])('%p of %p take %p calls', async (wanted, there, calls) => {
	const { requests, found } = await read(wanted, () => ids(there));
	expect(found).toEqual(ids(Math.min(wanted, there)));
	expect(requests).toHaveLength(calls);
	expect(requests.filter(({ Offset, Limit }) => Offset % Limit !== 0 || Limit > 300)).toEqual([]);
});

test('an element that comes twice because the list moved is taken once', async () => {
	const { found } = await read(Infinity, (call) => [
		...ids(call).map((n) => `new ${n}`),
		...ids(400),
	]);
	expect(found).toEqual(ids(400));
});

test('where elements came twice, as many as wanted are read all the same', async () => {
	const { found } = await read(302, (call) => (call === 0 ? ids(900) : ['new', ...ids(900)]));
	expect(found).toEqual(ids(302));
});

test('a page that could not be read ends it', async () => {
	const refused: Outcome<ElementPage> = {
		kind: 'refused',
		reason: 'throttled',
		code: 'RequestLimitExceeded',
		requestId: 'r',
	};
	const outcome = await readPages(Infinity, async ({ Offset }) =>
		Offset === 300 ? refused : pageOf(ids(300), 1000),
	);
	expect(outcome).toBe(refused);
});

test.each<[string, unknown, unknown]>([
	['a text', '8712345678901234567', '8712345678901234567'],
	['a short number', 871, '871'],
	['nothing', undefined, undefined],
	['a number that has lost digits', 8712345678901234567, undefined],
])('an Id that is %s', (_title, Id, expected) => {
	const response = { ElementSet: [{ Id, Name: null }], TotalCount: 1 };
	expect(ELEMENT_PAGE.resultOf(response)?.elements[0]?.Id).toBe(expected);
});

test.each<[string, object, ElementPage | undefined]>([
	[
		'null in place of an empty list',
		{ ElementSet: null, TotalCount: 0 },
		{ elements: [], total: 0 },
	],
	['no count', { ElementSet: [] }, undefined],
	['an error', { Error: { Code: 'InternalError' } }, undefined],
])('an answer with %s', (_title, response, page) => {
	expect(ELEMENT_PAGE.resultOf({ ...response })).toEqual(page);
});
