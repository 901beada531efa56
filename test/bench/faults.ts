/** A long batch on a bad day: whatever happens to a call, the user can account for every element. */
import type { Fault } from '../emulator/faults';
import { accountOf, type Account } from './account';
import { ENGINE, heading, HTTP_REQUEST, seconds, THIS_NODE, verdict } from './print';
import { ClientProcess } from './processes/client';
import { EmulatorProcess, type Faults, type Ledger } from './processes/emulator';
import type { Way } from './ways/way';

const ROWS = 1_000;
const PER_SECOND = 200;
/** Short, so that stalled answers do not make the benchmark long. */
const TIMEOUT_MS = 2_000;

const CHOICES: Fault[] = [
	{ kind: 'reset', stage: 'after' },
	{ kind: 'stallHeaders', stage: 'after' },
	{ kind: 'http', stage: 'after', status: 502, body: 'html' },
	{ kind: 'tencentError', stage: 'before', code: 'RequestLimitExceeded' },
];
const FAULTS: Faults = { kind: 'random', seed: 7, share: 0.01 * CHOICES.length, choices: CHOICES };

const THIS: Way = {
	kind: 'thisNode',
	options: { requestsPerSecond: PER_SECOND, timeout: TIMEOUT_MS },
	settings: { onError: 'continueRegularOutput' },
};
const BATCHES: Way = {
	kind: 'httpRequest',
	options: {
		batching: { batch: { batchSize: PER_SECOND, batchInterval: 1000 } },
		timeout: TIMEOUT_MS,
	},
	settings: { onError: 'continueRegularOutput' },
};

export async function run(): Promise<void> {
	heading(`${ROWS} items, 1 % each of reset after creating, stalled answer, 502, throttle`, [
		`${THIS_NODE}, ${PER_SECOND} requests a second, time-out ${seconds(TIMEOUT_MS)}`,
		`${HTTP_REQUEST}, in batches of ${PER_SECOND} a second, the same time-out`,
		ENGINE,
		'On Error: Continue; every fault but the throttle strikes after the element was created',
	]);
	const emulator = await EmulatorProcess.start({});
	try {
		const ours = await measure(emulator, THIS);
		const theirs = await measure(emulator, BATCHES);
		console.table({ 'this node': lineOf(ours), 'HTTP Request': lineOf(theirs) });
		judge(ours);
	} finally {
		await emulator.close();
	}
}

interface Measured extends Account {
	struck: Ledger['struck'];
	wallMs: number;
}

async function measure(emulator: EmulatorProcess, way: Way): Promise<Measured> {
	const client = await ClientProcess.start(way, emulator.address);
	try {
		await emulator.reset({ kind: 'none' }, FAULTS);
		const run = await client.run(ROWS, 'Row');
		const ledger = await emulator.ledger();
		return { ...accountOf(ledger, [run]), struck: ledger.struck, wallMs: run.wallMs };
	} finally {
		await client.close();
	}
}

function lineOf({ struck, wallMs, ...account }: Measured): object {
	const { http = 0, reset = 0, stallHeaders = 0, tencentError = 0 } = struck;
	return {
		...account,
		'resets, stalls, 502s, throttles': [reset, stallHeaders, http, tencentError].join(', '),
		'wall, s': Number((wallMs / 1000).toFixed(2)),
	};
}

function judge({ made, seen, named, lost, twice }: Account): void {
	verdict(
		'every ledger entry accounted for',
		`${made} made = ${seen} seen + ${named} named as unknown + ${lost} lost`,
		lost === 0,
	);
	verdict('0 twice', String(twice), twice === 0);
}
