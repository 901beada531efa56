/** Accounts for what a run of `clipsWorkflow` has made: by the emulator's ledger, n8n's outputs and n8n's log. */
import { createHash } from 'node:crypto';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { Emulator } from '../emulator/emulator';
import type { Made } from '../emulator/ledger';
import type { Api, StoredExecution } from './api';
import { CLIPS, ELEMENTS, FILES, promptOf } from './clipsWorkflow';

interface Seen {
	execution: StoredExecution;
	emulator: Emulator;
	api: Api;
	log: string;
}

/** @returns what is lost, made twice, or told wrongly; none when all is well */
export async function unaccountedFor(names: readonly string[], seen: Seen): Promise<string[]> {
	const rows = await Promise.all(names.map(async (name) => await ofRow(name, seen)));
	return [...rows.flat(), ...unknownUploads(seen)];
}

async function ofRow(name: string, seen: Seen): Promise<string[]> {
	const { emulator, execution } = seen;
	const [elements = [], withoutElement = []] = execution.outputs(ELEMENTS);
	const element = elements.filter(({ ElementName }) => ElementName === name);
	const error = withoutElement.filter((item) => item.name === name);
	if (element.length + error.length !== 1) return [`${name}: left n8n's node not once`];
	const made = emulator.ledger.ofKind('element').filter((one) => one.name === name);
	const tasks = emulator.ledger.ofKind('task').filter((one) => one.name === promptOf(name));
	return [
		...told(made, element[0]?.ElementId, error[0]).map((fault) => `${name}: element ${fault}`),
		...(element.length > 0 ? await ofClip(name, tasks, seen) : []),
	];
}

async function ofClip(name: string, tasks: Made[], { api, emulator, execution }: Seen) {
	const [clips = [], errors = []] = execution.items(CLIPS);
	const [once = []] = execution.items(FILES);
	const error = errors.map(({ json }) => json).find(({ ElementName }) => ElementName === name);
	const taskId = idIn(error);
	const clip = clips.find(({ json }) => tasks.some(({ id }) => id === json.TaskId));
	const fault = told(tasks, clip?.json.TaskId ?? taskId, error);
	// Of a task that was not told of, nothing can be fetched.
	if (fault.length > 0 || tasks.length === 0 || (error && taskId === undefined)) return fault;
	const stored = clip ?? once.find(({ json }) => json.TaskId === taskId);
	const file = emulator.files.find((one) => one.taskId === tasks[0]?.id);
	return (await hashOf(stored, api)) === file?.sha256 ? [] : [`${name}: not its file`];
}

/**
 * @param id that a person is told
 * @param error undefined where there is none
 */
function told(made: readonly Made[], id: unknown, error: IDataObject | undefined): string[] {
	const [first, ...more] = made;
	if (more.length > 0) return ['made more than once'];
	if (id !== undefined) return id === first?.id ? [] : ['told by another id'];
	if (!error) return ['no word of it'];
	const { outcome } = error.details as { outcome: string };
	return first && outcome !== 'unknown' ? [`${first.id} lost: ${outcome}`] : [];
}

function idIn(error: IDataObject | undefined): string | undefined {
	return (error?.details as { taskId?: string } | undefined)?.taskId;
}

/** @returns the SHA-256 of its file; undefined without one */
export async function hashOf(
	item: INodeExecutionData | undefined,
	api: Api,
): Promise<string | undefined> {
	const id = item?.binary?.data?.id;
	if (id === undefined) return undefined;
	return createHash('sha256')
		.update(await api.file(id))
		.digest('hex');
}

/** A file may be there twice where its commit was not answered; else n8n's log names each. */
function unknownUploads({ emulator: { ledger }, log }: Seen): string[] {
	const files = ledger.ofKind('file').filter(({ action }) => action === 'CommitUpload');
	const known = files.filter(({ id }) => log.includes(`uploaded FileId ${id}`));
	const unknown = files.filter((file) => !known.includes(file));
	const unclear = ledger.calls.filter(
		({ action, fault, outcome }) => action === 'CommitUpload' && fault && outcome.kind === 'made',
	);
	return [
		...(unknown.length > unclear.length ? [`${unknown.length} files that nobody knows`] : []),
		...(new Set(known.map(({ sha256 }) => sha256)).size < known.length ? ['a file twice'] : []),
	];
}
