/** The promises for elements of files, over random faults at every step of uploads and creations. */
import fc from 'fast-check';

import { startEmulator } from '../emulator/emulator';
import type { Fault } from '../emulator/faults';
import { workflowOn } from '../support/node';
import { CONTINUE, RETRY } from '../support/nodeSetup';
import { createElement, rows, SUB_APP } from '../support/operations';
import { fileOf, png } from '../support/pictures';
import { storySeed } from '../support/stories/draw';
import { forbiddenIn } from '../support/whatIsSeen';
import { toldBy } from '../support/whatIsTold';

const stage = fc.constantFrom('before', 'after');
const fault: fc.Arbitrary<Fault | undefined> = fc.oneof(
	{ arbitrary: fc.constant(undefined), weight: 5 },
	fc.record({ kind: fc.constantFrom('reset', 'hangUp'), stage }),
	fc.record({
		kind: fc.constant('http'),
		stage,
		status: fc.constantFrom(502, 503),
		body: fc.constant('html'),
	}),
	fc.record({ kind: fc.constant('tencentError'), stage, code: fc.constant('InternalError') }),
	// What says that nothing was done has done nothing.
	fc.record({
		kind: fc.constant('tencentError'),
		stage: fc.constant('before'),
		code: fc.constantFrom('LimitExceeded', 'RequestLimitExceeded'),
	}),
) as fc.Arbitrary<Fault | undefined>;

const story = fc.record({
	/** A colour for each row's picture from the front; the same colour is the same file. */
	colours: fc.array(fc.nat(3), { minLength: 1, maxLength: 4 }),
	faults: fc.array(fault, { maxLength: 24, size: 'max' }),
	settings: fc.constantFrom({}, CONTINUE, RETRY),
	retries: fc.nat(2),
});

/** What strikes a call after it was handled leaves the client in the dark. */
const isUnclear = (one: Fault | undefined) =>
	one !== undefined && 'stage' in one && one.stage === 'after';

let stories = 0;

test('nothing is lost, nothing is made twice, and no file is uploaded again without need', async () => {
	let struck = 0;
	await fc.assert(
		fc.asyncProperty(story, async ({ colours, faults, settings, retries }) => {
			const emulator = await startEmulator();
			try {
				const names = colours.map((_, row) => `${(stories++).toString(36)} ${row}`);
				const unclearCommits = new Set<number>();
				emulator.setFaults(({ index, action }) => {
					const one = faults[index];
					if (one) struck++;
					if (isUnclear(one) && action === 'CommitUpload') unclearCommits.add(index);
					return one;
				});
				const workflow = workflowOn(emulator, {
					settings,
					fields: {
						imageInput: 'binary',
						elementFrontalImageBinary: 'front',
						elementReferListBinary: 'left',
						subAppId: SUB_APP,
					},
				});
				const files = colours.map((colour) => ({
					front: fileOf(png(300, 300, colour), 'front.png'),
					left: fileOf(png(300, 300, 9), 'left.png'),
				}));
				let execution = await workflow.execute(rows(...names), { files });
				for (let n = 0; n < retries && execution.status !== 'success'; n++) {
					execution = await workflow.retry(execution);
				}
				const { ledger } = emulator;
				const told = toldBy(execution, createElement);
				const elements = ledger.ofKind('element');
				for (const name of names) {
					const made = elements.filter((element) => element.name === name);
					expect(made.length).toBeLessThanOrEqual(1);
					const item = names.indexOf(name);
					const isKnown = made.every(({ id }) => told.done.some((one) => one.id === id));
					expect(isKnown || told.unknown.includes(item)).toBe(true);
				}
				const distinct = new Set(ledger.ofKind('file').map(({ sha256 }) => sha256)).size;
				expect(ledger.ofKind('file').length - distinct).toBeLessThanOrEqual(unclearCommits.size);
				expect(forbiddenIn(execution)).toEqual([]);
			} finally {
				await emulator.close();
			}
		}),
		{ seed: storySeed(), numRuns: 320 },
	);
	expect(struck).toBeGreaterThan(1000);
}, 600_000);
