/** The list of sub-applications, as the editor opens it. */
import { startEmulator, type Emulator } from '../../../../emulator/emulator';
import { workflowOn } from '../../../../support/node';
import { SESSION_TOKEN, type Setup } from '../../../../support/nodeSetup';

const subApps = Array.from({ length: 450 }, (_, n) => ({
	id: 1500000001 + n,
	name: n === 449 ? 'The Last One' : `shop ${n}`,
	status: n === 1 ? ('Off' as const) : ('On' as const),
}));

let emulator: Emulator;

beforeAll(async () => {
	emulator = await startEmulator({ subApps });
});
afterEach(() => emulator.reset());
afterAll(() => emulator.close());

const search = async (filter?: string, token?: string, setup?: Setup) =>
	await workflowOn(emulator, setup).search('searchSubApps', filter, token);

test('comes page by page', async () => {
	const names: string[] = [];
	let token: string | undefined;
	do {
		const page = await search(undefined, token);
		names.push(...page.results.map(({ name }) => name));
		token = page.paginationToken;
	} while (token !== undefined);
	expect(names).toHaveLength(450);
	expect(names.slice(0, 2)).toEqual(['shop 0 (1500000001)', 'shop 1 (1500000002, Off)']);
	expect(emulator.ledger.calls).toHaveLength(3);
});

test.each([
	['part of a name, in any case', 'last', 'The Last One (1500000450)'],
	['part of a SubAppId', '0000451', undefined],
	['a SubAppId', '1500000450', 'The Last One (1500000450)'],
])('is searched to its end for %s', async (_title, filter, name) => {
	const { results, paginationToken } = await search(filter);
	expect(results).toEqual(name === undefined ? [] : [{ name, value: '1500000450' }]);
	expect(paginationToken).toBeUndefined();
});

test.each<[string, Setup, RegExp]>([
	['the key is wrong', { credential: { secretKey: 'wrong' } }, /SecretKey does not belong/],
	['the token is wrong', { credential: { sessionToken: SESSION_TOKEN } }, /session token/],
	['the endpoint is no address', { credential: { endpoint: 'shop' } }, /'Endpoint' .* must be/],
])('says what is wrong instead of being empty: %s', async (_title, setup, message) => {
	await expect(search('', undefined, setup)).rejects.toThrow(message);
});

test('says that the answer could not be read', async () => {
	emulator.setFaults(() => ({ kind: 'http', stage: 'before', status: 502, body: 'html' }));
	await expect(search()).rejects.toThrow(
		'The list of sub-applications could not be read: Tencent Cloud, or a proxy on the way, reported a fault of its own.',
	);
});
