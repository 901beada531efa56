/** Installs what the tests with the real n8n need, and says how far it is: jest would keep that to itself. */
import { mkdirSync } from 'node:fs';
import { installEngine, installN8n } from './install';
import { CACHE } from './places';
import { installQueueServices } from './services';

const say = (line: string) => console.log(line);

async function run(): Promise<void> {
	mkdirSync(CACHE, { recursive: true });
	await installQueueServices(CACHE, say);
	await installN8n('newest', say);
	await installN8n('oldest', say);
	await installEngine(say);
}

run().catch((error: Error) => {
	console.error(error.message);
	process.exitCode = 1;
});
