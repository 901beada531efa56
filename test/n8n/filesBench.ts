/**
 * What files cost in the real n8n: memory against the same workflow without the node, time against a
 * plain loop. `npm run build && npx tsx test/n8n/prepare.ts && npx tsx test/n8n/filesBench.ts`
 */
import type { IDataObject, INode } from 'n8n-workflow';
import { createHash, randomBytes } from 'node:crypto';
import { createReadStream, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { EmulatorProcess, type File } from '../bench/processes/emulator';
import { heading, seconds, verdict } from '../bench/print';
import { png } from '../support/pictures';
import { benchRun, type Run } from './benchRun';
import { CleanUp } from './cleanUp';
import { installedN8n } from './install';
import { temporaryFolder } from './scene';
import { fetchedFilesWorkflow, node, PICTURE_FIELDS } from './workflows';

const [ITEMS = 50, MB = 8] = process.argv.slice(2).map(Number);
const MEMORY_BAR_MB = 150;
const THROUGHPUT_BAR = 0.8;
const LOOPS = [1, 4];
const NO_QUOTA = { kind: 'none' } as const;

/** @returns the SHA-256 of each */
function writePictures(folder: string): string[] {
	mkdirSync(folder);
	const start = png(1024, 1024);
	return Array.from({ length: ITEMS * PICTURE_FIELDS.length }, (_, index) => {
		const bytes = Buffer.concat([start, randomBytes(MB * 1024 * 1024 - start.length)]);
		writeFileSync(join(folder, `${index}.png`), bytes);
		return createHash('sha256').update(bytes).digest('hex');
	});
}

/** @returns its URL */
async function servePictures(folder: string, cleanUp: CleanUp): Promise<string> {
	const server = createServer(({ url = '' }, response) => {
		response.setHeader('Content-Type', 'image/png');
		createReadStream(join(folder, url)).pipe(response);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	await cleanUp.add(() => void server.close());
	return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Runs the workflow once in an n8n of its own. */
async function run(
	images: string,
	{ address }: EmulatorProcess,
	{ hasNode, between = [] }: { hasNode: boolean; between?: readonly INode[] },
): Promise<Run> {
	return await benchRun({
		address,
		extension: 'filesLoop.ts',
		rows: rowsOf(images),
		workflow: (credential) =>
			fetchedFilesWorkflow('files', hasNode ? { credential } : undefined, between),
	});
}

function rowsOf(images: string): IDataObject[] {
	return Array.from({ length: ITEMS }, (_, item) => ({
		name: `Item ${item}`,
		description: 'A fox in a red coat',
		...Object.fromEntries(
			PICTURE_FIELDS.map((field, index) => [
				field,
				`${images}/${item * PICTURE_FIELDS.length + index}.png`,
			]),
		),
	}));
}

/** The loops, for as many of the files at a time. */
function loops({ address }: EmulatorProcess): INode[] {
	return LOOPS.map((inFlight) =>
		node(`${inFlight} at a time`, 'CUSTOM.filesLoop', 1, { url: address.url, inFlight }),
	);
}

/** Between the first and the last file that came to be, in milliseconds. */
function tookMs(files: readonly File[]): number {
	const times = files.map(({ createdAt }) => createdAt);
	return Math.max(...times) - Math.min(...times);
}

async function main(): Promise<void> {
	const cleanUp = new CleanUp();
	try {
		const folder = join(temporaryFolder(), 'pictures');
		await cleanUp.add(() => rmSync(join(folder, '..'), { recursive: true, force: true }));
		const hashes = writePictures(folder);
		const images = await servePictures(folder, cleanUp);
		const emulator = await EmulatorProcess.start({ keepFilesUpTo: 0 });
		await cleanUp.add(() => emulator.close());
		heading(`${ITEMS} items with ${PICTURE_FIELDS.length} pictures of ${MB} MB each`, [
			`n8n ${installedN8n().version}, filesystem mode, a fresh one each time`,
		]);
		const bare = await run(images, emulator, { hasNode: false });
		console.log('without the node', bare);
		const ours = await run(images, emulator, { hasNode: true });
		console.log('with the node', ours);
		const { files, elements } = await emulator.ledger();
		const arrived = files.map(({ sha256 }) => sha256);
		const isWhole = arrived.sort().join() === hashes.sort().join();
		verdict('every byte arrives, once', `${files.length} of ${hashes.length} files`, isWhole);
		verdict('every element is made', `${elements.length}`, elements.length === ITEMS);
		const above = ours.highestMb - bare.highestMb;
		verdict(
			`peak memory at most ${MEMORY_BAR_MB} MB above the workflow without the node`,
			`${above.toFixed(0)} MB (${ours.highestMb.toFixed(0)} against ${bare.highestMb.toFixed(0)})`,
			above <= MEMORY_BAR_MB,
		);
		await emulator.reset(NO_QUOTA);
		await run(images, emulator, { hasNode: true, between: loops(emulator) });
		const all = (await emulator.ledger()).files;
		// One after the other, each of all files; the node is the last.
		const times = [...LOOPS, 'node'].map((_, index) =>
			tookMs(all.slice(index * hashes.length, (index + 1) * hashes.length)),
		);
		const nodeTook = times.at(-1) ?? NaN;
		for (const [index, inFlight] of LOOPS.entries()) {
			const loopTook = times[index] ?? NaN;
			verdict(
				`throughput at least ${THROUGHPUT_BAR} × a loop, ${inFlight} at a time`,
				`${(loopTook / nodeTook).toFixed(2)} × (${seconds(nodeTook)} against ${seconds(loopTook)})`,
				loopTook / nodeTook >= THROUGHPUT_BAR,
			);
		}
		const nodeMs = ours.wallMs - bare.wallMs;
		console.log(`The node as a whole, with a look into each file first: about ${seconds(nodeMs)}`);
	} finally {
		await cleanUp.run();
	}
}

main().catch((error: Error) => {
	console.error(error.stack);
	process.exit(1);
});
