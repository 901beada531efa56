/** Connections that do not come about, on every route to the server. */
import { startConnectProxy } from '../emulator/connectProxy';
import type { Emulator } from '../emulator/emulator';
import { closedPort } from '../emulator/loopback';
import { sendsOf } from '../support/callLog';
import { notSent, unclear } from '../support/messages';
import { workflowOn } from '../support/node';
import type { Setup } from '../support/nodeSetup';
import { createElement, rows } from '../support/operations';
import { ROUTES, type Route } from '../support/routes';
import { elementIdsOf, errorOf, factsOf, forbiddenIn } from '../support/whatIsSeen';
import { throughProxy, type Execution } from '../workflow/engine';
import { KEEPS_CAUSES } from '../workflow/version';

const BROKE = unclear('connectionLost', createElement);
const NOT_REACHED = notSent('unreachable', createElement);
const NOT_SAFE = notSent('untrusted', createElement);

let route: Route;
let emulator: Emulator;

async function open(name: keyof typeof ROUTES): Promise<void> {
	route = await ROUTES[name]();
	({ emulator } = route);
}

async function create(setup: Setup = {}): Promise<Execution> {
	const credential = { ...route.credential, ...setup.credential };
	const workflow = workflowOn(emulator, { ...setup, credential });
	const execution = await route.along(() => workflow.execute(rows('Mira')));
	expect(forbiddenIn(execution)).toEqual([]);
	return execution;
}

/** Nothing arrived: how often it was tried, and the message. */
function expectNotDone(execution: Execution, sends: number, message: string): void {
	expect(errorOf(execution).message).toBe(`Item 0: ${message}`);
	expect(sendsOf(execution)).toBe(sends);
	expect(emulator.ledger.calls).toEqual([]);
}

/** As above; but by its code alone, a reset cannot be told from one that comes after the call was sent. */
function expectNotReached(execution: Execution): void {
	const isInDoubt = !KEEPS_CAUSES && errorOf(execution).message === `Item 0: ${BROKE}`;
	const [sends, message] = isInDoubt ? [1, BROKE] : [3, NOT_REACHED];
	expectNotDone(execution, sends, message);
}

describe('connections', () => {
	afterEach(() => route.close());

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
		expect(elementIdsOf(await create())).toEqual([emulator.ledger.made[0]?.id]);
		expect(emulator.ledger.calls).toHaveLength(1);
	});

	test.each(['reset', 'close'] as const)('without TLS a %s may come too late', async (fault) => {
		await open('plain');
		emulator.setConnectionFaults(() => fault);
		expectNotDone(await create(), 1, BROKE);
	});

	test('an untrusted certificate: not sent', async () => {
		await open('tls');
		route = { ...route, along: (action) => action() };
		const execution = await create();
		expectNotDone(execution, 1, NOT_SAFE);
		expect(factsOf(execution)).toMatchObject([
			{ code: 'DEPTH_ZERO_SELF_SIGNED_CERT', requestId: '' },
		]);
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
	afterEach(() => route.close());

	test.each([
		[
			'refuses',
			407,
			1,
			'A proxy or another server on the way to Tencent Cloud refused the call, so nothing was created.',
		],
		// Whether the proxy has a fault or something behind it cannot be told apart.
		['has a fault', 502, 1, unclear('serverError', createElement)],
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
