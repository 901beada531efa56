/** What n8n's request helper does, as far as this package relies on it. */
import { EventEmitter, once } from 'node:events';
import { createServer as createHttpServer, type ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { createServer, type Server, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import type { IExecuteFunctions, IHttpRequestOptions, NodeApiError } from 'n8n-workflow';
import { selfSignedIdentity } from '../emulator/certificate';
import { startConnectProxy } from '../emulator/connectProxy';
import { closedPort, listen, LOOPBACK, shutDown } from '../emulator/loopback';
import { Engine, type SavedWorkflow, throughProxy } from './engine';
import { probe, ProbeApi, probeCredentials } from './probe';

/** What a request came to: an answer, an error instead of one, or an error in the midst of one. */
interface Outcome {
	status?: number;
	body?: string;
	thrown?: NodeApiError;
	broken?: Error & { code?: string };
}

interface StreamedAnswer {
	statusCode: number;
	body: NodeJS.ReadableStream;
}

type Context = (node: IExecuteFunctions) => IExecuteFunctions;

interface Request {
	options: IHttpRequestOptions;
	/** The `this` of the request helper, from the node's. Default: all that it needs and no more. */
	context?: Context;
	/** Called when the headers of the answer are there. */
	onHeaders?: () => void;
}

const closing: Array<() => Promise<void>> = [];

afterEach(async () => {
	for (const close of closing.splice(0)) await close();
});

async function serve(server: Server, protocol = 'http'): Promise<string> {
	const sockets = new Set<Socket>();
	server.on('connection', (socket: Socket) => sockets.add(socket));
	const port = await listen(server, 0);
	closing.push(() => shutDown(server, sockets));
	return `${protocol}://${LOOPBACK}:${port}`;
}

/** Acts once a request has arrived in full. */
async function serveHttp(answer: (response: ServerResponse) => void): Promise<string> {
	const server = createHttpServer((request, response) => {
		request.resume().on('end', () => answer(response));
	});
	return await serve(server);
}

async function serveHttps(): Promise<string> {
	const { key, certificate } = selfSignedIdentity([], Date.now());
	const server = createHttpsServer({ key, cert: certificate }, (_, response) => response.end());
	return await serve(server, 'https');
}

/** Acts on the first bytes of a connection. */
async function serveBytes(protocol: string, answer: (socket: Socket) => void): Promise<string> {
	const server = createServer((socket) => {
		socket.on('error', () => {}).once('data', () => answer(socket));
	});
	return await serve(server, protocol);
}

/** All that the request helper needs of a node's `this`. */
function narrowed(node: IExecuteFunctions): IExecuteFunctions {
	const part: Partial<IExecuteFunctions> = {
		helpers: node.helpers,
		logger: node.logger,
		getNode: () => node.getNode(),
		getCredentials: (type) => node.getCredentials(type),
	};
	return part as IExecuteFunctions;
}

async function outcomeOf(
	node: IExecuteFunctions,
	{ options, context = narrowed, onHeaders }: Request,
): Promise<Outcome> {
	let status: number | undefined;
	try {
		const { helpers } = node;
		const answer = (await helpers.httpRequestWithAuthentication.call(context(node), 'probeApi', {
			method: 'POST',
			body: '{}',
			encoding: 'stream',
			returnFullResponse: true,
			...options,
		})) as StreamedAnswer;
		status = answer.statusCode;
		onHeaders?.();
		return { status, body: await text(answer.body) };
	} catch (error) {
		return status === undefined
			? { thrown: error as NodeApiError }
			: { status, broken: error as Error };
	}
}

/** A workflow whose node makes a request, and where it leaves what that came to. */
function requesting(request: Request): { workflow: SavedWorkflow; outcomes: Outcome[] } {
	const outcomes: Outcome[] = [];
	const node = probe(async function () {
		outcomes.push(await outcomeOf(this, request));
		return [[]];
	});
	const engine = new Engine(node, [new ProbeApi()]);
	return { workflow: engine.workflow({ credentials: probeCredentials }), outcomes };
}

async function request(options: IHttpRequestOptions, onHeaders?: () => void): Promise<Outcome> {
	const { workflow, outcomes } = requesting({ options, onHeaders });
	await workflow.execute();
	return outcomes[0] ?? {};
}

/** n8n 2.0.0 keeps no cause: the code, in `httpCode`, and the first message are there always. */
const FAILURES = [
	{
		what: 'nothing listens',
		url: async () => `http://${LOOPBACK}:${await closedPort()}`,
		httpCode: 'ECONNREFUSED',
		message: /^connect ECONNREFUSED/,
	},
	{
		what: 'the connection is closed after the request',
		url: () => serveHttp((response) => response.socket?.destroy()),
		httpCode: 'ECONNRESET',
		message: /^socket hang up$/,
	},
	{
		what: 'the connection is reset after the request',
		url: () => serveHttp((response) => response.socket?.resetAndDestroy()),
		httpCode: 'ECONNRESET',
		message: /^read ECONNRESET$/,
	},
	{
		what: 'the connection is closed before TLS is up',
		url: () => serveBytes('https', (socket) => socket.destroy()),
		httpCode: 'ECONNRESET',
		message: /before secure TLS connection was established$/,
	},
	{
		what: 'the connection is reset before TLS is up',
		url: () => serveBytes('https', (socket) => socket.resetAndDestroy()),
		httpCode: 'ECONNRESET',
		message: /^read ECONNRESET$/,
	},
	{
		what: 'the certificate is not trusted',
		url: serveHttps,
		httpCode: 'DEPTH_ZERO_SELF_SIGNED_CERT',
		message: /^self-signed certificate/,
	},
	{
		what: 'the server does not speak TLS',
		url: () => serveBytes('https', (socket) => socket.end('HTTP/1.1 200 OK\r\n\r\n')),
		httpCode: expect.stringMatching(/^(EPROTO|ERR_SSL_WRONG_VERSION_NUMBER)$/) as string,
		// The second is OpenSSL's of Node.js 24.
		message: /wrong version number|packet length too long/,
	},
	{
		what: 'the server does not speak HTTP',
		url: () => serveBytes('http', (socket) => socket.end('220 mail.example\r\n\r\n')),
		httpCode: 'HPE_INVALID_CONSTANT',
		message: /^Parse Error/,
	},
];

test.each(FAILURES)('$what: code and message', async ({ url, httpCode, message }) => {
	const { thrown } = await request({ url: await url() });
	expect(thrown).toMatchObject({ name: 'NodeApiError', httpCode });
	expect(thrown?.messages[0]).toMatch(message);
});

test('a signal that is given is a deadline, also for an answer that is still coming', async () => {
	const silent = await serveHttp(() => {});
	const { thrown } = await request({ url: silent, abortSignal: AbortSignal.timeout(50) });
	expect(thrown).toMatchObject({ httpCode: 'ERR_CANCELED', messages: ['canceled'] });

	const unending = await serveHttp((response) => response.writeHead(200).write('{"Resp'));
	const deadline = new AbortController();
	const outcome = await request({ url: unending, abortSignal: deadline.signal }, () => {
		setImmediate(() => deadline.abort());
	});
	expect(outcome).toMatchObject({ status: 200, broken: { code: 'ERR_CANCELED' } });
});

test.each(['destroy', 'resetAndDestroy'] as const)(
	'an answer that is cut off (%s) is an error of the stream',
	async (cut) => {
		let socket: Socket | null = null;
		const url = await serveHttp((response) => {
			socket = response.socket;
			response.writeHead(200).write('{"Resp');
		});
		expect(await request({ url }, () => socket?.[cut]())).toMatchObject({
			status: 200,
			broken: { code: 'ECONNRESET', message: 'aborted' },
		});
	},
);

test.each([
	{ ignoreHttpStatusErrors: true, times: 1 },
	{ ignoreHttpStatusErrors: false, times: 2 },
])('HTTP 401 is asked for once more unless statuses are ignored: %j', async (row) => {
	let times = 0;
	const url = await serveHttp((response) => {
		times += 1;
		response.writeHead(401).end();
	});
	await request({ url, ignoreHttpStatusErrors: row.ignoreHttpStatusErrors });
	expect(times).toBe(row.times);
});

const full: Context = (node) => node;

test.each([
	{ context: narrowed, outcome: { status: 200, body: 'late' } },
	{ context: full, outcome: { thrown: { httpCode: 'ERR_CANCELED' } } },
])(
	'a cancel cuts off a request of the $context.name context: $outcome',
	async ({ context, outcome }) => {
		const arrivals = new EventEmitter();
		const url = await serveHttp((response) => arrivals.emit('request', response));
		const arrival = once(arrivals, 'request') as Promise<[ServerResponse]>;
		const { workflow, outcomes } = requesting({ options: { url }, context });
		const running = workflow.start();
		const [response] = await arrival;
		running.cancel();
		response.end('late');
		await running.finished;
		expect(outcomes).toMatchObject([outcome]);
	},
);

test.each([
	{ refuseWith: undefined, outcome: { thrown: { httpCode: 'DEPTH_ZERO_SELF_SIGNED_CERT' } } },
	{ refuseWith: 407, outcome: { status: 407 } },
])(
	'requests go through the proxy of the environment, and its refusal is an answer: $outcome',
	async ({ refuseWith, outcome }) => {
		const targetPort = Number(new URL(await serveHttps()).port);
		const proxy = await startConnectProxy({ targetPort, refuseWith });
		closing.push(() => proxy.close());
		const options = { url: 'https://vod.example', ignoreHttpStatusErrors: true };
		expect(await throughProxy(proxy.url, () => request(options))).toMatchObject(outcome);
		expect(proxy.tunnels).toEqual(['vod.example:443']);
	},
);
