/** The outcome table, played in n8n's engine. */
import type { Emulator } from '../emulator/emulator';
import { unclear } from '../support/messages';
import { workflowOn } from '../support/node';
import { CONTINUE, type Setup } from '../support/nodeSetup';
import { createElement, getTask, rows } from '../support/operations';
import {
	outcomeFor,
	OUTCOMES,
	playable,
	STAGES,
	STALLS,
	THROTTLES,
	toldOf,
	WHOLE_THEN_CUT,
	type OutcomeRow,
} from '../support/outcomes';
import { ROUTES, type Route } from '../support/routes';
import { errorOf, factsOf, forbiddenIn, elementIdsOf } from '../support/whatIsSeen';
import type { Execution } from '../workflow/engine';

let route: Route;
let emulator: Emulator;
let startedAt: number;

beforeEach(() => {
	startedAt = Date.now();
});

async function open(name: keyof typeof ROUTES): Promise<void> {
	route = await ROUTES[name]();
	({ emulator } = route);
}

/** Creates an element for each name at once, each in an execution of its own. */
async function createAll(names: string[], setup: Setup = {}): Promise<Execution[]> {
	const credential = { ...route.credential, ...setup.credential };
	const workflow = workflowOn(emulator, { ...setup, credential });
	const executions = await route.along(() =>
		Promise.all(names.map((name) => workflow.execute(rows(name)))),
	);
	expect(forbiddenIn(...executions)).toEqual([]);
	return executions;
}

async function create(setup?: Setup): Promise<Execution> {
	const [execution] = await createAll(['Mira'], setup);
	if (execution === undefined) throw new Error('There was no execution');
	return execution;
}

function expectOnServer(calls: number, made: number): void {
	expect(emulator.ledger.summary()).toMatchObject({ calls, made });
}

/** That the user is told which item it is, when it was sent, and what support asks for. */
function expectFacts(execution: Execution, code: string | RegExp, requestId: string): void {
	const facts = factsOf(execution);
	expect(facts).toMatchObject([{ item: 0, name: 'Mira', requestId }]);
	for (const { code: seen, sentAt } of facts) {
		expect(seen).toMatch(code === '' ? /^$/ : code);
		expect(sentAt).toBeGreaterThanOrEqual(startedAt);
		expect(sentAt).toBeLessThanOrEqual(Date.now());
	}
}

function lastRequestId(): string {
	return emulator.ledger.calls.at(-1)?.requestId ?? 'no call';
}

/** That it was created, and that its ElementId has come through. */
function expectCreated(execution: Execution, calls: number): void {
	expect(elementIdsOf(execution)).toEqual([emulator.ledger.made[0]?.id]);
	expectOnServer(calls, 1);
}

/** The first row of each kind of fault: what else a row has is the same on every way. */
function oneOfEachFault(all: OutcomeRow[]): OutcomeRow[] {
	const kindOf = ({ fault }: OutcomeRow) => fault?.('before').kind;
	return all.filter((row, n) => all.findIndex((other) => kindOf(other) === kindOf(row)) === n);
}

describe.each(['plain', 'tls', 'proxy'] as const)('%s', (routeName) => {
	beforeAll(() => open(routeName));
	afterEach(() => emulator.reset());
	afterAll(() => route.close());

	const played = routeName === 'plain' ? OUTCOMES : oneOfEachFault(OUTCOMES);
	test.each(played.flatMap(playable))('$title, $stage', async ({ fault, row, stage }) => {
		const { kind, code, requestId } = outcomeFor(createElement, row);
		emulator.setFaults(() => fault);
		const execution = await create();
		const { message, description } = errorOf(execution);
		expect(message).toMatch(toldOf(createElement, row));
		expect(/^The element may exist, .*support.*'Create Again'/.test(description)).toBe(
			kind === 'unknown',
		);
		// A reset may be met while still writing.
		expectFacts(
			execution,
			code === 'ECONNRESET' ? /^(ECONNRESET|EPIPE)$/ : code,
			requestId ? lastRequestId() : '',
		);
		expectOnServer(1, stage === 'after' ? 1 : 0);
	});

	test('what takes longer than the deadline is unknown', async () => {
		const stalls = STAGES.flatMap((stage) => STALLS.map((kind) => ({ kind, stage })));
		const names = stalls.map(({ kind, stage }) => `${kind} ${stage}`);
		emulator.setFaults(({ name = '' }) => stalls[names.indexOf(name)]);
		const executions = await createAll(names, { options: { timeout: 1500 } });
		expect(executions.map((execution) => errorOf(execution).message)).toEqual(
			stalls.map(() => `Item 0: ${unclear('deadline', createElement)}`),
		);
		expect(executions.flatMap(factsOf)).toMatchObject(
			names.map((name) => ({ name, code: '', requestId: '' })),
		);
		expect(names.map((name) => emulator.ledger.timesMade('element', name))).toEqual([
			0, 0, 0, 1, 1, 1,
		]);
		expectOnServer(6, 3);
	});

	test.each(THROTTLES)('%s is tried again', async (code) => {
		const throttled = { kind: 'tencentError', stage: 'before', code } as const;
		emulator.setFaults(({ index }) => (index < 2 ? throttled : undefined));
		expectCreated(await create(), 3);
	});

	// At the deadline it would be too late: each has a minute.
	test.each(WHOLE_THEN_CUT)('$framing, whole and then $then: created at once', async (fault) => {
		emulator.setFaults(() => fault);
		expectCreated(await create(), 1);
	});

	test('an ElementId that comes as a number keeps its last digits', async () => {
		emulator.setFaults(() => ({ kind: 'numericElementId' }));
		expectCreated(await create(), 1);
	});
});

describe('in other ways', () => {
	beforeEach(() => open('plain'));
	afterEach(() => route.close());

	test('throttling that goes on for a minute is refused', async () => {
		const now = performance.now.bind(performance);
		let passed = 0;
		const clock = jest.spyOn(performance, 'now').mockImplementation(() => now() + passed);
		emulator.setFaults(({ index }) => {
			passed = index * 29_000;
			return { kind: 'tencentError', stage: 'before', code: 'RequestLimitExceeded' };
		});
		const execution = await create();
		clock.mockRestore();
		expect(errorOf(execution).message).toMatch(/^Item 0: For a minute .* nothing was created\.$/);
		// After 0, 29, 58 and 87 seconds.
		expectOnServer(4, 0);
	});

	test.each(oneOfEachFault(OUTCOMES).flatMap((row) => playable(row).slice(-1)))(
		"$title with 'Continue': the same message, and data",
		async ({ fault, row }) => {
			const { kind, code, requestId } = outcomeFor(createElement, row);
			emulator.setFaults(() => fault);
			const { message, description } = errorOf(await create());
			const { output } = await create({ settings: CONTINUE });
			const details = {
				outcome: kind,
				code: code === '' ? null : code,
				requestId: requestId ? lastRequestId() : null,
			};
			expect(output).toMatchObject([{ json: { name: 'Mira', error: message, details } }]);
			expect(output[0]?.json.message).toContain(
				description.slice(0, description.indexOf('Item 0')),
			);
		},
	);

	test('a read fails or is refused, and is never in doubt', async () => {
		const cases = OUTCOMES.flatMap((row) => playable(row).slice(0, 1));
		const read = await getTask.rowsNamed(
			cases.map(({ title }) => title),
			emulator,
		);
		const faults = new Map(read.map(({ task }, n) => [task, cases[n]?.fault]));
		emulator.ledger.calls.length = 0;
		emulator.setFaults(({ name }) => faults.get(name));
		const setup = { operation: getTask, settings: CONTINUE };
		const { output } = await workflowOn(emulator, setup).execute(read);
		const callsFor = (task: unknown) => emulator.ledger.calls.filter(({ name }) => name === task);
		for (const [n, { row }] of cases.entries()) {
			const { kind, code } = outcomeFor(getTask, row);
			const { error, details } = output[n]?.json ?? {};
			expect(error).toMatch(toldOf(getTask, row));
			expect(details).toMatchObject({ outcome: kind, code: code === '' ? null : code });
			// What is unclear is asked again, at most twice.
			expect(callsFor(read[n]?.task)).toHaveLength(kind === 'failed' ? 3 : 1);
		}
		expect(output).toHaveLength(cases.length);
	});
});
