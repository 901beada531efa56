/** The commands of docs/after-a-crash.md, run word for word on what the node logs. */
import { startEmulator, type Emulator } from '../emulator/emulator';
import { accountOf } from '../n8n/accounts';
import type { Execution } from '../workflow/engine';
import { LOST, QUOTA_USED_UP } from '../support/faultPlans';
import { LedgerByName } from '../support/ledgerByName';
import { workflowOn } from '../support/node';
import { CONTINUE } from '../support/nodeSetup';
import { createAdvancedElement, generateVideo, rows } from '../support/operations';
import { speedUp } from '../support/speed';
import { errorOf } from '../support/whatIsSeen';

/** Names that look like the rest of a line, end one, or turn its text round; by what becomes of them. */
const CREATED = [', name "x", sending ', 'outcome unknown', 'sending', `"\n'\\ $(id) \`id\``];
const LOSING = ['created ElementId 99', 'refused, input 0', 'a\u2028b\u0085c\u009bd'];
const REFUSED = ['created ElementId 98', 'sending Create', 'unknown (x)', '\u202eb\u2066a\u200f'];
const KILLED = ['created ElementId 97', 'not sent (refused)', '\u061c\u200e\u202a\u2069\u2029'];
const NAMES = [...CREATED, ...LOSING, ...REFUSED, ...KILLED];

/** What ends a line somewhere, or does not stand where it is seen. */
const MISLEADING = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u;

let emulator: Emulator;
let byName: LedgerByName;
let execution: Execution;

beforeAll(async () => {
	emulator = await startEmulator();
	byName = new LedgerByName(emulator);
	emulator.setFaults(({ name = '' }) => {
		if (LOSING.includes(name)) return LOST;
		return REFUSED.includes(name) ? QUOTA_USED_UP : undefined;
	});
	const workflow = workflowOn(emulator, { settings: { onError: 'continueRegularOutput' } });
	execution = await workflow.execute(rows(...NAMES));
});

afterAll(async () => await emulator.close());

/** The log as it would be had the process been killed before the answers for some names. */
function logWithoutLastLineOf(names: string[]): string[] {
	const lines = execution.logs.map(({ message }) => message);
	const last = names.map((name) =>
		lines.map((line) => line.includes(`, item ${NAMES.indexOf(name)}, `)).lastIndexOf(true),
	);
	return lines.filter((_, n) => !last.includes(n));
}

// n8n can be set to write a time and a level before each line.
test.each(['', '2026-01-01T00:00:00.000Z | info  | '])(
	'no name leads them astray, in lines that begin with "%s"',
	(prefix) => {
		const log = logWithoutLastLineOf(KILLED).map((line) => `${prefix}${line}\n`);
		const { created, inDoubt } = accountOf(log.join(''), execution.id);
		expect([...created].sort()).toEqual(byName.ids(...CREATED).sort());
		expect([...inDoubt].sort()).toEqual([...LOSING, ...KILLED].sort());
	},
);

test('no name leads them astray in the file that n8n can write, each line of it JSON', () => {
	const log = logWithoutLastLineOf(KILLED).map((message) => `${JSON.stringify({ message })}\n`);
	const { created } = accountOf(log.join(''), execution.id);
	expect([...created].sort()).toEqual(byName.ids(...CREATED).sort());
});

test('no name ends a line of the log or of an error, or turns its text round', async () => {
	const name = '\u202eb\u2066a\u2028\u0085';
	emulator.setFaults(() => QUOTA_USED_UP);
	const { description } = errorOf(await workflowOn(emulator).execute(rows(name)));
	const texts = [...execution.logs.map(({ message }) => message), description];
	expect(texts.filter((text) => MISLEADING.test(text))).toEqual([]);
	expect(description).toContain(String.raw`ElementName "\u202eb\u2066a\u2028\u0085"`);
});

/** `made`: by which its log tells one thing from another. */
describe.each([
	{ things: 'advanced elements', operation: createAdvancedElement, made: 'element' },
	{ things: 'videos', operation: generateVideo, made: 'task' },
] as const)('the tasks of $things', ({ operation, made }) => {
	const LOST_AND_FOUND = 'lost, then found';
	const NEVER_FOUND = 'started TaskId 1,';
	const END = { kind: 'failure', errCodeExt: 'TaskTimeout', message: 'too long' } as const;
	const RUNS_LONG = { runsMs: 3_600_000, end: { kind: 'success' } } as const;
	let backToRealTime: () => void;

	beforeAll(() => {
		backToRealTime = speedUp(200);
	});
	afterAll(() => backToRealTime());

	test('that were started are named, those that ended are not, and one in doubt is looked for', async () => {
		emulator.reset();
		emulator.setFaults(({ action, name = '' }) => {
			if (action !== operation.action) return undefined;
			if (name === LOST_AND_FOUND) return LOST;
			return name === NEVER_FOUND ? { kind: 'reset', stage: 'before' } : undefined;
		});
		emulator.setTaskLives(({ name }) => {
			if (name === 'fails') return { runsMs: 0, end: END };
			return name === 'runs' ? RUNS_LONG : undefined;
		});
		const names = ['ends', 'fails', 'runs', 'killed', LOST_AND_FOUND, NEVER_FOUND];
		const workflow = workflowOn(emulator, {
			operation,
			// A busy machine needs time for the tasks that do end.
			options: { maxWait: 4 },
			settings: CONTINUE,
		});
		const { id, logs } = await workflow.execute(rows(...names));
		const lines = logs.map(({ message }) => message);
		// Had the process been killed while it waited for this one, there would be no line that tells the end.
		const log = lines.filter((line) => !/(created|generated) .* name "killed"/.test(line));
		expect(log).toHaveLength(lines.length - 1);
		const account = accountOf(log.map((line) => `${line}\n`).join(''), id);
		const idOf = (kind: 'task' | 'element', wanted: string) =>
			emulator.ledger.ofKind(kind).find(({ name }) => name === wanted)?.id;
		expect([...account.running].sort()).toEqual(
			[idOf('task', 'runs'), idOf('task', 'killed')].sort(),
		);
		expect([...account.created].sort()).toEqual(
			[idOf(made, 'ends'), idOf(made, LOST_AND_FOUND)].sort(),
		);
		expect([...account.inDoubt]).toEqual([NEVER_FOUND]);
	});
});
