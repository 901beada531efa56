/** Files in n8n's store, in a folder of its own and in its database: elements are made of them, videos go there. */
import { createHash, randomBytes } from 'node:crypto';
import { getTask, manyRows } from '../support/operations';
import { png } from '../support/pictures';
import { hashOf } from './clipsAccount';
import { forgetHighest, highestMb, processOf, residentMb } from './memory';
import { Scene } from './scene';
import { useScene } from './useScene';
import { filesWebhookWorkflow, NODE_NAME, webhookWorkflowWith } from './workflows';

/** Many chunks of a stream; the bytes after the end of a picture belong to the file, too. */
const MORE_BYTES = 3_000_000;

const CLIPS = 10;
const CLIP_BYTES = 10_000_000;

const picture = (width: number, height: number) =>
	Buffer.concat([png(width, height), randomBytes(MORE_BYTES)]);

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

/** How much more n8n may hold while videos come: into its database no file is streamed. */
const MODES = [
	{ mode: 'filesystem', maxMb: 60 },
	{ mode: 'database', maxMb: 200 },
];

describe.each(MODES)("n8n's store is its $mode", ({ mode, maxMb }) => {
	const scene = useScene((cleanUp) =>
		Scene.open(cleanUp, { videoBytes: CLIP_BYTES }, { N8N_DEFAULT_BINARY_DATA_MODE: mode }),
	);

	/** @returns the execution that a form with these files made */
	const send = async (path: string, files: Record<string, Buffer>) => {
		const saved = await scene().publish(
			filesWebhookWorkflow(path, { credential: scene().credential }),
		);
		const form = new FormData();
		form.set('name', 'Mira');
		form.set('description', 'A woman with short hair');
		for (const [field, bytes] of Object.entries(files)) {
			form.set(field, new File([new Uint8Array(bytes)], `${field}.png`, { type: 'image/png' }));
		}
		const { api, server } = scene();
		await (await fetch(`${server.url}/webhook/${path}`, { method: 'POST', body: form })).text();
		const [execution] = await api.executions(saved);
		return { stored: await api.ended(execution?.id ?? ''), id: execution?.id ?? '' };
	};

	test('every byte arrives, and the element is made of it', async () => {
		const files = {
			front: picture(400, 300),
			left: picture(300, 400),
			right: picture(300, 300),
		};
		const { stored, id } = await send(`whole-${mode}`, files);
		expect(stored.error).toBeUndefined();
		// The files were in the store that this is about, and not in the item.
		const raw = await scene().api.text(`/rest/executions/${id}`);
		expect(raw).toContain(mode === 'database' ? 'database:' : 'filesystem-v2:');
		const { ledger } = scene().emulator;
		const arrived = ledger.ofKind('file').map((file) => [file.sha256, file.size]);
		expect(arrived.sort()).toEqual(
			Object.values(files)
				.map((bytes) => [sha256(bytes), bytes.length])
				.sort(),
		);
		const [element] = ledger.ofKind('element');
		const [items = []] = stored.outputs(NODE_NAME);
		expect(items).toMatchObject([{ ElementId: element?.id, ElementName: 'Mira' }]);
		const [uploaded = []] = items.map(
			({ UploadedImages }) => UploadedImages as Array<{ FileId: string }>,
		);
		const hashes = uploaded.map(({ FileId }) => ledger.find(FileId)?.sha256);
		expect(hashes).toEqual(Object.values(files).map(sha256));
	});

	test('a picture that breaks a rule is named, and nothing is sent', async () => {
		const { stored } = await send(`refused-${mode}`, {
			front: picture(400, 300),
			left: picture(300, 400),
			right: picture(1200, 280),
		});
		expect(stored.error?.message).toMatch(
			/'Element Reference Images': image 2 is 1200 × 280 px, but must be at least 300 px high/,
		);
		expect(scene().emulator.ledger.calls).toEqual([]);
	});

	test('videos come whole, and take little memory', async () => {
		const { api, credential, emulator, folder, n8n } = scene();
		const path = `clips-${mode}`;
		const parameters = { ...getTask.parameters, downloadFile: true };
		const saved = await scene().publish(
			webhookWorkflowWith(path, 'withElements', credential, parameters),
		);
		emulator.setTaskLives(() => ({ runsMs: 0, end: { kind: 'success' } }));
		const names = manyRows(CLIPS).map(({ name }) => name);
		const rows = await getTask.rowsNamed(names, emulator);
		const pid = processOf(n8n.script, folder);
		const before = residentMb(pid);
		forgetHighest(pid);
		await scene().callWebhook(path, rows);
		expect(highestMb(pid) - before).toBeLessThan(maxMb);
		const [{ id = '' } = {}] = await api.executions(saved);
		const [items = []] = (await api.ended(id)).items(NODE_NAME);
		const hashes = await Promise.all(items.map((item) => hashOf(item, api)));
		expect(hashes).toEqual(emulator.files.map((file) => file.sha256));
		expect(emulator.files).toHaveLength(CLIPS);
	});
});
