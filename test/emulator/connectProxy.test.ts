import { once } from 'node:events';
import { Agent } from 'node:https';
import { connect, type Socket } from 'node:net';
import { connect as tlsConnect } from 'node:tls';
import { Client } from 'tencentcloud-sdk-nodejs-vod/tencentcloud/services/vod/v20180717/vod_client';
import { startConnectProxy, type ConnectProxy } from './connectProxy';
import { EMULATOR_SECRET_ID, EMULATOR_SECRET_KEY, startEmulator, type Emulator } from './emulator';
import { closedPort } from './loopback';
import { ELEMENT } from './rawClient';

const HOST = 'vod.intl.tencentcloudapi.com';

let emulator: Emulator;
let proxy: ConnectProxy;

beforeEach(async () => {
	emulator = await startEmulator({ tls: true });
});

afterEach(async () => {
	await proxy.close();
	await emulator.close();
});

function askForTunnel(): Socket {
	const socket = connect(Number(new URL(proxy.url).port), '127.0.0.1');
	socket.write(`CONNECT ${HOST}:443 HTTP/1.1\r\nHost: ${HOST}:443\r\n\r\n`);
	return socket;
}

async function tunnel(): Promise<{ socket: Socket; statusLine: string | undefined }> {
	const socket = askForTunnel();
	const [answer] = (await once(socket, 'data')) as [Buffer];
	return { socket, statusLine: String(answer).split('\r\n')[0] };
}

test("the official SDK's client calls the real host name through the proxy", async () => {
	proxy = await startConnectProxy({ targetPort: emulator.port });
	const { socket, statusLine } = await tunnel();
	expect(statusLine).toBe('HTTP/1.1 200 Connection Established');
	const agent = new Agent();
	agent.createConnection = () => tlsConnect({ socket, servername: HOST, ca: emulator.certificate });
	const client = new Client({
		credential: { secretId: EMULATOR_SECRET_ID, secretKey: EMULATOR_SECRET_KEY },
		profile: { httpProfile: { endpoint: HOST, agent } },
	});
	const { ElementId } = await client.CreateAigcCustomElement(ELEMENT);
	expect(emulator.ledger.made).toMatchObject([{ id: ElementId }]);
	expect(proxy.tunnels).toEqual([`${HOST}:443`]);
});

test('a certificate is for the names of the service alone', async () => {
	proxy = await startConnectProxy({ targetPort: emulator.port });
	const { socket } = await tunnel();
	const secure = tlsConnect({ socket, servername: 'example.com', ca: emulator.certificate });
	await expect(once(secure, 'secureConnect')).rejects.toMatchObject({
		code: 'ERR_TLS_CERT_ALTNAME_INVALID',
	});
});

test('a proxy that refuses opens no tunnel', async () => {
	proxy = await startConnectProxy({ targetPort: emulator.port, refuseWith: 407 });
	const { socket, statusLine } = await tunnel();
	expect(statusLine).toBe('HTTP/1.1 407 Proxy Authentication Required');
	await once(socket.resume(), 'end');
	expect(proxy.tunnels).toEqual([`${HOST}:443`]);
	expect(emulator.ledger.calls).toHaveLength(0);
});

test('a tunnel that leads nowhere is cut', async () => {
	proxy = await startConnectProxy({ targetPort: await closedPort() });
	let answered = false;
	const socket = askForTunnel().on('data', () => (answered = true));
	await once(socket, 'close');
	expect(answered).toBe(false);
});

test('closing cuts the tunnels that are open', async () => {
	proxy = await startConnectProxy({ targetPort: emulator.port });
	const { socket } = await tunnel();
	await proxy.close();
	await once(socket.resume(), 'close');
	expect(socket.destroyed).toBe(true);
});
