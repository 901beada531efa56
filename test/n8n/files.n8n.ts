/** Elements of files that n8n has in its store: in a folder of its own, and in its database. */
import { createHash, randomBytes } from 'node:crypto';
import { png } from '../support/pictures';
import { Scene } from './scene';
import { useScene } from './useScene';
import { filesWebhookWorkflow, NODE_NAME } from './workflows';

/** Many chunks of a stream; the bytes after the end of a picture belong to the file, too. */
const MORE_BYTES = 3_000_000;

const picture = (width: number, height: number) =>
	Buffer.concat([png(width, height), randomBytes(MORE_BYTES)]);

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

describe.each(['filesystem', 'database'])("n8n's store is its %s", (mode) => {
	const scene = useScene((cleanUp) =>
		Scene.open(cleanUp, {}, { N8N_DEFAULT_BINARY_DATA_MODE: mode }),
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
});
