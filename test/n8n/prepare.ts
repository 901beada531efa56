/** Installs what the tests with the real n8n need, and says how far it is: jest would keep that to itself. */
import { mkdirSync } from 'node:fs';
import { packAndInstall } from './communityNode';
import { installN8n } from './install';
import { CACHE, PACKAGE_INSTALLED } from './places';
import { installQueueServices } from './services';

const say = (line: string) => console.log(line);

async function run(): Promise<void> {
	mkdirSync(CACHE, { recursive: true });
	await installQueueServices(CACHE, say);
	await installN8n(say);
	await packAndInstall(PACKAGE_INSTALLED);
}

run().catch((error: Error) => {
	console.error(error.message);
	process.exitCode = 1;
});
