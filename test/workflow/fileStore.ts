/** n8n's store of files on disk. Without it, the engine keeps files in the items, in base64. */
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { binaryDataConfig, binaryDataService } from './n8n';

/** Stores files in a folder of its own for as long as `action` takes. */
export async function storingOnDisk<T>(action: (store: FileStore) => Promise<T>): Promise<T> {
	const folder = await mkdtemp(join(tmpdir(), 'n8n-files-'));
	const before = { ...binaryDataConfig };
	Object.assign(binaryDataConfig, { mode: 'filesystem', localStoragePath: folder });
	await binaryDataService.init();
	try {
		return await action(new FileStore(folder));
	} finally {
		Object.assign(binaryDataConfig, before);
		Reflect.set(binaryDataService, 'managers', {});
		await rm(folder, { recursive: true });
	}
}

export class FileStore {
	constructor(readonly folder: string) {}

	/** The files in it, those that n8n keeps beside each file aside. */
	async files(): Promise<string[]> {
		const all = await readdir(this.folder, { recursive: true, withFileTypes: true });
		const names = all.filter((one) => one.isFile()).map(({ name }) => name);
		return names.filter((name) => !name.endsWith('.metadata'));
	}

	/** From now on nothing can be stored. */
	async spoil(): Promise<void> {
		await writeFile(join(this.folder, 'workflows'), '');
	}

	async read(id: string): Promise<Buffer> {
		return await binaryDataService.getAsBuffer({ id, data: '', mimeType: '' });
	}
}
