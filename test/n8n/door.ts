/** A way into the editor without its sign-in page. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Door {
	readonly url: string;
	close(): void;
}

/**
 * A page that hands over the session and leads on to the editor. A browser keeps cookies by host name
 * and not by port, so what is set here is sent to the editor as well.
 *
 * @param session the cookie of a session, as `name=value`
 */
export async function openDoor(editor: string, session: string): Promise<Door> {
	const server = createServer((_, response) => {
		response.writeHead(302, {
			'Set-Cookie': `${session}; Path=/; HttpOnly; SameSite=Lax`,
			Location: `${editor}/home/workflows`,
		});
		response.end();
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}/`,
		close: () => {
			server.close();
			server.closeAllConnections();
		},
	};
}
