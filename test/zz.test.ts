import { engine } from './support/node';
import { createAdvancedElement } from './support/operations';
import { expectPromisesKept } from './support/stories/property';
const seed = Number(process.env.PROPERTIES_SEED ?? Date.now() % 2 ** 31);
test(`tasks ${seed}`, async () => {
	await expectPromisesKept(engine, createAdvancedElement, { seed, numRuns: Number(process.env.N ?? 20) });
}, 600_000);
