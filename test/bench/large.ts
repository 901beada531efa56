/** What the promises cost: a large batch against a node that makes none, with nothing to wait for. */
import { accountOf } from './account';
import { median } from './median';
import { ENGINE, heading, THIS_NODE, verdict } from './print';
import { ClientProcess } from './processes/client';
import { EmulatorProcess } from './processes/emulator';
import type { Run, Way } from './ways/way';

const SIZES = [1_000, 3_000, 10_000];
const REPEATS = 3;

const COST_BAR = 1.3;
/** What still counts as flat: a thousand of ten thousand items against a thousand alone. */
const FLAT_BAR = 1.1;

const THIS: Way = { kind: 'thisNode', options: { requestsPerSecond: 1_000_000 } };
const BARE: Way = { kind: 'bareNode' };

/** Times of a thousand items: of the whole run, and what the node itself took of the CPU. */
interface Cost {
	wallMs: number;
	cpuMs: number;
	peakMemoryMb: number;
	/** Since before the run. */
	grownMb: number;
}

interface Size {
	rows: number;
	ours: Cost[];
	bare: Cost[];
}

export async function run(): Promise<void> {
	heading('A large batch: no quota, no latency', [
		`${THIS_NODE}, with 1,000,000 requests a second`,
		'bare node: reads the same parameters, then calls httpRequestWithAuthentication with the same credential, at most 600 calls in flight as this node',
		ENGINE,
		`each run in a fresh process, sizes and nodes in turn, median of ${REPEATS}; CPU and memory of the node's own execute`,
	]);
	const emulator = await EmulatorProcess.start({});
	try {
		const sizes: Size[] = SIZES.map((rows) => ({ rows, ours: [], bare: [] }));
		for (let repeat = 0; repeat < REPEATS; repeat++) {
			for (const { rows, ours, bare } of sizes) {
				ours.push(await costOf(emulator, THIS, rows));
				bare.push(await costOf(emulator, BARE, rows));
			}
		}
		report(sizes);
	} finally {
		await emulator.close();
	}
}

function report(sizes: readonly Size[]): void {
	const lines = sizes.flatMap(({ rows, ours, bare }) => [
		[`this node, ${rows} items`, lineOf(medianOf(ours))],
		[`bare node, ${rows} items`, lineOf(medianOf(bare))],
		[`ratio, ${rows} items`, lineOf(ratioOf(medianOf(ours), medianOf(bare)))],
	]);
	console.table(Object.fromEntries(lines));
	const [small, large] = [sizes[0], sizes.at(-1)];
	if (!small || !large) return;
	const { cpuMs, peakMemoryMb } = ratioOf(medianOf(large.ours), medianOf(large.bare));
	verdict(`CPU an item ≤ ${COST_BAR} × bare node`, cpuMs.toFixed(2), cpuMs <= COST_BAR);
	verdict(
		`peak memory ≤ ${COST_BAR} × bare node`,
		peakMemoryMb.toFixed(2),
		peakMemoryMb <= COST_BAR,
	);
	// Other work on the machine can only add to a time.
	const growth = fastest(large.ours) / fastest(small.ours);
	verdict(
		`time a thousand items flat (≤ ${FLAT_BAR} ×) from ${small.rows} to ${large.rows}, fastest runs`,
		`${growth.toFixed(2)} × (bare node ${(fastest(large.bare) / fastest(small.bare)).toFixed(2)} ×)`,
		growth <= FLAT_BAR,
	);
}

function fastest(costs: readonly Cost[]): number {
	return Math.min(...costs.map(({ wallMs }) => wallMs));
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
