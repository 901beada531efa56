/** Brings the files of what was made into n8n's store, once every call of the batch has ended. */
import type { IBinaryKeyData, IExecuteFunctions } from 'n8n-workflow';

import { hasExpired, type Loss, type LostItem, type MadeFile } from '../messages/lostFiles';
import type { Calls } from './calls';
import { CLOCK } from './clock';
import { fetchFile, type FetchEnd } from './fetchFile';
import { fileNameOf } from './fileName';
import type { FilesOf } from './operation';
import type { Settings } from './settings';

/** What became of the files. Of an item that has neither, none was wanted, or all was given up. */
export interface Fetched {
	/** By item. */
	binaries: ReadonlyMap<number, IBinaryKeyData>;
	lost: readonly LostItem[];
}

export const NOTHING_FETCHED: Fetched = { binaries: new Map(), lost: [] };

/**
 * More of them make nothing faster where the line is full, and each takes memory: some buffers, or the
 * whole file where n8n keeps files in a database or an object store, which it does not stream into.
 */
const MAX_AT_ONCE = 4;

/** An item with files to fetch. */
interface Wanting extends Omit<LostItem, 'files'> {
	field: string;
	files: readonly MadeFile[];
}

/** With "Stop" it ends at the first file that is lost: what was fetched by then is dropped with the error. */
export async function fetchFiles<Input, Value>(
	context: IExecuteFunctions,
	filesOf: FilesOf<Input, Value>,
	{ onError }: Settings,
	results: Calls<Input, Value>['results'],
): Promise<Fetched> {
	const items = wantingIn(filesOf, results);
	const jobs = items.flatMap(({ taskId, files }) =>
		files.map((file, number) => ({ file, name: fileNameOf(taskId, file, number) })),
	);
	const stop = new AbortController();
	const cancelSignal = context.getExecutionCancelSignal();
	const signal = cancelSignal ? AbortSignal.any([cancelSignal, stop.signal]) : stop.signal;
	// Items that share a task share its files.
	const ends = new Map<string, Promise<FetchEnd>>();
	await withEach(jobs, MAX_AT_ONCE, async ({ file, name }) => {
		const key = keyOf(file);
		const end = ends.get(key) ?? fetchFile(context, file.FileUrl ?? '', name, signal);
		ends.set(key, end);
		if ((await end).kind === 'lost' && onError === 'stopWorkflow') stop.abort();
	});
	const ended = await Promise.all([...ends].map(async ([key, end]) => [key, await end] as const));
	return fetchedBy(items, new Map(ended));
}

function wantingIn<Input, Value>(
	filesOf: FilesOf<Input, Value>,
	results: Calls<Input, Value>['results'],
): Wanting[] {
	return results.flatMap(({ item: { index, input, name }, result }) => {
		const field = filesOf.fieldOf(input);
		if (field === undefined || result.kind !== 'ended' || result.outcome.kind !== 'done') return [];
		const { requestId, value } = result.outcome;
		const { taskId, files } = filesOf.madeBy(value, input);
		return [{ index, name, field, taskId, requestId, files: files.filter(isFile) }];
	});
}

/** Some of what the task of a 3D model makes has neither. */
function isFile({ FileId, FileUrl }: MadeFile): boolean {
	return FileId !== null || FileUrl !== null;
}

function keyOf({ FileId, FileUrl }: MadeFile): string {
	return FileUrl ?? `FileId ${FileId}`;
}

/** So many at once, in their order. */
async function withEach<T>(
	all: readonly T[],
	atOnce: number,
	work: (one: T) => Promise<void>,
): Promise<void> {
	const left = all.values();
	const worker = async () => {
		for (const one of left) await work(one);
	};
	await Promise.all(Array.from({ length: atOnce }, worker));
}

function fetchedBy(items: readonly Wanting[], ends: ReadonlyMap<string, FetchEnd>): Fetched {
	const binaries = new Map<number, IBinaryKeyData>();
	const lost: LostItem[] = [];
	for (const { field, files, ...item } of items) {
		const ended = files.map((file) => ({ file, end: ends.get(keyOf(file)) }));
		const [firstLost, ...others] = ended.flatMap(({ file, end }) =>
			end?.kind === 'lost' ? [{ file, loss: explained(end.loss, file) }] : [],
		);
		const binary: IBinaryKeyData = {};
		for (const [number, { end }] of ended.entries()) {
			const name = number === 0 ? field : `${field}_${number}`;
			if (end?.kind === 'stored') binary[name] = { ...end.binary };
		}
		if (firstLost) lost.push({ ...item, files: [firstLost, ...others] });
		else if (Object.keys(binary).length > 0) binaries.set(item.index, binary);
	}
	return { binaries, lost };
}

function explained(loss: Loss, file: MadeFile): Loss {
	const isExpired = loss.reason === 'gone' && hasExpired(file, CLOCK.wallTime());
	return isExpired ? { ...loss, reason: 'expired' } : loss;
}
