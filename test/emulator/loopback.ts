import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import type { Duplex } from 'node:stream';

export const LOOPBACK = '127.0.0.1';

/** Listens on loopback and resolves to the port; 0 asks for any free one. */
export async function listen(server: Server, port: number): Promise<number> {
	server.listen(port, LOOPBACK);
	await once(server, 'listening');
	const address = server.address();
	if (typeof address !== 'object' || address === null) throw new Error('Not listening on a port');
	return address.port;
}

/** Stops listening and cuts the connections that are open. */
export async function shutDown(server: Server, connections: Iterable<Duplex>): Promise<void> {
	const closed = once(server, 'close');
	server.close();
	for (const connection of connections) connection.destroy();
	await closed;
}

/** A port on which nothing listens: a connection to it is refused. */
export async function closedPort(): Promise<number> {
	const server = createServer();
	const port = await listen(server, 0);
	await shutDown(server, []);
	return port;
}
