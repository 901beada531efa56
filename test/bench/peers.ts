/** 120 rows, one quota, every way that people have: what is made, and what the user sees of it. */
import { setTimeout as pause } from 'node:timers/promises';

import { accountOf } from './account';
import { floorMs, QUOTA_PER_SECOND } from './floor';
import { ENGINE, heading, HTTP_REQUEST, SDK, seconds, THIS_NODE } from './print';
import { ClientProcess } from './processes/client';
import { ANSWERING, EmulatorProcess, type Faults } from './processes/emulator';
import type { NodeSettings, Way } from './ways/way';

const ROWS = 120;
const WARM_UP_ROWS = 20;
/** So that the starts of the warm-up have left every window. */
const PAUSE_MS = 1500;

const QUOTA = { kind: 'fixedWindow', perSecond: QUOTA_PER_SECOND } as const;
const FAULTS: Faults = { kind: 'everyNthRow', n: 30, fault: { kind: 'reset', stage: 'after' } };

const BATCHES = { batching: { batch: { batchSize: QUOTA_PER_SECOND, batchInterval: 1000 } } };

const SETTINGS: ReadonlyArray<readonly [string, NodeSettings]> = [
	['defaults', {}],
	['On Error: Continue', { onError: 'continueRegularOutput' }],
	['Retry On Fail', { retryOnFail: true }],
];

const WAYS: ReadonlyArray<readonly [string, Way]> = [
	...withSettings('this node', (settings) => ({ kind: 'thisNode', settings })),
	...withSettings('HTTP Request, all at once', (settings) => ({ kind: 'httpRequest', settings })),
	...withSettings('HTTP Request, 20 a second', (settings) => ({
		kind: 'httpRequest',
		options: BATCHES,
		settings,
	})),
	['SDK script, one by one', { kind: 'sdkScript', atOnce: 1 }],
	['SDK script, 6 at a time', { kind: 'sdkScript', atOnce: 6 }],
];

function withSettings(
	name: string,
	way: (settings: NodeSettings) => Way,
): Array<readonly [string, Way]> {
	return SETTINGS.map(([title, settings]) => [`${name}; ${title}`, way(settings)] as const);
}

export async function run(): Promise<void> {
	heading(`Ways to create ${ROWS} elements`, [
		THIS_NODE,
		HTTP_REQUEST,
		`${SDK}, three tries a second apart on network faults and throttles`,
		ENGINE,
		`quota ${QUOTA_PER_SECOND} a second (fixed window), an answer takes 200 to 400 ms, floor ${seconds(floorMs(ROWS))}`,
		'each way in a process of its own, after a warm-up; Retry On Fail: 3 tries',
		'seen: ElementIds that the user can read; named: may exist, and the user is told so; lost: neither',
	]);
	const emulator = await EmulatorProcess.start(ANSWERING);
	try {
		console.log('\nWithout faults');
		console.table(await table(emulator, { kind: 'none' }));
		console.log('With a reset after creating in every 30th row');
		console.table(await table(emulator, FAULTS));
	} finally {
		await emulator.close();
	}
}

async function table(emulator: EmulatorProcess, faults: Faults): Promise<object> {
	const lines: Record<string, object> = {};
	for (const [title, way] of WAYS) lines[title] = await line(emulator, way, faults);
	return lines;
}

async function line(emulator: EmulatorProcess, way: Way, faults: Faults): Promise<object> {
	const client = await ClientProcess.start(way, emulator.address);
	try {
		await emulator.reset({ kind: 'none' });
		await client.run(WARM_UP_ROWS, 'Warm-up');
		await pause(PAUSE_MS);
		await emulator.reset(QUOTA, faults);
		const run = await client.run(ROWS, 'Row');
		return {
			...accountOf(await emulator.ledger(), [run]),
			'wall, s': Number((run.wallMs / 1000).toFixed(2)),
			'× floor': Number((run.wallMs / floorMs(ROWS)).toFixed(2)),
			'CPU, ms an item': Number((run.cpuMs / ROWS).toFixed(1)),
		};
	} finally {
		await client.close();
	}
}
