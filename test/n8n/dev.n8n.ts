/** `npm run n8n`, as somebody who has just cloned the repository finds it. */
import type { IDataObject } from 'n8n-workflow';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Api, type SavedWorkflow } from './api';
import { CleanUp } from './cleanUp';
import { eventually } from './eventually';
import { exampleFiles, readExample } from './examples';
import { ROOT } from './places';
import { startProgram } from './program';

const TSX = pathToFileURL(require.resolve('tsx')).href;

let cleanUp: CleanUp;

beforeEach(() => {
	cleanUp = new CleanUp();
});

afterEach(async () => {
	await cleanUp.run();
});

async function startEditor() {
	const folder = mkdtempSync(join(tmpdir(), 'tencent-cloud-vod-dev-'));
	await cleanUp.add(() => rmSync(folder, { recursive: true, force: true }));
	const script = join(__dirname, 'dev.ts');
	const program = startProgram(process.execPath, ['--import', TSX, script, join(folder, 'user')], {
		env: process.env as Record<string, string>,
		cwd: ROOT,
		logFile: join(folder, 'dev.log'),
	});
	await cleanUp.add(() => program.kill());
	const find = (pattern: RegExp) =>
		eventually(`${pattern}`, async () => pattern.exec(program.log())?.[1], 100_000);
	const door = await find(/is ready\. Open\s+(\S+)/);
	const editor = await find(/editor itself is at ([^\s;]+)/);
	const emulator = await find(/local VOD at ([^\s]+?)\.\n/);
	return { program, door, editor, emulator };
}

async function isClosed(url: string): Promise<true | undefined> {
	return await fetch(url).then(
		() => undefined,
		() => true,
	);
}

test('signs in, has the credential and all examples, and one of them runs', async () => {
	const { program, door, editor, emulator } = await startEditor();
	const { status, headers } = await fetch(door, { redirect: 'manual' });
	expect(status).toBe(302);
	expect(headers.get('location')).toBe(`${editor}/home/workflows`);
	const [session = ''] = (headers.get('set-cookie') ?? '').split(';');
	const answer = await fetch(`${editor}/rest/workflows`, { headers: { Cookie: session } });
	const { data } = (await answer.json()) as { data: SavedWorkflow[] };
	const names = exampleFiles().map((file) => readExample(file, { id: '', name: '' }).name);
	expect(data.map(({ name }) => name).sort()).toEqual(names.sort());

	const api = new Api(editor);
	await api.signIn();
	const rows = data.find(({ name }) => name === 'Rows to elements') as SavedWorkflow;
	const execution = await api.ended(await api.runInEditor(rows, 'Rows'));
	expect(execution.status).toBe('success');
	const [[made]] = execution.outputs('Rows with ElementIds') as [[IDataObject]];
	expect(program.log()).toContain(`made element ${made.element_id as string}`);

	await program.stop();
	expect(program.log()).toContain('Everything is stopped.');
	for (const url of [door, editor, emulator]) expect(await isClosed(url)).toBe(true);
});

test('leaves nothing behind when it is killed', async () => {
	const { program, door, editor, emulator } = await startEditor();
	await program.kill();
	for (const url of [door, editor, emulator]) {
		expect(await eventually(`end of ${url}`, () => isClosed(url))).toBe(true);
	}
});
