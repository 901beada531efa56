import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { Worker } from 'node:worker_threads';

import { LOOPBACK } from './loopback';

/** Listens with the shortest queue that there is, and then sleeps: nobody takes a connection out of it. */
const SLEEPER = `
	const { createServer } = require('node:net');
	const { parentPort } = require('node:worker_threads');
	const server = createServer();
	server.listen({ port: 0, host: '${LOOPBACK}', backlog: 1 }, () => {
		parentPort.postMessage(server.address().port);
		Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
	});
`;

/** More than the queue takes, whatever the system makes of its length. */
const CONNECTIONS = 10;

/** A port at which a connection neither comes about nor fails. */
export interface FullBacklog {
	port: number;
	close(): Promise<void>;
}

export async function startFullBacklog(): Promise<FullBacklog> {
	const worker = new Worker(SLEEPER, { eval: true });
	const [port] = (await once(worker, 'message')) as [number];
	const queue = Array.from({ length: CONNECTIONS }, () => connect(port, LOOPBACK));
	for (const socket of queue) socket.on('error', () => {});
	await Promise.race(queue.map((socket) => once(socket, 'connect')));
	return {
		port,
		close: async () => {
			queue.forEach((socket: Socket) => socket.destroy());
			await worker.terminate();
		},
	};
}
