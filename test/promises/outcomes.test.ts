import { startConnectProxy } from '../emulator/connectProxy';
import { startEmulator, type Emulator } from '../emulator/emulator';
import { closedPort } from '../emulator/loopback';
import { throughProxy, type Execution } from '../workflow/engine';
import { KEEPS_CAUSES } from '../workflow/version';
import { LINES, type Line } from './lines';
import { workflowOn } from './node';
import {
	BROKE,
	DEADLINES,
	DETAILS,
	FAULT,
	LATE,
	NOT_REACHED,
	NOT_SAFE,
	PROXY_REFUSED,
	REDIRECTS,
	REFUSED,
	REFUSED_BY_HTTP,
	STAGES,
	THROTTLED,
	UNKNOWN,
	WHOLE_THEN_CUT,
} from './outcomeTable';
import { rows, type Setup } from './scene';
import { elementIdsOf, errorOf, factsOf, forbiddenIn, sendsOf } from './visible';

let line: Line;
let emulator: Emulator;
let startedAt: number;

beforeEach(() => {
	startedAt = Date.now();
});

async function open(name: keyof typeof LINES): Promise<void> {
	line = await LINES[name]();
	({ emulator } = line);
}

/** Creates an element for each name at once, each in an execution of its own. */
async function createAll(names: string[], setup: Setup = {}): Promise<Execution[]> {
	const credential = { ...line.credential, ...setup.credential };
	const workflow = workflowOn(emulator, { ...setup, credential });
	const executions = await line.along(() =>
		Promise.all(names.map((name) => workflow.execute(rows(name)))),
	);
	expect(forbiddenIn(...executions)).toEqual([]);
	return executions;
}

async function create(setup?: Setup): Promise<Execution> {
	const [execution] = await createAll(['Mira'], setup);
	if (execution === undefined) throw new Error('There was no execution');
	return execution;
}

function expectOnServer(calls: number, made: number): void {
	expect(emulator.ledger.summary()).toMatchObject({ calls, made });
}

/** That the user is told which item it is, when it was sent, and what support asks for. */
function expectFacts(execution: Execution, code: string | RegExp, requestId: string): void {
	const facts = factsOf(execution);
	expect(facts).toMatchObject([{ item: 0, name: 'Mira', requestId }]);
	for (const { code: seen, sentAt } of facts) {
		expect(seen).toMatch(code === '' ? /^$/ : code);
		expect(sentAt).toBeGreaterThanOrEqual(startedAt);
		expect(sentAt).toBeLessThanOrEqual(Date.now());
	}
}

function expectRefused(execution: Execution, code: string, says: string, requestId: string): void {
	const { message } = errorOf(execution);
	expect(message).toMatch(/^Item 0: .*nothing was created/i);
	expect(message).toContain(says);
	expectFacts(execution, code, requestId);
	expectOnServer(1, 0);
}

function lastRequestId(): string {
	return emulator.ledger.calls.at(-1)?.requestId ?? 'no call';
}

/** That it was created, and that its ElementId has come through. */
function expectCreated(execution: Execution, calls: number): void {
	expect(elementIdsOf(execution)).toEqual([emulator.ledger.made[0]?.id]);
	expectOnServer(calls, 1);
}

describe.each(['plain', 'tls', 'proxy'] as const)('%s', (lineName) => {
	beforeAll(() => open(lineName));
	afterEach(() => emulator.reset());
	afterAll(() => line.close());

	const unknowns = STAGES.flatMap((stage) =>
		UNKNOWN.map(([faultAt, message, code]) => ({ fault: faultAt(stage), stage, message, code })),
	);
	test.each(unknowns)('$fault is unknown', async ({ fault, stage, message, code }) => {
		emulator.setFaults(() => fault);
		const execution = await create();
		const error = errorOf(execution);
		expect(error.message).toBe(`Item 0: ${message}`);
		expect(error.description).toMatch(/^The element may exist, .*support.*'Create Again'/);
		const isTencents = fault.kind === 'tencentError' || fault.kind === 'noElementId';
		expectFacts(execution, code, isTencents ? lastRequestId() : '');
		expectOnServer(1, stage === 'after' ? 1 : 0);
	});

	test('what takes longer than the deadline is unknown', async () => {
		const stalls = STAGES.flatMap((stage) => DEADLINES.map((kind) => ({ kind, stage })));
		const names = stalls.map(({ kind, stage }) => `${kind} ${stage}`);
		emulator.setFaults(({ name = '' }) => stalls[names.indexOf(name)]);
		const executions = await createAll(names, { options: { timeout: 1500 } });
		expect(executions.map((execution) => errorOf(execution).message)).toEqual(
			stalls.map(() => `Item 0: ${LATE}`),
		);
		expect(executions.flatMap(factsOf)).toMatchObject(
			names.map((name) => ({ name, code: '', requestId: '' })),
		);
		expect(names.map((name) => emulator.ledger.timesMade('element', name))).toEqual([
			0, 0, 0, 1, 1, 1,
		]);
		expectOnServer(6, 3);
	});

	test.each(REFUSED)('%s is refused', async (code, says) => {
		emulator.setFaults(() => ({ kind: 'tencentError', stage: 'before', code }));
		expectRefused(await create(), code, says, lastRequestId());
	});

	test.each(REFUSED_BY_HTTP)('HTTP %i is refused, and sent once', async (status) => {
		emulator.setFaults(() => ({ kind: 'http', stage: 'before', status, body: 'html' }));
		expectRefused(await create(), `HTTP ${status}`, PROXY_REFUSED, '');
	});

	test.each(REDIRECTS)('HTTP %i is refused, and not followed', async (status) => {
		const target = await startEmulator();
		emulator.setFaults(() => ({ kind: 'redirect', stage: 'before', status, location: target.url }));
		expectRefused(await create(), `HTTP ${status}`, 'redirect', '');
		expect(target.ledger.calls).toEqual([]);
		await target.close();
	});

	test.each([
		[10, '10 minutes behind'],
		[-75, '75 minutes ahead'],
	])('a clock that is %i minutes off is refused', async (minutes, says) => {
		emulator.setFaults(() => ({ kind: 'skewedClock', minutes }));
		expectRefused(await create(), 'AuthFailure.SignatureExpire', says, lastRequestId());
	});

	test.each(THROTTLED)('%s is tried again', async (code) => {
		const throttled = { kind: 'tencentError', stage: 'before', code } as const;
		emulator.setFaults(({ index }) => (index < 2 ? throttled : undefined));
		expectCreated(await create(), 3);
	});

	// At the deadline it would be too late: each has a minute.
	test.each(WHOLE_THEN_CUT)('$framing, whole and then $then: created at once', async (fault) => {
		emulator.setFaults(() => fault);
		expectCreated(await create(), 1);
	});

	test('an ElementId that comes as a number keeps its last digits', async () => {
		emulator.setFaults(() => ({ kind: 'numericElementId' }));
		expectCreated(await create(), 1);
	});
});

describe('in other ways', () => {
	beforeEach(() => open('plain'));
	afterEach(() => line.close());

	test('throttling that goes on for a minute is refused', async () => {
		const now = performance.now.bind(performance);
		let passed = 0;
		const clock = jest.spyOn(performance, 'now').mockImplementation(() => now() + passed);
		emulator.setFaults(({ index }) => {
			passed = index * 29_000;
			return { kind: 'tencentError', stage: 'before', code: 'RequestLimitExceeded' };
		});
		const execution = await create();
		clock.mockRestore();
		expect(errorOf(execution).message).toMatch(/^Item 0: For a minute .* nothing was created\.$/);
		// After 0, 29, 58 and 87 seconds.
		expectOnServer(4, 0);
	});

	test.each(DETAILS)("%j with 'Continue': the same message, and data", async (fault, details) => {
		emulator.setFaults(() => fault);
		const options = fault.kind === 'stallBody' ? { timeout: 300 } : {};
		const { message, description } = errorOf(await create({ options }));
		const { output } = await create({ options, settings: { onError: 'continueRegularOutput' } });
		const requestId = lastRequestId();
		expect(output).toMatchObject([
			{ json: { name: 'Mira', error: message, details: { requestId, ...details } } },
		]);
		expect(output[0]?.json.message).toContain(description.slice(0, description.indexOf('Item 0')));
	});
});

/** Nothing arrived: how often it was tried, and the message. */
function expectNotDone(execution: Execution, sends: number, message: string): void {
	expect(errorOf(execution).message).toBe(`Item 0: ${message}`);
	expect(sendsOf(execution)).toBe(sends);
	expectOnServer(0, 0);
}

/** As above; but by its code alone, a reset cannot be told from one that comes after the call was sent. */
function expectNotReached(execution: Execution): void {
	const isInDoubt = !KEEPS_CAUSES && errorOf(execution).message === `Item 0: ${BROKE}`;
	const [sends, message] = isInDoubt ? [1, BROKE] : [3, NOT_REACHED];
	expectNotDone(execution, sends, message);
}

describe('connections', () => {
	afterEach(() => line.close());

	test.each([
		['nothing listens', async () => `http://127.0.0.1:${await closedPort()}`],
		['a name that nobody can have', async () => `http://${'x'.repeat(64)}.example.com`],
	])('%s: not sent, tried three times', async (_case, endpoint) => {
		await open('plain');
		const execution = await create({ credential: { endpoint: await endpoint() } });
		expectNotDone(execution, 3, NOT_REACHED);
	});

	test.each(['tls', 'proxy'] as const)('%s, broken before TLS is up: not sent', async (name) => {
		await open(name);
		emulator.setConnectionFaults(() => 'reset');
		expectNotReached(await create());
		emulator.setConnectionFaults(() => 'close');
		expectNotDone(await create(), 3, NOT_REACHED);
		emulator.setConnectionFaults((index) => (index < 2 ? 'close' : undefined));
		expectCreated(await create(), 1);
	});

	test.each(['reset', 'close'] as const)('without TLS a %s may come too late', async (fault) => {
		await open('plain');
		emulator.setConnectionFaults(() => fault);
		expectNotDone(await create(), 1, BROKE);
	});

	test('an untrusted certificate: not sent', async () => {
		await open('tls');
		line = { ...line, along: (action) => action() };
		const execution = await create();
		expectNotDone(execution, 1, NOT_SAFE);
		expectFacts(execution, 'DEPTH_ZERO_SELF_SIGNED_CERT', '');
		expect(errorOf(execution).description).toMatch(/clock.*endpoint.*proxy.*NODE_EXTRA_CA_CERTS/);
	});

	test.each([
		['plain', /^http:/, 'https:', NOT_SAFE],
		// Whatever answered may have been able to read it.
		['tls', /^https:/, 'http:', BROKE],
	] as const)('%s, called the other way', async (name, scheme, other, message) => {
		await open(name);
		const endpoint = emulator.url.replace(scheme, other);
		expectNotDone(await create({ credential: { endpoint } }), 1, message);
	});
});

describe('a proxy', () => {
	beforeEach(() => open('tls'));
	afterEach(() => line.close());

	test.each([
		['refuses', 407, 1, PROXY_REFUSED],
		// Whether the proxy has a fault or something behind it cannot be told apart.
		['has a fault', 502, 1, FAULT],
	])('that %s', async (_case, refuseWith, sends, message) => {
		const proxy = await startConnectProxy({ targetPort: await closedPort(), refuseWith });
		const execution = await throughProxy(proxy.url, () => create());
		expectNotDone(execution, sends, message);
		expect(proxy.tunnels).toHaveLength(sends);
		await proxy.close();
	});

	test('that reaches nobody', async () => {
		const proxy = await startConnectProxy({ targetPort: await closedPort() });
		const execution = await throughProxy(proxy.url, () => create());
		expectNotReached(execution);
		expect(proxy.tunnels).toHaveLength(sendsOf(execution));
		await proxy.close();
	});

	test('that is not there', async () => {
		const url = `http://127.0.0.1:${await closedPort()}`;
		expectNotDone(await throughProxy(url, () => create()), 3, NOT_REACHED);
	});
});
