import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/**
 * Where Linux takes no ports for outgoing connections from: one that is free now would otherwise be
 * somebody's by the time a program that has been told of it listens (net.ipv4.ip_local_port_range).
 */
const FIRST = 20_000;
const LAST = 32_767;

/** So that two of jest's workers never choose the same. */
const WORKERS = 8;
const worker = Number(process.env.JEST_WORKER_ID ?? 0) % WORKERS;

const handedOut = new Set<number>();

/** A port on loopback that nobody has at the moment, and that nobody gets from here again. */
export async function freePort(): Promise<number> {
	for (;;) {
		const port = randomInt(FIRST, LAST + 1);
		const isMine = port % WORKERS === worker && !handedOut.has(port);
		if (!isMine || !(await isFree(port))) continue;
		handedOut.add(port);
		return port;
	}
}

/** @returns `usual` if nobody has it, else any other */
export async function usualOrFree(usual: number): Promise<number> {
	return (await isFree(usual)) ? usual : await freePort();
}

async function isFree(port: number): Promise<boolean> {
	return await new Promise((resolve) => {
		const probe = createServer();
		probe.once('error', () => resolve(false));
		probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
	});
}
