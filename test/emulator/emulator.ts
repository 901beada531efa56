import {
	createServer as createHttpServer,
	type IncomingMessage,
	type RequestListener,
	type ServerResponse,
} from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { DEFAULT_SUB_APPS, type SubApp } from './account';
import { selfSignedIdentity } from './certificate';
import { Connections } from './connections';
import { deliver } from './delivery';
import type { ConnectionFaultPlan, FaultPlan } from './faults';
import type { CallRecord, Ledger } from './ledger';
import { LOOPBACK } from './loopback';
import type { QuotaModel } from './quota';
import { SeededRandom, type Range } from './random';
import { receivePut } from './cos/receivedPut';
import { serveFile } from './media';
import { receiveRequest } from './receivedRequest';
import { Service, type Answer } from './service';
import { Timers } from './timers';

export { EMULATOR_SUB_APP_ID } from './account';
export { EMULATOR_SECRET_ID, EMULATOR_SECRET_KEY } from './authentication';

/** Names that the emulator's certificate is good for, besides 127.0.0.1. */
const HOST_NAMES = [
	'localhost',
	'vod.localhost',
	'vod.tencentcloudapi.com',
	'vod.intl.tencentcloudapi.com',
];

export interface EmulatorOptions {
	/** Default: any free one. */
	port?: number;
	/** HTTPS with a certificate made for the occasion. Default: plain HTTP. */
	tls?: boolean;
	/** What X-TC-Token has to be. Default: the key is a permanent one and takes no token. */
	token?: string;
	/** Counted for each action by itself. Default: none. */
	quota?: QuotaModel;
	/** The account's sub-applications. Default: one. */
	subApps?: readonly SubApp[];
	/** Of files that are larger, in bytes, only the beginning is kept, beside size and hash. Default: 32 MB. */
	keepFilesUpTo?: number;
	/** What a second CommitUpload of the same session gets, which is not documented. Default: the same file. */
	commitTwice?: 'answered' | 'refused';
	/** How long a request travels before it has arrived and counts, in milliseconds. Default: none. */
	travelMs?: Range;
	/** How long the work on a call takes, in milliseconds; a refusal comes at once. Default: none. */
	answerMs?: Range;
	/** Of identifiers and latencies. Default: 1. */
	seed?: number;
	/** The server's clock, in milliseconds since 1970. Default: the machine's. */
	now?: () => number;
	/** Called when a call has been handled, before its answer is sent. */
	onCall?: (call: CallRecord) => void;
}

/** A local Tencent Cloud VOD that is running. */
export interface Emulator {
	/** Base URL without a path, e.g. `http://127.0.0.1:9911`. */
	readonly url: string;
	readonly port: number;
	/** PEM of the certificate to trust; undefined over plain HTTP. */
	readonly certificate: string | undefined;
	readonly ledger: Ledger;
	/** Replaces the plan for the calls that arrive from now on. */
	setFaults(plan: FaultPlan): void;
	/** Replaces the plan for the connections that are made from now on, and counts them from 0. */
	setConnectionFaults(plan: ConnectionFaultPlan): void;
	/** Replaces the quota and starts counting anew. */
	setQuota(quota: QuotaModel): void;
	/** Empties account and ledger, ends faults, goes back to the first quota. */
	reset(): void;
	/** Ends every connection and every timer. */
	close(): Promise<void>;
}

/** Starts an emulator on loopback. Rejects when the port is taken. */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
	const { travelMs = [0, 0], answerMs = [0, 0], seed = 1, now = Date.now, onCall } = options;
	const { commitTwice = 'answered', keepFilesUpTo = 32 * 1024 * 1024 } = options;
	const { subApps = DEFAULT_SUB_APPS, token, quota = { kind: 'none' } } = options;
	const random = new SeededRandom(seed);
	const latencies = new SeededRandom(seed + 1);
	const timers = new Timers();
	const identity = options.tls ? selfSignedIdentity(HOST_NAMES, Date.now()) : undefined;

	const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
		const connection = connections.below(request.socket);
		const file = service.fileAt(request.url ?? '');
		if (file && request.method !== 'PUT' && request.method !== 'POST') {
			return serveFile(file, request, response);
		}
		const handle = await receiver(request, service, keepFilesUpTo);
		if (!handle) return;
		await timers.pause(latencies.between(travelMs));
		const answer = handle();
		const { call, fault } = answer;
		onCall?.(call);
		if (call.outcome.kind === 'made' || call.outcome.kind === 'answered') {
			await timers.pause(latencies.between(answerMs));
		}
		response.setHeader('Date', new Date(call.arrivedAt).toUTCString());
		deliver({ response, connection, answer, timers }, fault);
	};
	const listener: RequestListener = (request, response) => void serve(request, response);
	const connections = new Connections(
		identity
			? createHttpsServer({ key: identity.key, cert: identity.certificate }, listener)
			: createHttpServer(listener),
	);
	const port = await connections.listen(options.port ?? 0);
	const url = `${identity ? 'https' : 'http'}://${LOOPBACK}:${port}`;
	const service = new Service({ now, random, token, quota, subApps, url, commitTwice });

	return {
		url,
		port,
		certificate: identity?.certificate,
		ledger: service.ledger,
		setFaults: (plan) => service.setFaults(plan),
		setConnectionFaults: (plan) => connections.setFaults(plan),
		setQuota: (model) => service.setQuota(model),
		reset: () => {
			service.reset();
			connections.setFaults(() => undefined);
		},
		close: async () => {
			timers.clear();
			await connections.close();
		},
	};
}

/** Takes a request in. @returns what handles it; undefined when the client has gone away */
async function receiver(
	request: IncomingMessage,
	service: Service,
	keepFilesUpTo: number,
): Promise<(() => Answer) | undefined> {
	if (request.method === 'PUT') {
		const put = await receivePut(request, keepFilesUpTo);
		return put && (() => service.store(put));
	}
	const received = await receiveRequest(request);
	return received && (() => service.answer(received));
}
