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
import { receivePut } from './cos/receivedPut';
import { deliver } from './delivery';
import type { ConnectionFaultPlan, FaultPlan } from './faults';
import type { FileReport } from './files';
import type { CallRecord, Ledger } from './ledger';
import { LOOPBACK } from './loopback';
import type { Places } from './places';
import type { QuotaModel } from './quota';
import { SeededRandom, type Range } from './random';
import { receiveRequest } from './receivedRequest';
import { Service } from './service';
import type { FileToMake } from './studio';
import type { TaskLifePlan } from './taskLives';
import type { TaskReport } from './taskReport';
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
	/**
	 * Larger files are not kept: their SHA-256 and size are known, their beginning is looked at, and their
	 * MediaUrl answers 410. In bytes; default: 16 MB.
	 */
	keepFilesUpTo?: number;
	/**
	 * What CommitUpload says to a session key that was committed before: the same file again, or that it is
	 * refused. The real service's answer is not documented. Default: answered.
	 */
	commitTwice?: 'answered' | 'refused';
	/** Whether DescribeTasks lists tasks of AIGC; of the real service nobody knows. Default: true. */
	tasksListed?: boolean;
	/** The size of a video that a task makes, in bytes; nobody can play it. Default: 200 kB. */
	videoBytes?: number;
	/** Makes the file of a task; undefined: the emulator makes one of its own. */
	fileOf?: (file: FileToMake) => Buffer | undefined;
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
	/** Looked at, it is up to date: what tasks have made by the clock is in it. */
	readonly ledger: Ledger;
	/** What has become of every task by now, in the order in which they were started. */
	readonly tasks: readonly TaskReport[];
	/** Every file that tasks have made by now, in the order in which they were made. */
	readonly files: readonly FileReport[];
	/** Replaces the plan for the calls that arrive from now on. */
	setFaults(plan: FaultPlan): void;
	/** Replaces the plan for the connections that are made from now on, and counts them from 0. */
	setConnectionFaults(plan: ConnectionFaultPlan): void;
	/** Replaces the quota and starts counting anew. */
	setQuota(quota: QuotaModel): void;
	/** Replaces the plan for the tasks that are started from now on. */
	setTaskLives(plan: TaskLifePlan): void;
	/** Replaces the places for the tasks that are started from now on; undefined: as many as anybody wants. */
	setPlaces(places: Places | undefined): void;
	/** See `EmulatorOptions`. */
	setTasksListed(listed: boolean): void;
	/** Empties account and ledger, ends faults, lives and places, goes back to what was set at the start. */
	reset(): void;
	/** Ends every connection and every timer. */
	close(): Promise<void>;
}

/** Starts an emulator on loopback. Rejects when the port is taken. */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
	const { travelMs = [0, 0], answerMs = [0, 0], seed = 1, now = Date.now, onCall } = options;
	const { subApps = DEFAULT_SUB_APPS, token, quota = { kind: 'none' } } = options;
	const {
		keepFilesUpTo = 16 * 1024 * 1024,
		commitTwice = 'answered',
		tasksListed = true,
	} = options;
	const { videoBytes = 200_000, fileOf = () => undefined } = options;
	const random = new SeededRandom(seed);
	const latencies = new SeededRandom(seed + 1);
	const timers = new Timers();
	const identity = options.tls ? selfSignedIdentity(HOST_NAMES, Date.now()) : undefined;

	const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
		const connection = connections.below(request.socket);
		const received = await (request.method === 'PUT'
			? receivePut(request, keepFilesUpTo)
			: receiveRequest(request));
		if (!received) return;
		await timers.pause(latencies.between(travelMs));
		const { call, fault, answer, form } = service.answer(received);
		onCall?.(call);
		if (call.outcome.kind === 'made' || call.outcome.kind === 'answered') {
			await timers.pause(latencies.between(answerMs));
		}
		response.setHeader('Date', new Date(call.arrivedAt).toUTCString());
		const { requestId } = call;
		deliver({ response, connection, answer, form, requestId, timers }, fault);
	};
	const listener: RequestListener = (request, response) => void serve(request, response);
	const connections = new Connections(
		identity
			? createHttpsServer({ key: identity.key, cert: identity.certificate }, listener)
			: createHttpServer(listener),
	);
	const port = await connections.listen(options.port ?? 0);
	const url = `${identity ? 'https' : 'http'}://${LOOPBACK}:${port}`;
	const service = new Service({
		...{ now, random, token, quota, subApps, url, commitTwice, tasksListed },
		studio: { videoBytes, fileOf },
	});

	return {
		url,
		port,
		certificate: identity?.certificate,
		get ledger() {
			return service.ledger;
		},
		get tasks() {
			return service.tasks;
		},
		get files() {
			return service.files;
		},
		setFaults: (plan) => service.setFaults(plan),
		setConnectionFaults: (plan) => connections.setFaults(plan),
		setQuota: (model) => service.setQuota(model),
		setTaskLives: (plan) => service.setTaskLives(plan),
		setPlaces: (places) => service.setPlaces(places),
		setTasksListed: (listed) => service.setTasksListed(listed),
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
