import { subscribe } from 'node:diagnostics_channel';

import { startEmulator, type Emulator, type EmulatorOptions } from '../../emulator/emulator';
import { randomFaults, type FaultPlan } from '../../emulator/faults';
import { rowNumber } from '../rows';
import { answerParent } from './child';
import type { EmulatorMessage, EmulatorReply, Faults, Ledger } from './emulator';

let emulator: Emulator | undefined;

/** From a request's arrival to the end of its answer, in milliseconds. */
let slowestAnswerMs = 0;
const arrivals = new WeakMap<object, number>();
subscribe('http.server.request.start', (message) => {
	arrivals.set((message as { request: object }).request, performance.now());
});
subscribe('http.server.response.finish', (message) => {
	const arrival = arrivals.get((message as { request: object }).request);
	if (arrival === undefined) return;
	slowestAnswerMs = Math.max(slowestAnswerMs, performance.now() - arrival);
});

answerParent(async (message: EmulatorMessage): Promise<EmulatorReply> => {
	switch (message.kind) {
		case 'start':
			return { kind: 'started', ...(await start(message.options)) };
		case 'reset':
			reset(running(), message);
			return { kind: 'reset' };
		case 'ledger':
			return { kind: 'ledger', ledger: ledgerOf(running()) };
	}
});

async function start(options: EmulatorOptions): Promise<{ url: string; port: number }> {
	emulator = await startEmulator(options);
	const { url, port } = emulator;
	return { url, port };
}

function running(): Emulator {
	if (!emulator) throw new Error('The emulator was not started');
	return emulator;
}

function reset(target: Emulator, { quota, faults }: EmulatorMessage & { kind: 'reset' }): void {
	target.reset();
	target.setQuota(quota);
	target.setFaults(planOf(faults));
	slowestAnswerMs = 0;
}

function planOf(faults: Faults): FaultPlan {
	switch (faults.kind) {
		case 'none':
			return () => undefined;
		case 'everyNthRow':
			return ({ name = '' }) => ((rowNumber(name) + 1) % faults.n === 0 ? faults.fault : undefined);
		case 'random':
			return randomFaults(faults.seed, faults.share, faults.choices);
	}
}

function ledgerOf({ ledger }: Emulator): Ledger {
	const struck: Record<string, number> = {};
	for (const { fault } of ledger.calls) {
		if (fault !== undefined) struck[fault] = (struck[fault] ?? 0) + 1;
	}
	return {
		...ledger.summary(),
		elements: ledger.ofKind('element').map(({ id, name, createdAt }) => ({
			elementId: id,
			name,
			createdAt,
		})),
		files: ledger.ofKind('file').map(({ sha256 = '', createdAt }) => ({ sha256, createdAt })),
		struck,
		slowestAnswerMs,
	};
}
