/** `npm run n8n`: an editor with this package in it, a local VOD behind it, and the examples to try. */
import { rmSync, symlinkSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describeCall } from '../emulator/commandLine';
import {
	EMULATOR_SECRET_ID,
	EMULATOR_SECRET_KEY,
	startEmulator,
	type Emulator,
} from '../emulator/emulator';
import { Api, OWNER, type SavedCredential } from './api';
import { CleanUp } from './cleanUp';
import { packAndInstall } from './communityNode';
import { openDoor } from './door';
import { CREDENTIAL_TYPE, exampleFiles, readExample } from './examples';
import { installN8n, type InstalledN8n } from './install';
import { KEPT } from './places';
import { usualOrFree } from './ports';
import { startServer } from './server';

/** What is made in the editor stays here for the next time. A test names another folder. */
const FOLDER = process.argv[2] ?? join(KEPT, 'user');
const USUAL_PORT = { n8n: 5678, emulator: 9911 };
const CREDENTIAL_NAME = 'Local VOD (demo)';

const say = (line: string) => console.log(line);
const cleanUp = new CleanUp();

async function run(): Promise<void> {
	say('1/5  n8n');
	const n8n = await installN8n(say);
	say('2/5  Packing this package and installing it as a community node');
	await installPackage(n8n);
	say('3/5  Starting a local Tencent Cloud VOD: nothing leaves this machine');
	const emulator = await startEmulator({
		port: await usualOrFree(USUAL_PORT.emulator),
		quota: { kind: 'fixedWindow', perSecond: 20 },
		answerMs: [300, 900],
		onCall: (call) => say(describeCall(call)),
	});
	await cleanUp.add(() => emulator.close());
	say('4/5  Starting n8n: half a minute, the first time a little more');
	const port = await usualOrFree(USUAL_PORT.n8n);
	const server = await startServer(n8n, { folder: FOLDER, port });
	await cleanUp.add(() => server.stop());
	say('5/5  Making a credential and importing the examples');
	const api = new Api(server.url);
	await api.signIn();
	await importExamples(api, emulator);
	const door = await openDoor(server.url, api.session);
	await cleanUp.add(() => door.close());
	say(`
n8n ${n8n.version} is ready. Open   ${door.url}

  Then open "Rows to elements", click "Execute workflow", and double-click "Rows with ElementIds".
  That address signs you in. The editor itself is at ${server.url};
  e-mail ${OWNER.email}, password ${OWNER.password}
  The credential "${CREDENTIAL_NAME}" leads to the local VOD at ${emulator.url}.
  What you make is kept in ${relative('.', FOLDER)}; delete that folder to start anew. n8n's log is n8n.log in it.
  After a change to the code, press Ctrl-C and run this again.

Calls to the local VOD are shown below. Press Ctrl-C to stop everything.
`);
}

async function installPackage(n8n: InstalledN8n): Promise<void> {
	await packAndInstall(FOLDER);
	// This folder is below the repository, whose own modules would be found before n8n's.
	const modules = join(FOLDER, 'node_modules');
	rmSync(modules, { force: true });
	symlinkSync(n8n.modules, modules);
}

/** Leaves alone what is there already: it may have been changed. */
async function importExamples(api: Api, emulator: Emulator): Promise<void> {
	const credential = await demoCredential(api, emulator);
	const present = await api.get<{ name: string }[]>('/rest/workflows');
	for (const file of exampleFiles()) {
		const workflow = readExample(file, credential);
		if (present.some(({ name }) => name === workflow.name)) continue;
		await api.createWorkflow(workflow);
		say(`     imported examples/${file} as "${workflow.name}"`);
	}
}

async function demoCredential(api: Api, emulator: Emulator): Promise<SavedCredential> {
	const data = {
		site: 'custom',
		endpoint: emulator.url,
		secretId: EMULATOR_SECRET_ID,
		secretKey: EMULATOR_SECRET_KEY,
	};
	const present = await api.get<SavedCredential[]>('/rest/credentials');
	const known = present.find(({ name }) => name === CREDENTIAL_NAME);
	if (!known) return await api.createCredential(CREDENTIAL_NAME, CREDENTIAL_TYPE, data);
	// The emulator may have another port this time.
	await api.patch(`/rest/credentials/${known.id}`, {
		name: CREDENTIAL_NAME,
		type: CREDENTIAL_TYPE,
		data,
	});
	return known;
}

let stopping: Promise<void> | undefined;

function stopOnce(reason: string, exitCode: number): void {
	// One Ctrl-C can arrive more than once, by way of npm and tsx.
	if (stopping) return;
	say(`\n${reason}: stopping n8n and the local VOD …`);
	stopping = cleanUp.run().finally(() => {
		say('Everything is stopped.');
		process.exit(exitCode);
	});
}

process.on('SIGINT', () => stopOnce('Ctrl-C', 0));
process.on('SIGTERM', () => stopOnce('Told to end', 0));
run().catch((error: Error) => {
	console.error(error.message);
	stopOnce('Something went wrong', 1);
});
