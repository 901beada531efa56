/**
 * What clips cost that are downloaded in the real n8n: memory against the same workflow without the node,
 * time against a plain loop. `npm run build && npx tsx test/n8n/prepare.ts && npx tsx test/n8n/clipsBench.ts`
 */
import type { INode } from 'n8n-workflow';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { heading, seconds, verdict } from '../bench/print';
import { EmulatorProcess, type Address } from '../bench/processes/emulator';
import { EMULATOR_SUB_APP_ID } from '../emulator/emulator';
import { call, VIDEO } from '../emulator/rawClient';
import { getTask } from '../support/operations';
import type { StoredExecution } from './api';
import { benchRun, type Run, type ToRun } from './benchRun';
import { CleanUp } from './cleanUp';
import { installedN8n } from './install';
import { inLine, node, NODE_NAME, rowsFrom, webhookWorkflowWith } from './workflows';

const [CLIPS = 100, MB = 30] = process.argv.slice(2).map(Number);
const CLIP_BYTES = MB * 1_000_000;
const MEMORY_BAR_MB = 150;
const THROUGHPUT_BAR = 0.8;
const LOOPS = [1, 4];
/** Without a plan of lives, the third look finds a task ended. */
const LOOKS = 3;

interface Row {
	[column: string]: string;
	task: string;
	url: string;
}

/** @returns for each clip its task, and its file's address */
async function makeClips({ url }: Address): Promise<Row[]> {
	const target = { url, certificate: undefined };
	const rows: Row[] = [];
	for (let n = 0; n < CLIPS; n++) {
		const body = { ...VIDEO, OutputConfig: { StorageMode: 'Permanent' } };
		const { TaskId } = await call(target, { action: 'CreateAigcVideoTask', body });
		for (let look = 1; look <= LOOKS; look++) {
			const asked = { TaskId, SubAppId: EMULATOR_SUB_APP_ID };
			const detail = await call(target, { action: 'DescribeTaskDetail', body: asked });
			if (look === LOOKS) rows.push({ task: String(TaskId), url: urlIn(detail) });
		}
	}
	return rows;
}

function urlIn({ AigcVideoTask }: Awaited<ReturnType<typeof call>>): string {
	const { Output } = AigcVideoTask as { Output: { FileInfos: Array<{ FileUrl: string }> } };
	return Output.FileInfos[0]?.FileUrl ?? '';
}

function loops(): INode[] {
	return LOOPS.map((inFlight) =>
		node(loopName(inFlight), 'CUSTOM.clipsLoop', 1, { url: '={{ $json.url }}', inFlight }),
	);
}

const loopName = (inFlight: number) => `${inFlight} at a time`;

const BARE: ToRun['workflow'] = () => ({
	name: 'bare',
	nodes: [...rowsFrom('bare', 'withElements'), node(NODE_NAME, 'n8n-nodes-base.noOp', 1, {})],
	connections: inLine('Webhook', 'Rows', NODE_NAME),
	settings: { executionOrder: 'v1' },
});

/** @param between nodes that pass the rows on */
function withNode(between: readonly INode[]): ToRun['workflow'] {
	return (credential) => {
		const { nodes, ...workflow } = webhookWorkflowWith('clips', 'withElements', credential, {
			...getTask.parameters,
			downloadFile: true,
			// The questions are not what is measured.
			options: { requestsPerSecond: 1000 },
		});
		const names = between.map(({ name }) => name);
		return {
			...workflow,
			nodes: [...nodes, ...between],
			connections: inLine('Webhook', 'Rows', ...names, NODE_NAME),
		};
	};
}

/** @returns the SHA-256 of every clip in n8n's store */
function storedIn(folder: string): string[] {
	const paths = readdirSync(folder, { recursive: true }).map((path) => join(folder, String(path)));
	return paths
		.filter((path) => path.includes('binary_data') && statSync(path).size === CLIP_BYTES)
		.map((path) => createHash('sha256').update(readFileSync(path)).digest('hex'));
}

async function main(): Promise<void> {
	const cleanUp = new CleanUp();
	try {
		const emulator = await EmulatorProcess.start({ videoBytes: CLIP_BYTES });
		await cleanUp.add(() => emulator.close());
		const { address } = emulator;
		const rows = await makeClips(address);
		const shared = { address, extension: 'clipsLoop.ts', rows } as const;
		heading(`${CLIPS} clips of ${MB} MB each`, [
			`n8n ${installedN8n().version}, filesystem mode, a fresh one each time`,
		]);
		const bare = await benchRun({ ...shared, workflow: BARE });
		console.log('without the node', bare);
		const { files } = await emulator.ledger();
		let stored: string[] = [];
		const inspect = (folder: string) => (stored = storedIn(folder));
		const ours = await benchRun({ ...shared, workflow: withNode([]), inspect });
		console.log('with the node', ours);
		const made = files.map(({ sha256 }) => sha256).sort();
		verdict(
			'every byte arrives, once',
			`${stored.length} of ${made.length} files`,
			stored.sort().join() === made.join(),
		);
		reportMemory(bare, ours);
		await benchRun({
			...shared,
			workflow: withNode(loops()),
			inspect: (_, all) => reportTime(all),
		});
	} finally {
		await cleanUp.run();
	}
}

function reportMemory(bare: Run, ours: Run): void {
	const above = ours.highestMb - bare.highestMb;
	verdict(
		`peak memory at most ${MEMORY_BAR_MB} MB above the workflow without the node`,
		`${above.toFixed(0)} MB (${ours.highestMb.toFixed(0)} against ${bare.highestMb.toFixed(0)})`,
		above <= MEMORY_BAR_MB,
	);
}

function reportTime(execution: StoredExecution): void {
	const nodeTook = execution.tookMs(NODE_NAME);
	for (const inFlight of LOOPS) {
		const loopTook = execution.tookMs(loopName(inFlight));
		verdict(
			`throughput at least ${THROUGHPUT_BAR} × a loop, ${inFlight} at a time`,
			`${(loopTook / nodeTook).toFixed(2)} × (${seconds(nodeTook)} against ${seconds(loopTook)})`,
			loopTook / nodeTook >= THROUGHPUT_BAR,
		);
	}
}

main().catch((error: Error) => {
	console.error(error.stack);
	process.exit(1);
});
