/** How close to the quota a batch gets, by each way in which the second may be counted. */
import { setTimeout as pause } from 'node:timers/promises';

import type { QuotaModel } from '../emulator/quota';
import { accountOf, type Account } from './account';
import { floorMs, QUOTA_PER_SECOND } from './floor';
import { median } from './median';
import { ENGINE, heading, HTTP_REQUEST, seconds, THIS_NODE, verdict } from './print';
import { ClientProcess } from './processes/client';
import { ANSWERING, EmulatorProcess, type Ledger } from './processes/emulator';
import { batchOf } from './rows';
import type { Run, Way } from './ways/way';

const ROWS = 200;
const FEW_ROWS = 20;
const REPEATS = 3;
/** Which of the rows has the slowest answer is chance, and weighs much where there are few. */
const FEW_REPEATS = 15;
/** One row each, at 1 a second, beside a batch of so many at the full quota. */
const BATCH_ROWS = 1000;
const SINGLE_ROWS = 12;
/** The single rows come at any time of the batch's second. */
const BETWEEN_SINGLES_MS = 2713;
/** So that the starts of one run have left the window of the next. */
const PAUSE_MS = 1500;

const WALL_BAR = 1.06;
const FEW_BAR = 1.1;
const THROTTLED_BAR = 0.005;
const LEAKY_AIM = 1.3;
const BESIDE_BAR_MS = 2000;
/** Medians of the same way differ by as much from one measurement to the next. */
const LEVEL = 1.01;

const FIXED_WINDOW: QuotaModel = { kind: 'fixedWindow', perSecond: QUOTA_PER_SECOND };
const TOKEN_BUCKET: QuotaModel = { kind: 'tokenBucket', perSecond: QUOTA_PER_SECOND };
const LEAKY_BUCKET: QuotaModel = { kind: 'leakyBucket', perSecond: QUOTA_PER_SECOND };

const THIS: Way = { kind: 'thisNode' };
/** "Requests per Second" by the name of the first row. */
const BY_NAME: Way = {
	kind: 'thisNode',
	options: {
		requestsPerSecond: `={{ $json.name.startsWith('Single') ? 1 : ${QUOTA_PER_SECOND} }}`,
	},
};
const BATCHES: Way = {
	kind: 'httpRequest',
	options: { batching: { batch: { batchSize: QUOTA_PER_SECOND, batchInterval: 1000 } } },
};

interface Measured extends Account {
	wallMs: number;
	slowestAnswerMs: number;
}

export async function run(): Promise<void> {
	heading(`Pace: quota ${QUOTA_PER_SECOND} a second, an answer takes 200 to 400 ms`, [
		THIS_NODE,
		`${HTTP_REQUEST}, in batches of ${QUOTA_PER_SECOND} a second`,
		ENGINE,
		`${ROWS} items: floor ${seconds(floorMs(ROWS))}; ${REPEATS} processes each, two runs one after the other: in the first, no code is compiled yet`,
	]);
	const emulator = await EmulatorProcess.start(ANSWERING);
	try {
		await manyItems(emulator, FIXED_WINDOW);
		await manyItems(emulator, TOKEN_BUCKET);
		await fewItems(emulator);
		await noBurst(emulator);
		await besideABatch(emulator);
	} finally {
		await emulator.close();
	}
}

async function manyItems(emulator: EmulatorProcess, quota: QuotaModel): Promise<void> {
	const runs: { ours: Measured[]; batches: Measured[] } = { ours: [], batches: [] };
	for (let repeat = 0; repeat < REPEATS; repeat++) {
		runs.ours.push(...(await inOneProcess(emulator, THIS, quota, [ROWS, ROWS])));
		runs.batches.push(...(await inOneProcess(emulator, BATCHES, quota, [ROWS, ROWS])));
	}
	console.log(`\n${ROWS} items, ${quota.kind}`);
	console.table({
		...linesOf('this node', ROWS, runs.ours),
		...linesOf('HTTP Request', ROWS, runs.batches),
	});
	const wall = median(runs.ours.map(overFloor));
	const theirs = median(runs.batches.map(overFloor));
	const throttled = throttledShare(runs.ours);
	keptAll(ROWS, runs.ours);
	verdict(
		`at most ${THROTTLED_BAR * 100} % throttled`,
		`${(throttled * 100).toFixed(2)} % of all calls`,
		throttled <= THROTTLED_BAR,
	);
	verdict(`wall ≤ ${WALL_BAR} × floor`, spread(runs.ours.map(overFloor)), wall <= WALL_BAR);
	verdict(
		`not behind HTTP Request (level: up to ${LEVEL})`,
		`${(wall / theirs).toFixed(3)} × its time`,
		wall <= LEVEL * theirs,
	);
}

async function fewItems(emulator: EmulatorProcess): Promise<void> {
	const batches = [ROWS, ...Array<number>(FEW_REPEATS).fill(FEW_ROWS)];
	const [, ...runs] = await inOneProcess(emulator, THIS, FIXED_WINDOW, batches);
	console.log(
		`\n${FEW_ROWS} items, ${FIXED_WINDOW.kind}, after a run of ${ROWS} that does not count`,
	);
	console.table(linesOf('this node', FEW_ROWS, runs));
	keptAll(FEW_ROWS, runs);
	const ratio = median(runs.map(overSlowest));
	verdict(
		`wall ≤ ${FEW_BAR} × the slowest of its answers`,
		spread(runs.map(overSlowest)),
		ratio <= FEW_BAR,
	);
}

async function noBurst(emulator: EmulatorProcess): Promise<void> {
	const runs = [
		...(await inOneProcess(emulator, THIS, LEAKY_BUCKET, [ROWS])),
		...(await inOneProcess(emulator, THIS, LEAKY_BUCKET, [ROWS])),
	];
	console.log(`\n${ROWS} items, ${LEAKY_BUCKET.kind}: no burst at all`);
	console.table(linesOf('this node', ROWS, runs));
	keptAll(ROWS, runs);
	const aim = LEAKY_AIM * floorMs(ROWS) + 1000;
	const slowest = Math.max(...runs.map(({ wallMs }) => wallMs));
	verdict(
		`aim: wall ≤ ${LEAKY_AIM} × floor + 1 s = ${seconds(aim)}`,
		`${seconds(slowest)}, ${(slowest / floorMs(ROWS)).toFixed(2)} × floor (the slower run)`,
		slowest <= aim,
	);
}

async function besideABatch(emulator: EmulatorProcess): Promise<void> {
	const client = await ClientProcess.start(BY_NAME, emulator.address);
	try {
		await emulator.reset(FIXED_WINDOW);
		const running = client.run(BATCH_ROWS, 'Batch');
		const runningSingles: Array<Promise<Run>> = [];
		for (let n = 0; n < SINGLE_ROWS; n++) {
			await pause(BETWEEN_SINGLES_MS);
			runningSingles.push(client.run(1, singleName(n)));
		}
		const batch = await running;
		const singles = await Promise.all(runningSingles);
		judgeSingles(batch, singles, await emulator.ledger());
	} finally {
		await client.close();
	}
}

function judgeSingles(batch: Run, singles: readonly Run[], ledger: Ledger): void {
	const rows = BATCH_ROWS + singles.length;
	const account = accountOf(ledger, [batch, ...singles]);
	const ratio = (batch.wallMs / floorMs(rows)).toFixed(3);
	console.log(`\n1 row at 1 a second beside ${BATCH_ROWS} rows, ${FIXED_WINDOW.kind}`);
	console.log(
		`the batch: ${seconds(batch.wallMs)}, ${ratio} × floor of all ${rows} rows; throttled: ${account.throttled}`,
	);
	keptAll(rows, [account]);
	const leftAfter = singles.map((run, n) => leftAfterMs(run, ledger, singleName(n)));
	const worst = Math.max(...leftAfter);
	verdict(
		`left within ${seconds(BESIDE_BAR_MS)}`,
		`${seconds(worst)} (worst of ${singles.length}; median ${seconds(median(leftAfter))})`,
		worst <= BESIDE_BAR_MS,
	);
}

/** Runs batches of so many rows one after the other, each with the quota unused. */
async function inOneProcess(
	emulator: EmulatorProcess,
	way: Way,
	quota: QuotaModel,
	batches: readonly number[],
): Promise<Measured[]> {
	const client = await ClientProcess.start(way, emulator.address);
	try {
		const measured: Measured[] = [];
		for (const rows of batches) {
			await pause(PAUSE_MS);
			await emulator.reset(quota);
			const run = await client.run(rows, 'Row');
			const ledger = await emulator.ledger();
			const { slowestAnswerMs } = ledger;
			measured.push({ ...accountOf(ledger, [run]), wallMs: run.wallMs, slowestAnswerMs });
		}
		return measured;
	} finally {
		await client.close();
	}
}

const singleName = (n: number) => `Single ${n}`;

/** From handing over the row to the arrival of its call. */
function leftAfterMs({ endedAt, wallMs }: Run, { elements }: Ledger, batch: string): number {
	const element = elements.find(({ name }) => batchOf(name) === batch);
	return (element?.createdAt ?? NaN) - (endedAt - wallMs);
}

function linesOf(title: string, rows: number, runs: readonly Measured[]): Record<string, object> {
	const lines = runs.map(({ wallMs, slowestAnswerMs, ...account }, index) => [
		`${title}, ${index + 1}`,
		{
			...account,
			'wall, s': Number((wallMs / 1000).toFixed(2)),
			'× floor': Number((wallMs / floorMs(rows)).toFixed(3)),
			'slowest answer, s': Number((slowestAnswerMs / 1000).toFixed(3)),
		},
	]);
	return Object.fromEntries(lines) as Record<string, object>;
}

function spread(ratios: readonly number[]): string {
	const [best, middle, worst] = [Math.min(...ratios), median(ratios), Math.max(...ratios)];
	return `${middle.toFixed(3)} (median; best ${best.toFixed(3)}, worst ${worst.toFixed(3)})`;
}

function keptAll(rows: number, runs: readonly Account[]): void {
	const kept = runs.every(({ made, seen, twice }) => made === rows && seen === rows && twice === 0);
	verdict(`${rows} created, 0 twice, 0 lost`, `in ${runs.length} runs`, kept);
}

function overFloor({ wallMs }: Measured): number {
	return wallMs / floorMs(ROWS);
}

function overSlowest({ wallMs, slowestAnswerMs }: Measured): number {
	return wallMs / slowestAnswerMs;
}

function throttledShare(runs: readonly Measured[]): number {
	const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
	const throttled = sum(runs.map((each) => each.throttled));
	return throttled / (throttled + sum(runs.map(({ made }) => made)));
}
