import { createServer, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { listen, LOOPBACK, shutDown } from '../emulator/loopback';
import { header, receiveRequest, type ReceivedRequest } from '../emulator/receivedRequest';
import { parseAuthorization, signatureAsDocumented } from '../emulator/signature';

/** A local server that keeps what it received, byte for byte. */
export interface RecordingServer {
	readonly url: string;
	/** In the order of arrival. */
	readonly received: readonly ReceivedRequest[];
	close(): Promise<void>;
}

/** Ends the response to the request with this number, counted from 0. */
export type Respond = (response: ServerResponse, index: number) => void;

/** Starts a server on loopback. By default it answers with an empty list of sub-applications. */
export async function startRecordingServer(
	respond: Respond = (response) => answerJson(response, { Response: { TotalCount: 0 } }),
): Promise<RecordingServer> {
	const received: ReceivedRequest[] = [];
	const sockets = new Set<Socket>();
	const server = createServer((request, response) => {
		void receiveRequest(request).then((whole) => {
			if (whole) respond(response, received.push(whole) - 1);
		});
	});
	server.on('connection', (socket) => {
		sockets.add(socket);
		socket.on('close', () => sockets.delete(socket));
	});
	const port = await listen(server, 0);
	return {
		url: `http://${LOOPBACK}:${port}`,
		received,
		close: () => shutDown(server, sockets),
	};
}

export function answerJson(response: ServerResponse, body: unknown): void {
	response.setHeader('Content-Type', 'application/json');
	response.end(JSON.stringify(body));
}

/** Whether the bytes that arrived are signed with this key, for this Host header and all. */
export function isSigned(request: ReceivedRequest, secretKey: string): boolean {
	const authorization = parseAuthorization(header(request, 'authorization'));
	if (authorization === undefined) return false;
	const expected = signatureAsDocumented(
		secretKey,
		request,
		header(request, 'host'),
		authorization,
	);
	return authorization.signature === expected;
}
