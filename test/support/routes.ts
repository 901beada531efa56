/** The ways on which calls reach the emulator: plain, with TLS, with TLS through a proxy. */
import tls from 'node:tls';

import { startConnectProxy } from '../emulator/connectProxy';
import { startEmulator, type Emulator } from '../emulator/emulator';
import { throughProxy } from '../workflow/engine';

export interface Route {
	readonly emulator: Emulator;
	/** Fields of the credential that differ from those for the emulator's own address. */
	readonly credential: Record<string, string>;
	/** Runs something while calls take this way. */
	along<T>(action: () => Promise<T>): Promise<T>;
	close(): Promise<void>;
}

export const ROUTES = { plain, tls: encrypted, proxy: proxied };

async function plain(): Promise<Route> {
	const emulator = await startEmulator();
	return {
		emulator,
		credential: {},
		along: (action) => action(),
		close: () => emulator.close(),
	};
}

async function encrypted(): Promise<Route> {
	const emulator = await startEmulator({ tls: true });
	return {
		emulator,
		credential: {},
		along: (action) => trusting(emulator, action),
		close: () => emulator.close(),
	};
}

/** The real host name, which the proxy leads to the emulator whatever name servers say. */
async function proxied(): Promise<Route> {
	const emulator = await startEmulator({ tls: true });
	const proxy = await startConnectProxy({ targetPort: emulator.port });
	return {
		emulator,
		credential: { site: 'international' },
		along: (action) => throughProxy(proxy.url, () => trusting(emulator, action)),
		close: async () => {
			await proxy.close();
			await emulator.close();
		},
	};
}

/**
 * Trusts the emulator's certificate for as long as `action` takes, as NODE_EXTRA_CA_CERTS does for a
 * whole process. Node reads that variable before any code runs, and a process for each certificate
 * would load the engine each time; so the certificate goes in where Node takes every connection's.
 */
export async function trusting<T>(
	{ certificate }: Pick<Emulator, 'certificate'>,
	action: () => Promise<T>,
): Promise<T> {
	const { createSecureContext } = tls;
	tls.createSecureContext = (options) =>
		createSecureContext({ ...options, ca: options?.ca ?? certificate });
	try {
		return await action();
	} finally {
		tls.createSecureContext = createSecureContext;
	}
}
