import { rowsOf, type Row } from '../rows';
import { Meter } from '../ways/meter';
import type { Heard, Run, Way } from '../ways/way';
import { answerParent } from './child';
import type { ClientMessage, ClientReply } from './client';
import type { Address } from './emulator';

const MEGABYTE = 1024 * 1024;

const meter = new Meter();
let runRows: ((rows: Row[]) => Promise<Heard>) | undefined;

answerParent(async (message: ClientMessage): Promise<ClientReply> => {
	switch (message.kind) {
		case 'prepare':
			runRows = await runnerOf(message.way, message.address);
			return { kind: 'ready' };
		case 'run':
			return { kind: 'ran', run: await run(message.rows, message.batch) };
	}
});

/** Loads nothing but what the way needs: its memory is compared, too. */
async function runnerOf(way: Way, address: Address): Promise<(rows: Row[]) => Promise<Heard>> {
	if (way.kind === 'sdkScript') {
		const { sdkScript } = await import('../ways/sdkScript');
		return sdkScript(address, way.atOnce, meter);
	}
	const { inEngine } = await import('../ways/inEngine');
	switch (way.kind) {
		case 'thisNode': {
			const { thisNode } = await import('../ways/thisNode');
			return inEngine(thisNode(way), address.url, meter);
		}
		case 'httpRequest': {
			const { httpRequest } = await import('../ways/httpRequest');
			return inEngine(httpRequest(way, address), address.url, meter);
		}
		case 'bareNode': {
			const { bareNode } = await import('../ways/bareNode');
			return inEngine(bareNode(), address.url, meter);
		}
	}
}

async function run(count: number, batch: string): Promise<Run> {
	if (!runRows) throw new Error('The client was not prepared');
	const rows = rowsOf(count, batch);
	const memoryBeforeMb = process.memoryUsage.rss() / MEGABYTE;
	const startedAt = performance.now();
	const heard = await runRows(rows);
	return {
		...heard,
		wallMs: performance.now() - startedAt,
		...meter.take(),
		memoryBeforeMb,
		endedAt: Date.now(),
	};
}
