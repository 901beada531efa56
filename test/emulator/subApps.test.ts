import { EMULATOR_SUB_APP_ID, startEmulator, type Emulator } from './emulator';
import { sdkClient } from './sdkClient';

const STATUSES = ['On', 'Off', 'Destroying', 'Destroyed'] as const;
const MANY = Array.from({ length: 450 }, (_, n) => ({
	id: EMULATOR_SUB_APP_ID + n,
	name: `Application ${n}`,
	status: STATUSES[n % 4] ?? 'On',
}));

let emulator: Emulator;

afterEach(async () => {
	await emulator.close();
});

test('sub-applications come in pages of at most 200, or by their exact name', async () => {
	emulator = await startEmulator({ subApps: MANY });
	const client = sdkClient(emulator);
	const idsOf = async (request: object) => {
		const { SubAppIdInfoSet = [], TotalCount } = await client.DescribeSubAppIds(request);
		return { ids: SubAppIdInfoSet.map(({ SubAppId }) => SubAppId), total: TotalCount };
	};
	const all = MANY.map(({ id }) => id);
	expect(await idsOf({})).toEqual({ ids: all.slice(0, 200), total: 450 });
	expect(await idsOf({ Offset: 200, Limit: 200 })).toEqual({
		ids: all.slice(200, 400),
		total: 450,
	});
	expect(await idsOf({ Offset: 400, Limit: 200 })).toEqual({ ids: all.slice(400), total: 450 });
	expect(await idsOf({ Offset: 450 })).toEqual({ ids: [], total: 450 });
	expect(await idsOf({ Offset: 3, Limit: 2 })).toEqual({ ids: all.slice(3, 5), total: 450 });
	expect(await idsOf({ Name: 'Application 4' })).toEqual({ ids: [all[4]], total: 1 });
	expect(await idsOf({ Name: 'Application' })).toEqual({ ids: [], total: 0 });
	const { SubAppIdInfoSet } = await client.DescribeSubAppIds({ Offset: 5, Limit: 1 });
	expect(SubAppIdInfoSet).toMatchObject([{ SubAppIdName: 'Application 5', Status: 'Off' }]);
});
