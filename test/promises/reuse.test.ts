import { deepCopy, type IDataObject } from 'n8n-workflow';

import { TencentCloudApi } from '../../credentials/TencentCloudApi.credentials';
import { startEmulator, type Emulator } from '../emulator/emulator';
import type { SavedWorkflow } from '../workflow/engine';
import { faultsByName, LOST, QUOTA_USED_UP } from '../support/faultPlans';
import { LedgerByName } from '../support/ledgerByName';
import { unclear } from '../support/messages';
import { workflowOn } from '../support/node';
import { CONTINUE, engineWith, nodeOn, type Setup } from '../support/nodeSetup';
import { createElement, rows } from '../support/operations';
import { errorOf, forbiddenIn, elementIdsOf, inInputOrder } from '../support/whatIsSeen';

const BROKE = unclear('connectionLost', createElement);

const REUSE = { reuseCreated: true };
const CREATE_AGAIN = { ...REUSE, whenOutcomeUnknown: 'createAgain' };

let emulator: Emulator;

/** The map of the process knows elements by account, and each emulator is an account of its own. */
beforeEach(async () => {
	emulator = await startEmulator();
});
afterEach(() => emulator.close());

const workflow = (setup: Setup = {}) => workflowOn(emulator, { options: REUSE, ...setup });

/** The same workflow in an n8n that has just started: the node's modules are loaded anew, its map is empty. */
async function afterRestart(stored: SavedWorkflow, setup: Setup = {}): Promise<SavedWorkflow> {
	let restarted: SavedWorkflow | undefined;
	await jest.isolateModulesAsync(async () => {
		const { TencentCloudVod } = await import('../../nodes/TencentCloudVod/TencentCloudVod.node');
		const engine = engineWith(new TencentCloudVod(), new TencentCloudApi());
		restarted = engine.workflow(nodeOn(emulator, { options: REUSE, ...setup }));
	});
	if (restarted === undefined) throw new Error('The node was not loaded');
	restarted.staticData = stored.staticData;
	return restarted;
}

function calls(): number {
	return emulator.ledger.calls.length;
}

/** What the node has stored with the workflow. */
function storedIn({ staticData }: SavedWorkflow): IDataObject {
	const { created } = (staticData['node:Tencent Cloud VOD'] ?? {}) as { created?: IDataObject };
	return created ?? {};
}

describe('a second execution', () => {
	test.each(['trigger', 'webhook', 'manual'] as const)(
		'puts out what there is (%s)',
		async (mode) => {
			const first = await workflow().execute(rows('a', 'b'), { mode });
			const second = await workflow().execute(rows('b', 'c', 'a'), { mode });
			const [a, b, c] = emulator.ledger.made.map(({ id }) => id);
			expect(elementIdsOf(first)).toEqual([a, b]);
			expect(elementIdsOf(second)).toEqual([b, c, a]);
			expect(calls()).toBe(3);
		},
	);

	test('finds after a restart what production has stored', async () => {
		const stored = workflow();
		const first = await stored.execute(rows('a', 'b'));
		expect(forbiddenIn(first)).toEqual([]);
		expect(JSON.stringify(stored.staticData)).not.toMatch(/http|looks like/);
		const restarted = await afterRestart(stored);
		expect(elementIdsOf(await restarted.execute(rows('b', 'a')))).toEqual(
			elementIdsOf(first).reverse(),
		);
		expect(calls()).toBe(2);
	});

	test('finds after a restart nothing of a manual one, which says so', async () => {
		const stored = workflow();
		const { hints } = await stored.execute(rows('a'), { mode: 'manual' });
		expect(hints.map(({ message }) => message).join()).toMatch(/only until n8n restarts/);
		expect(stored.staticData).toEqual({});
		await (await afterRestart(stored)).execute(rows('a'));
		expect(calls()).toBe(2);
	});

	test('creates again without the option, and with other input, another account or after a refusal', async () => {
		emulator.setFaults(faultsByName({ c: [QUOTA_USED_UP] }));
		await workflow({ settings: CONTINUE }).execute(rows('a', 'b', 'c'));
		await workflow({ options: {} }).execute(rows('a'));
		await workflow({ fields: { elementDescription: 'Another' } }).execute(rows('b'));
		await workflow().execute(rows('c'));
		expect(emulator.ledger.summary()).toMatchObject({ calls: 6, made: 5 });
		const other = await startEmulator();
		await workflowOn(other, { options: REUSE }).execute(rows('a'));
		await other.close();
		expect(other.ledger.summary()).toMatchObject({ made: 1 });
	});
});

describe('identical rows of one batch', () => {
	test('share one element', async () => {
		const execution = await workflow().execute(rows('a', 'b', 'a', 'a'));
		const [a, b] = emulator.ledger.made.map(({ id }) => id);
		expect(elementIdsOf(execution)).toEqual([a, b, a, a]);
		expect(calls()).toBe(2);
	});

	test('share one failure', async () => {
		emulator.setFaults(faultsByName({ a: [LOST] }));
		const execution = await workflow({ settings: CONTINUE }).execute(rows('a', 'b', 'a'));
		const error = { error: expect.stringContaining(BROKE) as string };
		expect(inInputOrder(execution)).toMatchObject([
			{ json: error },
			{ json: { ElementName: 'b' } },
			{ json: error },
		]);
		expect(calls()).toBe(2);
	});
});

describe('an unknown', () => {
	test('blocks later executions, also after a restart', async () => {
		emulator.setFaults(faultsByName({ a: [LOST] }));
		const stored = workflow();
		await stored.execute(rows('a', 'b'));
		for (const later of [stored, workflow(), await afterRestart(stored)]) {
			const { message } = errorOf(await later.execute(rows('b', 'a')));
			expect(message).toMatch(/^Item 1: It is unknown .* Created, with ElementId: item 0 = \d+\.$/);
		}
		expect(calls()).toBe(2);
	});

	test.each(['in the process', 'after a restart'])(
		'is sent at most twice more: %s',
		async (where) => {
			emulator.setFaults(() => LOST);
			const stored = workflow();
			await stored.execute(rows('a'));
			const again = { options: CREATE_AGAIN };
			const later =
				where === 'in the process' ? workflow(again) : await afterRestart(stored, again);
			await later.execute(rows('a'));
			await later.execute(rows('a'));
			expect(calls()).toBe(3);
		},
	);
});

describe('what is stored with the workflow', () => {
	test('is left alone when an execution is retried', async () => {
		emulator.setFaults(faultsByName({ b: [QUOTA_USED_UP] }));
		const stored = workflow();
		const failed = await stored.execute(rows('a', 'b'));
		const before = JSON.stringify(stored.staticData);
		expect(Object.keys(storedIn(stored))).toHaveLength(1);
		const retried = await stored.retry(failed);
		expect(elementIdsOf(retried)).toEqual(emulator.ledger.made.map(({ id }) => id));
		expect(JSON.stringify(stored.staticData)).toBe(before);
		// The process has it all the same.
		await stored.execute(rows('b'));
		expect(calls()).toBe(3);
	});

	test('is the newest 1,000, and what is used again counts as new', async () => {
		const stored = workflow();
		await stored.execute(rows('used again'));
		const [[used = '', entry] = []] = Object.entries(storedIn(stored));
		// Each its own: n8n 2.0 would wrap what they share once more for each of them.
		const old = Array.from({ length: 999 }, (_, n) => [`old ${n}`, deepCopy(entry)] as const);
		stored.staticData = {
			'node:Tencent Cloud VOD': { created: Object.fromEntries([[used, entry], ...old]) },
		};
		await stored.execute(rows('used again', 'new'));
		const keys = Object.keys(storedIn(stored));
		expect(keys).toHaveLength(1000);
		expect(keys.slice(0, 998)).toEqual(old.slice(1).map(([key]) => key));
		expect(keys.slice(998)).toContain(used);
		expect(calls()).toBe(2);
	});
});

describe('executions that overlap', () => {
	test('make one element of the same row', async () => {
		const executions = await Promise.all([
			workflow().execute(rows('a', 'b')),
			workflow().execute(rows('b', 'a')),
			workflow().execute(rows('a')),
		]);
		const [a, b] = ['a', 'b'].map((name) => new LedgerByName(emulator).id(name));
		expect(executions.map(elementIdsOf)).toEqual([[a, b], [b, a], [a]]);
		expect(calls()).toBe(2);
	});
});

describe('a renewed key', () => {
	const renewed = { credential: { secretId: 'AKIDrenewed' } };

	test('of the same credential finds what there is, and a hint says so', async () => {
		const first = await workflow().execute(rows('a'));
		const second = await workflow(renewed).execute(rows('a'));
		expect(elementIdsOf(second)).toEqual(elementIdsOf(first));
		expect(calls()).toBe(1);
		expect(second.hints.map(({ message }) => message).join()).toMatch(
			/^Item 0: .* another SecretId/,
		);
		expect(JSON.stringify(second.saved)).not.toContain('AKIDrenewed');
	});
});

test('a hint says when a run has more rows than are kept', async () => {
	const many = Array.from({ length: 1001 }, (_, n) => `many ${n}`);
	const { hints } = await workflow({ settings: CONTINUE }).execute(rows(...many));
	expect(hints.map(({ message }) => message).join()).toMatch(
		/keeps the newest 1000 .* this run has 1001 different rows/,
	);
}, 120_000);

test.each<[string, (entries: IDataObject) => unknown]>([
	['an entry', (entries) => ({ ...entries, [Object.keys(entries)[0] ?? '']: { outcome: 'made' } })],
	['all of it', () => 'a text'],
])('what is damaged in the static data is ignored, loudly: %s', async (_title, damage) => {
	const stored = workflow();
	await stored.execute(rows('a'));
	stored.staticData = {
		'node:Tencent Cloud VOD': { created: damage(storedIn(stored)) as IDataObject },
	};
	const execution = await (await afterRestart(stored)).execute(rows('a'));
	expect(execution.status).toBe('success');
	expect(calls()).toBe(2);
	const warnings = execution.logs.filter(({ level }) => level === 'warn');
	expect(warnings.map(({ message }) => message)).toEqual([
		expect.stringMatching(/static data .* damaged and ignored/),
	]);
});
