/** The Stop button while rows are being read, in n8n's engine. */
import type { IExecuteFunctions, INodeType } from 'n8n-workflow';

import { TencentCloudApi } from '../../../../credentials/TencentCloudApi.credentials';
import { TencentCloudVod } from '../../../../nodes/TencentCloudVod/TencentCloudVod.node';
import { startEmulator, type Emulator } from '../../../emulator/emulator';
import type { RunningExecution } from '../../../workflow/engine';
import { engineWith, nodeOn } from '../../../support/nodeSetup';
import { manyRows, type Row } from '../../../support/operations';

let emulator: Emulator;

beforeAll(async () => {
	emulator = await startEmulator();
});

afterAll(async () => await emulator.close());

/** The node, and a word to `onRead` each time that it reads a parameter. */
function watched(onRead: () => void): INodeType {
	const node = new TencentCloudVod();
	const execute = async function (this: IExecuteFunctions) {
		const getNodeParameter: unknown = Reflect.get(this, 'getNodeParameter');
		const get = () => {
			onRead();
			return getNodeParameter;
		};
		Object.defineProperty(this, 'getNodeParameter', { get });
		return await node.execute.call(this);
	};
	return { ...node, execute };
}

/** Runs the node and stops it at its `stopAt`th read. */
async function stoppedAt(stopAt: number, rows: Row[], options = {}) {
	let reads = 0;
	const node = watched(() => {
		reads += 1;
		if (reads === stopAt) running.cancel();
	});
	const engine = engineWith(node, new TencentCloudApi());
	const workflow = engine.workflow(nodeOn(emulator, { options }));
	const running: RunningExecution = workflow.start(rows);
	const execution = await running.finished;
	return { execution, reads };
}

const GOOD = manyRows(2000);
const BAD = GOOD.map((row) => ({ ...row, name: '' }));

it.each([
	['rows are read', 1000, GOOD, {}],
	['rows are read that cannot be used', 1000, BAD, {}],
	['the last rows are read, which cannot be used', 8000, BAD, {}],
	['the options are read, which cannot be used', 1, GOOD, { timeout: 0 }],
])('ends the node soon, without an error, while %s', async (_, stopAt, rows, options) => {
	const { execution, reads } = await stoppedAt(stopAt, rows, options);
	expect(execution.status).toBe('canceled');
	expect(execution.output).toEqual([]);
	expect(execution.runs.map(({ error }) => error)).toEqual([undefined]);
	expect(reads).toBeGreaterThanOrEqual(stopAt);
	// A pause comes after 25 rows with 5 fields each.
	expect(reads).toBeLessThan(stopAt + 135);
	// n8n would log an error, too.
	expect(execution.logs).toEqual([]);
	expect(emulator.ledger.calls).toEqual([]);
});
