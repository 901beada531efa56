/** Worker processes that share an account's quota and nothing else, as n8n's workers in queue mode. */
import { setTimeout as pause } from 'node:timers/promises';

import type { QuotaModel } from '../emulator/quota';
import { accountOf, type Account } from './account';
import { floorMs, QUOTA_PER_SECOND } from './floor';
import { ENGINE, heading, HTTP_REQUEST, seconds, THIS_NODE, verdict } from './print';
import { ClientProcess } from './processes/client';
import { ANSWERING, EmulatorProcess, type Ledger } from './processes/emulator';
import { batchOf } from './rows';
import type { Run, Way } from './ways/way';

const WORKERS = ['A', 'B', 'C', 'D'];
const ROWS_EACH = 100;
const ROWS = WORKERS.length * ROWS_EACH;
const REPEATS = 2;
const WARM_UP_ROWS = 20;
const PAUSE_MS = 1500;

const BAR = 1.25;
const AIM = 1.15;

const QUOTAS: readonly QuotaModel[] = [
	{ kind: 'fixedWindow', perSecond: QUOTA_PER_SECOND },
	{ kind: 'tokenBucket', perSecond: QUOTA_PER_SECOND },
];

const THIS: Way = { kind: 'thisNode' };
const BATCHES: Way = {
	kind: 'httpRequest',
	options: { batching: { batch: { batchSize: QUOTA_PER_SECOND, batchInterval: 1000 } } },
};

interface Measured extends Account {
	wallMs: number;
	/** Rows of the slowest worker that were created when the first worker ended. */
	slowestWhenFirstEnded: number;
}

export async function run(): Promise<void> {
	heading(
		`${WORKERS.length} workers, ${ROWS_EACH} items each, one quota of ${QUOTA_PER_SECOND} a second`,
		[
			THIS_NODE,
			`${HTTP_REQUEST}, in batches of ${QUOTA_PER_SECOND} a second in each worker`,
			ENGINE,
			`an answer takes 200 to 400 ms, floor ${seconds(floorMs(ROWS))}`,
			'each worker a process of its own, after a warm-up; all start at the same moment',
		],
	);
	const emulator = await EmulatorProcess.start(ANSWERING);
	try {
		for (const quota of QUOTAS) await compare(emulator, quota);
	} finally {
		await emulator.close();
	}
}

async function compare(emulator: EmulatorProcess, quota: QuotaModel): Promise<void> {
	const ours: Measured[] = [];
	for (let repeat = 0; repeat < REPEATS; repeat++) {
		ours.push(await workTogether(emulator, THIS, quota));
	}
	const theirs = await workTogether(emulator, BATCHES, quota);
	console.log(`\n${quota.kind}`);
	console.table(
		Object.fromEntries([
			...ours.map((measured, index) => [`this node, run ${index + 1}`, lineOf(measured)] as const),
			['HTTP Request', lineOf(theirs)],
		]),
	);
	const kept = ours.every(({ made, seen, twice }) => made === ROWS && seen === ROWS && twice === 0);
	verdict(`all ${ROWS} created, 0 lost, 0 twice`, `in ${REPEATS} runs`, kept);
	const worst = Math.max(...ours.map(({ wallMs }) => wallMs / floorMs(ROWS)));
	const figure = `${worst.toFixed(3)} (worst run)`;
	verdict(`wall ≤ ${BAR} × floor`, figure, worst <= BAR);
	verdict(`aim: wall ≤ ${AIM} × floor`, figure, worst <= AIM);
}

async function workTogether(
	emulator: EmulatorProcess,
	way: Way,
	quota: QuotaModel,
): Promise<Measured> {
	const workers = await Promise.all(
		WORKERS.map(async () => ClientProcess.start(way, emulator.address)),
	);
	try {
		await emulator.reset({ kind: 'none' });
		await Promise.all(workers.map((worker, n) => worker.run(WARM_UP_ROWS, `Warm-up ${n}`)));
		await pause(PAUSE_MS);
		await emulator.reset(quota);
		const startedAt = Date.now();
		const runs = await Promise.all(
			workers.map((worker, n) => worker.run(ROWS_EACH, WORKERS[n] ?? '')),
		);
		const ledger = await emulator.ledger();
		return {
			...accountOf(ledger, runs),
			wallMs: Math.max(...runs.map(({ endedAt }) => endedAt)) - startedAt,
			slowestWhenFirstEnded: slowestWhenFirstEnded(ledger, runs),
		};
	} finally {
		await Promise.all(workers.map(async (worker) => worker.close()));
	}
}

function slowestWhenFirstEnded({ elements }: Ledger, runs: readonly Run[]): number {
	const firstEnd = Math.min(...runs.map(({ endedAt }) => endedAt));
	const created = elements.filter(({ createdAt }) => createdAt <= firstEnd);
	return Math.min(
		...WORKERS.map((worker) => created.filter(({ name }) => batchOf(name) === worker).length),
	);
}

function lineOf({ wallMs, slowestWhenFirstEnded: slowest, ...account }: Measured): object {
	return {
		...account,
		'wall, s': Number((wallMs / 1000).toFixed(2)),
		'× floor': Number((wallMs / floorMs(ROWS)).toFixed(3)),
		'slowest worker when the first ended': `${slowest} of ${ROWS_EACH}`,
	};
}
