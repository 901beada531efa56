import { createServer, STATUS_CODES } from 'node:http';
import { connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { listen, LOOPBACK, shutDown } from './loopback';

export interface ConnectProxyOptions {
	/** The port on loopback that every tunnel leads to, whatever host was asked for. */
	targetPort: number;
	/** Answers CONNECT with this status instead of opening a tunnel, e.g. 407. Default: opens it. */
	refuseWith?: number;
}

/** A proxy for HTTPS_PROXY that is running. */
export interface ConnectProxy {
	readonly url: string;
	/** The `host:port` of every CONNECT so far, refused ones included. */
	readonly tunnels: readonly string[];
	close(): Promise<void>;
}

/** Starts an HTTP proxy on loopback that knows CONNECT alone and connects to loopback alone. */
export async function startConnectProxy(options: ConnectProxyOptions): Promise<ConnectProxy> {
	const tunnels: string[] = [];
	const open = new Set<Duplex>();
	const track = <Stream extends Duplex>(stream: Stream): Stream => {
		open.add(stream);
		stream.on('close', () => open.delete(stream));
		// A tunnel ends with either side, in whatever way; that is no error of the proxy.
		stream.on('error', () => {});
		return stream;
	};

	const server = createServer((_request, response) => {
		response.writeHead(405).end();
	});
	server.on('connection', (socket: Socket) => track(socket));
	server.on('connect', (request, client: Duplex, head: Buffer) => {
		tunnels.push(request.url ?? '');
		const { refuseWith } = options;
		if (refuseWith !== undefined) {
			client.end(`HTTP/1.1 ${refuseWith} ${STATUS_CODES[refuseWith] ?? 'Refused'}\r\n\r\n`);
			return;
		}
		const target = track(connect(options.targetPort, LOOPBACK));
		target.on('connect', () => {
			client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
			target.write(head);
			client.pipe(target).pipe(client);
		});
		target.on('close', () => client.destroy());
		client.on('close', () => target.destroy());
	});

	const port = await listen(server, 0);
	return {
		url: `http://${LOOPBACK}:${port}`,
		tunnels,
		close: () => shutDown(server, open),
	};
}
