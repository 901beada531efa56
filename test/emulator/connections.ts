import { createServer, type Server, type Socket } from 'node:net';
import type { ConnectionFaultPlan } from './faults';
import { listen, shutDown } from './loopback';

/**
 * The TCP connections of a server, taken before HTTP or TLS sees them, so that they can be broken at
 * that level: a TLS socket cannot send a reset, only the TCP socket below it can.
 */
export class Connections {
	private readonly front: Server;
	/** By the client's port, which tells the connections of a loopback server apart. */
	private readonly open = new Map<number, Socket>();
	private accepted = 0;
	private faults: ConnectionFaultPlan = () => undefined;

	/** @param upper the HTTP or HTTPS server, not listening itself, that the connections go on to */
	constructor(private readonly upper: Server) {
		this.front = createServer({ allowHalfOpen: true, noDelay: true }, (socket) =>
			this.accept(socket),
		);
	}

	listen(port: number): Promise<number> {
		return listen(this.front, port);
	}

	close(): Promise<void> {
		return shutDown(this.front, this.open.values());
	}

	/** Connections from now on count from 0. */
	setFaults(faults: ConnectionFaultPlan): void {
		this.faults = faults;
		this.accepted = 0;
	}

	/** The TCP socket below a socket of the upper server; the socket itself once it is closed. */
	below(socket: Socket): Socket {
		return this.open.get(socket.remotePort ?? 0) ?? socket;
	}

	private accept(socket: Socket): void {
		const { remotePort = 0 } = socket;
		this.open.set(remotePort, socket);
		socket.on('close', () => this.open.delete(remotePort));
		// A connection that breaks is part of the work here, never an error of the emulator.
		socket.on('error', () => {});
		const fault = this.faults(this.accepted++);
		switch (fault) {
			case undefined:
				this.upper.emit('connection', socket);
				return;
			case 'reset':
				socket.once('data', () => socket.resetAndDestroy());
				return;
			case 'close':
				socket.once('data', () => socket.destroy());
				return;
		}
	}
}
