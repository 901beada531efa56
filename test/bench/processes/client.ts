/** A way to create elements, in a process of its own. */
import { join } from 'node:path';

import type { Run, Way } from '../ways/way';
import { Child } from './child';
import type { Address } from './emulator';

export type ClientMessage =
	| { kind: 'prepare'; way: Way; address: Address }
	| { kind: 'run'; rows: number; batch: string };

export type ClientReply = { kind: 'ready' } | { kind: 'ran'; run: Run };

export class ClientProcess {
	private constructor(private readonly child: Child<ClientMessage, ClientReply>) {}

	/** Resolves when everything is loaded that a run needs. */
	static async start(way: Way, address: Address): Promise<ClientProcess> {
		const child = new Child<ClientMessage, ClientReply>(join(__dirname, 'client.main.ts'));
		await child.ask({ kind: 'prepare', way, address });
		return new ClientProcess(child);
	}

	/** @param batch names the rows; see `rowsOf` */
	async run(rows: number, batch: string): Promise<Run> {
		const reply = await this.child.ask({ kind: 'run', rows, batch });
		if (reply.kind !== 'ran') throw new Error('The client did not run');
		return reply.run;
	}

	async close(): Promise<void> {
		await this.child.close();
	}
}
