/** What the promises cost: a large batch against a node that makes none, with nothing to wait for. */
import { accountOf } from './account';
import { median } from './median';
import { ENGINE, heading, THIS_NODE, verdict } from './print';
import { ClientProcess } from './processes/client';
import { EmulatorProcess } from './processes/emulator';
import type { Run, Way } from './ways/way';

const ROWS = 10_000;
const FEWER_ROWS = [1_000, 3_000];
const REPEATS = 3;

const COST_BAR = 1.3;
/** How much longer a thousand of ten thousand items may take than a thousand alone: "flat". */
const FLAT_BAR = 1.1;

const THIS: Way = { kind: 'thisNode', options: { requestsPerSecond: 1_000_000 } };
const BARE: Way = { kind: 'bareNode' };

/** The node's own time and the whole run's, a thousand items, in milliseconds; memory in MB. */
interface Cost {
	wallMs: number;
	cpuMs: number;
	peakMemoryMb: number;
	grownMb: number;
}

export async function run(): Promise<void> {
	heading(`${ROWS} items, no quota, no latency`, [
		`${THIS_NODE}, with 1,000,000 requests a second`,
		'bare node: reads the same parameters, then calls httpRequestWithAuthentication with the same credential, at most 600 calls in flight as this node',
		ENGINE,
		`each run in a fresh process, alternating, median of ${REPEATS}; CPU and memory of the node's own execute`,
	]);
	const emulator = await EmulatorProcess.start({});
	try {
		await compare(emulator);
	} finally {
		await emulator.close();
	}
}

async function compare(emulator: EmulatorProcess): Promise<void> {
	const lines: Record<string, object> = {};
	const ours: Cost[] = [];
	for (const rows of [...FEWER_ROWS, ROWS]) {
		const costs = await alternating(emulator, rows);
		ours.push(costs.ours);
		lines[`this node, ${rows} items`] = lineOf(costs.ours);
		lines[`bare node, ${rows} items`] = lineOf(costs.bare);
		lines[`ratio, ${rows} items`] = lineOf(ratioOf(costs.ours, costs.bare));
		if (rows !== ROWS) continue;
		console.table(lines);
		const { cpuMs, peakMemoryMb } = ratioOf(costs.ours, costs.bare);
		verdict(`CPU ≤ ${COST_BAR} × bare node`, cpuMs.toFixed(2), cpuMs <= COST_BAR);
		verdict(
			`peak memory ≤ ${COST_BAR} × bare node`,
			peakMemoryMb.toFixed(2),
			peakMemoryMb <= COST_BAR,
		);
	}
	const [first, last] = [ours[0], ours.at(-1)];
	if (!first || !last) return;
	const growth = last.wallMs / first.wallMs;
	verdict(
		`a thousand of ${ROWS} items in ≤ ${FLAT_BAR} × the time of a thousand alone`,
		`${growth.toFixed(2)} (CPU ${(last.cpuMs / first.cpuMs).toFixed(2)})`,
		growth <= FLAT_BAR,
	);
}

async function alternating(
	emulator: EmulatorProcess,
	rows: number,
): Promise<{ ours: Cost; bare: Cost }> {
	const ours: Cost[] = [];
	const bare: Cost[] = [];
	for (let repeat = 0; repeat < REPEATS; repeat++) {
		ours.push(await costOf(emulator, THIS, rows));
		bare.push(await costOf(emulator, BARE, rows));
	}
	return { ours: medianOf(ours), bare: medianOf(bare) };
}

async function costOf(emulator: EmulatorProcess, way: Way, rows: number): Promise<Cost> {
	const client = await ClientProcess.start(way, emulator.address);
	try {
		await emulator.reset({ kind: 'none' });
		const run = await client.run(rows, 'Row');
		const { seen, twice } = accountOf(await emulator.ledger(), [run]);
		if (seen !== rows || twice > 0) throw new Error(`${way.kind} created ${seen} of ${rows}`);
		return costOfRun(run, rows);
	} finally {
		await client.close();
	}
}

function costOfRun({ wallMs, cpuMs, peakMemoryMb, memoryBeforeMb }: Run, rows: number): Cost {
	const thousands = rows / 1000;
	return {
		wallMs: wallMs / thousands,
		cpuMs: cpuMs / thousands,
		peakMemoryMb,
		grownMb: peakMemoryMb - memoryBeforeMb,
	};
}

function medianOf(costs: readonly Cost[]): Cost {
	return {
		wallMs: median(costs.map(({ wallMs }) => wallMs)),
		cpuMs: median(costs.map(({ cpuMs }) => cpuMs)),
		peakMemoryMb: median(costs.map(({ peakMemoryMb }) => peakMemoryMb)),
		grownMb: median(costs.map(({ grownMb }) => grownMb)),
	};
}

function ratioOf(ours: Cost, bare: Cost): Cost {
	return {
		wallMs: ours.wallMs / bare.wallMs,
		cpuMs: ours.cpuMs / bare.cpuMs,
		peakMemoryMb: ours.peakMemoryMb / bare.peakMemoryMb,
		grownMb: ours.grownMb / bare.grownMb,
	};
}

function lineOf({ wallMs, cpuMs, peakMemoryMb, grownMb }: Cost): object {
	return {
		'wall, ms a thousand': Number(wallMs.toPrecision(3)),
		'CPU, ms a thousand': Number(cpuMs.toPrecision(3)),
		'peak memory, MB': Number(peakMemoryMb.toPrecision(3)),
		'grown by, MB': Number(grownMb.toPrecision(3)),
	};
}
