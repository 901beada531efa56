/** What lies below the answers: deadlines, an event loop that was held up, and calls that never left. */
import dns from 'node:dns';
import { createServer, type ServerResponse } from 'node:http';

import { EmulatorProcess, type Faults } from '../bench/processes/emulator';
import { startEmulator, type Emulator, type EmulatorOptions } from '../emulator/emulator';
import type { Fault } from '../emulator/faults';
import { startFullBacklog, type FullBacklog } from '../emulator/fullBacklog';
import { closedPort, listen, shutDown } from '../emulator/loopback';
import { throughProxy, type Execution } from '../workflow/engine';
import { httpDefaults, ssrfProtection } from '../workflow/n8n';
import { KEEPS_CAUSES } from '../workflow/version';
import { notSent, unclear } from '../support/messages';
import { workflowOn } from '../support/node';
import type { Setup } from '../support/nodeSetup';
import { createElement, rows } from '../support/operations';
import { sendsOf } from '../support/callLog';
import { errorOf, forbiddenIn, elementIdsOf } from '../support/whatIsSeen';

const BROKE = unclear('connectionLost', createElement);
const LATE = unclear('deadline', createElement);

const closing: Array<() => unknown> = [];

afterEach(async () => {
	jest.restoreAllMocks();
	for (const close of closing.splice(0)) await close();
});

async function emulatorWith(options?: EmulatorOptions): Promise<Emulator> {
	const emulator = await startEmulator(options);
	closing.push(() => emulator.close());
	return emulator;
}

async function create(target: { url: string }, setup?: Setup): Promise<Execution> {
	const execution = await workflowOn(target, setup).execute(rows('Mira'));
	expect(forbiddenIn(execution)).toEqual([]);
	return execution;
}

test("n8n's own time limit does not cut a call off", async () => {
	const { timeout } = httpDefaults;
	closing.push(() => (httpDefaults.timeout = timeout));
	httpDefaults.timeout = 100;
	const emulator = await emulatorWith({ answerMs: [500, 500] });
	const execution = await create(emulator);
	expect(elementIdsOf(execution)).toEqual([emulator.ledger.made[0]?.id]);
});

describe('an event loop that is held up past the deadline, while the answer comes', () => {
	const ANSWERED_AFTER = 400;
	const lateBody: Fault = { kind: 'lateBody', stage: 'after', ms: ANSWERED_AFTER };

	it.each<[string, number, Faults]>([
		['as a whole', ANSWERED_AFTER, { kind: 'none' }],
		['in its second half', 0, { kind: 'random', seed: 1, share: 1, choices: [lateBody] }],
	])('%s: created', async (_title, answerMs, faults) => {
		const server = await EmulatorProcess.start({ answerMs: [answerMs, answerMs] });
		closing.push(() => server.close());
		await server.reset({ kind: 'none' }, faults);
		const { finished } = workflowOn(server.address, {
			options: { timeout: 1000 },
		}).start(rows('Mira'));
		let arrived = 0;
		while (arrived === 0) arrived = (await server.ledger()).calls;
		const until = performance.now() + 1200;
		while (performance.now() < until);
		const execution = await finished;
		const { elements } = await server.ledger();
		expect(elementIdsOf(execution)).toEqual([elements[0]?.elementId]);
	});
});

/** That the message is so; before n8n kept causes it stays in doubt. */
function expectNotSent(execution: Execution, message: string, inDoubt: string, sends = 1): void {
	const said = KEEPS_CAUSES ? message : inDoubt;
	expect(errorOf(execution).message).toBe(`Item 0: ${said}`);
	expect(sendsOf(execution)).toBe(KEEPS_CAUSES ? sends : 1);
}

describe('no connection within the deadline: not sent', () => {
	const options = { timeout: 300 };
	let backlog: FullBacklog;

	beforeAll(async () => {
		backlog = await startFullBacklog();
	});
	afterAll(() => backlog.close());

	it.each(['http', 'https'])('%s: nobody takes the connection', async (protocol) => {
		const url = `${protocol}://127.0.0.1:${backlog.port}`;
		expectNotSent(await create({ url }, { options }), notSent('deadline', createElement), LATE);
	});

	it.each(['http', 'https'])('%s: the name is not looked up in time', async (protocol) => {
		jest.spyOn(dns, 'lookup').mockImplementation((() => {}) as never);
		const url = `${protocol}://vod.example.com`;
		expectNotSent(await create({ url }, { options }), notSent('deadline', createElement), LATE);
	});

	it('the proxy does not take the connection', async () => {
		const execution = await throughProxy(`http://127.0.0.1:${backlog.port}`, () =>
			create({ url: 'http://vod.example.com' }, { options }),
		);
		expectNotSent(execution, notSent('deadline', createElement), LATE);
	});
});

describe('no address of the host takes the connection: not sent, tried three times', () => {
	it.each(['http', 'https'])('%s', async (protocol) => {
		const addresses = [
			{ address: '2001:db8::1', family: 6 },
			{ address: '127.0.0.1', family: 4 },
		];
		const look = (_name: string, _options: object, done: (...found: unknown[]) => void) =>
			done(null, addresses);
		const url = `${protocol}://vod.example.com:${await closedPort()}`;
		jest.spyOn(dns, 'lookup').mockImplementation(look as never);
		expectNotSent(await create({ url }), notSent('unreachable', createElement), BROKE, 3);
	});
});

describe('a proxy variable that is not a URL: not sent', () => {
	it.each(['http', 'https'])('%s', async (protocol) => {
		const execution = await throughProxy('http://[', () =>
			create({ url: `${protocol}://vod.example.com` }),
		);
		expect(errorOf(execution).message).toBe(`Item 0: ${notSent('proxySetting', createElement)}`);
		expect(errorOf(execution).description).toMatch(/HTTPS_PROXY, HTTP_PROXY and ALL_PROXY/);
	});
});

const ifProtected = ssrfProtection ? describe : describe.skip;

ifProtected("n8n's protection against requests to private addresses: not sent", () => {
	beforeEach(() => {
		if (ssrfProtection) ssrfProtection.enabled = true;
		closing.push(() => ssrfProtection && (ssrfProtection.enabled = false));
	});

	it.each(['127.0.0.1', 'localhost'])('%s', async (host) => {
		const emulator = await emulatorWith();
		const execution = await create({ url: `http://${host}:${emulator.port}` });
		expect(errorOf(execution).message).toBe(`Item 0: ${notSent('forbiddenHost', createElement)}`);
		expect(errorOf(execution).description).toContain('N8N_SSRF_ALLOWED_HOSTNAMES');
		expect(emulator.ledger.calls).toEqual([]);
	});
});

describe('an answer that the emulator would not give', () => {
	async function createWith(answer: (response: ServerResponse) => void): Promise<Execution> {
		const server = createServer((request, response) => {
			request.resume().on('end', () => answer(response));
		});
		const port = await listen(server, 0);
		closing.push(() => shutDown(server, []));
		return await create({ url: `http://127.0.0.1:${port}` });
	}

	const whole = (ElementId: string) => JSON.stringify({ Response: { ElementId } });

	it.each([' 8657-5028 ', 'el/ement:1.0+7=', 'x'.repeat(200)])('ElementId %j', async (id) => {
		const execution = await createWith((response) => response.end(whole(id)));
		expect(elementIdsOf(execution)).toEqual([id.trim()]);
	});

	it('whole, with something else behind it, and then cut: created', async () => {
		const execution = await createWith((response) => {
			response.write(`${whole('7')}<!-- a proxy was here`, () => response.socket?.destroy());
		});
		expect(elementIdsOf(execution)).toEqual(['7']);
	});
});
