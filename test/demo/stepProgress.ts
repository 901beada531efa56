/** Shows at which step of the workflow the rows are, by what the emulator has made and is making. */
import type { Emulator } from '../emulator/emulator';
import type { Made } from '../emulator/ledger';
import type { ClipRow } from './clipRows';

const LOOK_EVERY_MS = 200;

type Watched = Pick<Emulator, 'ledger' | 'tasks'>;

interface Progress {
	begun: number;
	/** Names of rows, in the order in which theirs ended. */
	ended: string[];
}

/**
 * By step, in the order in which they were begun.
 * @param since how many things had been made before
 */
export function progressOf(
	{ ledger, tasks }: Watched,
	rows: readonly ClipRow[],
	since: number,
): Map<string, Progress> {
	const ends = new Map(tasks.map(({ taskId, finishedAt }) => [taskId, finishedAt]));
	const things = ledger.made.slice(since).map((made) => {
		const endedAt = made.kind === 'task' ? ends.get(made.id) : made.createdAt;
		return { step: stepOf(made), row: rowOf(made, rows), endedAt };
	});
	const steps = new Map<string, Progress>();
	for (const step of new Set(things.map((thing) => thing.step))) {
		const begun = things.filter((thing) => thing.step === step);
		const ended = begun.flatMap(({ row, endedAt }) =>
			endedAt === undefined ? [] : { row, endedAt },
		);
		ended.sort((one, other) => one.endedAt - other.endedAt);
		steps.set(step, { begun: begun.length, ended: ended.map(({ row }) => row) });
	}
	return steps;
}

/**
 * Prints a line whenever something has begun or ended at a step.
 * @param print takes a line
 * @returns prints what is left and stops
 */
export function showSteps(
	watched: Watched,
	rows: readonly ClipRow[],
	print: (line: string) => void,
): () => void {
	const startedAt = Date.now();
	const since = watched.ledger.made.length;
	let shown = new Map<string, Progress>();
	const look = () => {
		const steps = progressOf(watched, rows, since);
		const seconds = Math.round((Date.now() - startedAt) / 1_000);
		for (const [step, { begun, ended }] of steps) {
			const before = shown.get(step);
			const names = ended.slice(before?.ended.length ?? 0);
			if (before?.begun === begun && names.length === 0) continue;
			const start = `${String(seconds).padStart(4)} s  ${step.padEnd(15)}`;
			print(`${start}  ${ended.length} of ${begun} done  ${names.join(', ')}`.trimEnd());
		}
		shown = steps;
	};
	const timer = setInterval(look, LOOK_EVERY_MS);
	return () => {
		clearInterval(timer);
		look();
	};
}

/** The node of the example that made it. */
function stepOf({ action, request }: Made): string {
	switch (action) {
		case 'CreateAigcCustomElement':
			return 'Create Elements';
		case 'CreateAigcVideoTask':
			return 'Make Videos';
		default:
			return request.FileInfos === undefined ? 'Front View' : 'Left View';
	}
}

/** The name of the row whose words are in the name of the thing. */
function rowOf(made: Made, rows: readonly ClipRow[]): string {
	const row = rows.find((one) =>
		[one.name, one.description, one.clip].some((text) => made.name.includes(text)),
	);
	return row?.name ?? made.name;
}
