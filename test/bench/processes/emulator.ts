/** The emulator in a process of its own: its work must not delay the clients that are measured. */
import { join } from 'node:path';

import type { EmulatorOptions } from '../../emulator/emulator';
import type { Fault } from '../../emulator/faults';
import type { LedgerSummary } from '../../emulator/ledger';
import type { QuotaModel } from '../../emulator/quota';
import { Child } from './child';

/** A fault plan that can be sent to another process. */
export type Faults =
	| { kind: 'none' }
	/** Rows n, 2n, 3n and so on, each time that they are sent. */
	| { kind: 'everyNthRow'; n: number; fault: Fault }
	/** A share of all calls; each choice is equally likely. */
	| { kind: 'random'; seed: number; share: number; choices: Fault[] };

export interface Element {
	elementId: string;
	name: string;
	/** Epoch milliseconds. */
	createdAt: number;
}

export interface File {
	sha256: string;
	/** Epoch milliseconds. */
	createdAt: number;
}

/** What happened since the last reset. */
export interface Ledger extends LedgerSummary {
	elements: Element[];
	files: File[];
	/** How many calls met each kind of fault. */
	struck: Record<string, number>;
	/** From the arrival of a request to the end of its answer. */
	slowestAnswerMs: number;
}

export type EmulatorMessage =
	| { kind: 'start'; options: Omit<EmulatorOptions, 'now' | 'onCall'> }
	| { kind: 'reset'; quota: QuotaModel; faults: Faults }
	| { kind: 'ledger' };

export type EmulatorReply =
	| { kind: 'started'; url: string; port: number }
	| { kind: 'reset' }
	| { kind: 'ledger'; ledger: Ledger };

/** Where a client finds the emulator. */
export interface Address {
	url: string;
	port: number;
}

/** An answer takes 300 ms ± 100 ms, and a request 5 to 15 ms before it has arrived and counts. */
export const ANSWERING = { travelMs: [5, 15], answerMs: [200, 400] } as const;
export const MEAN_ANSWER_MS = 300;

export class EmulatorProcess {
	private constructor(
		private readonly child: Child<EmulatorMessage, EmulatorReply>,
		readonly address: Address,
	) {}

	static async start(options: Omit<EmulatorOptions, 'now' | 'onCall'>): Promise<EmulatorProcess> {
		const child = new Child<EmulatorMessage, EmulatorReply>(join(__dirname, 'emulator.main.ts'));
		const reply = await child.ask({ kind: 'start', options });
		if (reply.kind !== 'started') throw new Error('The emulator did not start');
		return new EmulatorProcess(child, { url: reply.url, port: reply.port });
	}

	/** An empty account, and a quota of which nothing is used up. */
	async reset(quota: QuotaModel, faults: Faults = { kind: 'none' }): Promise<void> {
		await this.child.ask({ kind: 'reset', quota, faults });
	}

	async ledger(): Promise<Ledger> {
		const reply = await this.child.ask({ kind: 'ledger' });
		if (reply.kind !== 'ledger') throw new Error('The emulator gave no ledger');
		return reply.ledger;
	}

	async close(): Promise<void> {
		await this.child.close();
	}
}
