/** A server that answers with bytes, not with HTTP: it can cut off anywhere. */
import { createServer, type Socket } from 'node:net';

import { listen, LOOPBACK, shutDown } from '../emulator/loopback';

export interface RawServer {
	readonly url: string;
	/** What was asked: request line and headers, in their order. */
	readonly requests: readonly string[];
	/** Resolves once no connection is open. */
	allClosed(): Promise<void>;
	close(): Promise<void>;
}

/** @param answer acts on each request; `number` counts them from 0 */
export async function startRawServer(
	answer: (socket: Socket, number: number) => void,
): Promise<RawServer> {
	const requests: string[] = [];
	const open = new Set<Socket>();
	const server = createServer((socket) => {
		open.add(socket);
		socket.on('close', () => open.delete(socket));
		socket
			.on('error', () => {})
			.on('data', (bytes) => {
				requests.push(bytes.toString());
				answer(socket, requests.length - 1);
			});
	});
	const port = await listen(server, 0);
	return {
		url: `http://${LOOPBACK}:${port}`,
		requests,
		allClosed: async () => {
			for (const socket of open) await new Promise((resolve) => socket.once('close', resolve));
		},
		close: () => shutDown(server, open),
	};
}

/** Status line and headers. */
export function head(status: number, headers: Record<string, string | number> = {}): string {
	const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
	return `HTTP/1.1 ${status} Any\r\n${lines.join('')}\r\n`;
}
