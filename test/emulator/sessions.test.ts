import { EMULATOR_SUB_APP_ID, startEmulator, type Emulator } from './emulator';
import { ADVANCED_ELEMENT, call, VIDEO, type TencentResponse } from './rawClient';

const THREE_DAYS_MS = 3 * 24 * 60 * 60 * 1000;
const START = Date.UTC(2026, 7, 5);
const OTHER_SUB_APP_ID = 1500000002;

let emulator: Emulator;
let now: number;

beforeEach(async () => {
	now = START;
	emulator = await startEmulator({
		now: () => now,
		subApps: [EMULATOR_SUB_APP_ID, OTHER_SUB_APP_ID].map((id) => ({ id, name: '', status: 'On' })),
	});
});

afterEach(async () => {
	await emulator.close();
});

function start(action: string, changes: object): Promise<TencentResponse> {
	const request = action === 'CreateAigcVideoTask' ? VIDEO : ADVANCED_ELEMENT;
	return call(emulator, {
		...{ action, body: { ...request, ...changes } },
		timestamp: Math.floor(now / 1000),
	});
}

const codeOf = async (answer: Promise<TencentResponse>) => (await answer).Error?.Code;

describe.each(['CreateAigcVideoTask', 'CreateAigcAdvancedCustomElement'])('%s', (action) => {
	test('refuses a SessionId that comes again within three days, without its TaskId', async () => {
		const { TaskId } = await start(action, { SessionId: 'one' });
		expect(TaskId).toMatch(/./);
		now = START + THREE_DAYS_MS - 1;
		const { RequestId, ...repeat } = await start(action, { SessionId: 'one' });
		expect(RequestId).toMatch(/./);
		expect(repeat).toEqual({
			Error: { Code: 'InvalidParameterValue.SessionId', Message: expect.any(String) as string },
		});
		expect(JSON.stringify(repeat)).not.toContain(TaskId);
		now = START + THREE_DAYS_MS;
		expect(await codeOf(start(action, { SessionId: 'one' }))).toBeUndefined();
		expect(emulator.ledger.ofKind('task')).toHaveLength(2);
	});

	test('takes the SessionId of another sub-application or action, another one, and none again', async () => {
		const other =
			action === 'CreateAigcVideoTask' ? 'CreateAigcAdvancedCustomElement' : 'CreateAigcVideoTask';
		await start(action, { SessionId: 'one' });
		const codes = [
			await codeOf(start(action, { SessionId: 'one', SubAppId: OTHER_SUB_APP_ID })),
			await codeOf(start(other, { SessionId: 'one' })),
			await codeOf(start(action, { SessionId: 'two' })),
			await codeOf(start(action, { SessionId: '' })),
			await codeOf(start(action, { SessionId: '' })),
			await codeOf(start(action, {})),
			await codeOf(start(action, {})),
		];
		expect(codes).toEqual(codes.map(() => undefined));
	});

	test.each<[string, object, string]>([
		['a field that is refused', { TasksPriority: 11 }, 'InvalidParameterValue'],
		[
			'a context that is too long',
			{ SessionContext: 'a'.repeat(1001) },
			'InvalidParameterValue.SessionContextTooLong',
		],
		['an unknown sub-application', { SubAppId: 1 }, 'InvalidParameterValue.SubAppId'],
	])('does not use a SessionId up for %s', async (_case, changes, code) => {
		expect(await codeOf(start(action, { ...changes, SessionId: 'one' }))).toBe(code);
		expect(await codeOf(start(action, { SessionId: 'one' }))).toBeUndefined();
	});

	test('does not use a SessionId up for want of a place', async () => {
		emulator.setPlaces({ count: 0, refuses: 'call' });
		expect(await codeOf(start(action, { SessionId: 'one' }))).toBe('RequestLimitExceeded');
		emulator.setPlaces(undefined);
		expect(await codeOf(start(action, { SessionId: 'one' }))).toBeUndefined();
	});

	test('takes 50 characters as SessionId, and 1,000 as SessionContext', async () => {
		expect(await codeOf(start(action, { SessionId: '狐'.repeat(50) }))).toBeUndefined();
		expect(await codeOf(start(action, { SessionId: '狐'.repeat(51) }))).toBe(
			'InvalidParameterValue.SessionIdTooLong',
		);
		expect(await codeOf(start(action, { SessionContext: '狐'.repeat(1000) }))).toBeUndefined();
	});

	test('forgets SessionIds with a reset', async () => {
		await start(action, { SessionId: 'one' });
		emulator.reset();
		expect(await codeOf(start(action, { SessionId: 'one' }))).toBeUndefined();
	});
});

test('a request without SubAppId is for the first sub-application', async () => {
	const action = 'CreateAigcAdvancedCustomElement';
	const { TaskId } = await start(action, { SubAppId: undefined, SessionId: 'one' });
	expect(TaskId).toMatch(new RegExp(`^${EMULATOR_SUB_APP_ID}-`));
	expect(await codeOf(start(action, { SessionId: 'one' }))).toBe('InvalidParameterValue.SessionId');
});
