import type { StoredObject } from './content';

/** A file that is served. */
export interface StoredFile {
	/** The MediaUrl of an upload, the FileUrl of a task's file. */
	url: string;
	/** undefined: it is temporary. */
	fileId: string | undefined;
	subAppId: number;
	/** The ending of a file's name, in lower case. */
	mediaType: string;
	/** Faults are aimed by it: MediaName of an upload, the name of the task. */
	name: string;
	object: StoredObject;
	/** Milliseconds since 1970; undefined: it stays. */
	expiresAt: number | undefined;
	/** The task that made it; undefined: it was uploaded. */
	taskId: string | undefined;
	/** How many times all of it was sent. */
	downloads: number;
}

/** A file that a task has made, for tests to compare with what the client has. */
export interface FileReport {
	url: string;
	taskId: string;
	/** The task's. */
	name: string;
	/** In hexadecimal. */
	md5: string;
	sha256: string;
	/** In bytes. */
	size: number;
	/** How many times all of it was sent, whatever arrived. */
	downloads: number;
}

/** The files of the account, and what tasks have made for a time. */
export class Files {
	private readonly byPath = new Map<string, StoredFile>();

	/** @param url where the emulator is reached, without a slash at the end */
	constructor(private readonly url: string) {}

	/** @param path of its URL */
	add(path: string, file: Omit<StoredFile, 'url' | 'downloads'>): StoredFile {
		const stored = { ...file, url: `${this.url}${path}`, downloads: 0 };
		this.byPath.set(path, stored);
		return stored;
	}

	/** @param target path of a request */
	at(target: string): StoredFile | undefined {
		return this.byPath.get(target);
	}

	/** Whether a URL leads to this emulator. */
	isOwn(url: string): boolean {
		return url.startsWith(`${this.url}/`);
	}

	/** The file whose URL this is. */
	of(url: string): StoredFile | undefined {
		return this.isOwn(url) ? this.at(url.slice(this.url.length)) : undefined;
	}

	/** The file of a sub-application that has this FileId. */
	ofId(fileId: string, subAppId: number): StoredFile | undefined {
		return [...this.byPath.values()].find(
			(file) => file.fileId === fileId && file.subAppId === subAppId,
		);
	}

	/** In the order in which they were made. */
	reports(): FileReport[] {
		return [...this.byPath.values()].flatMap(({ url, taskId, name, object, downloads }) => {
			const { md5, sha256, size } = object;
			return taskId === undefined ? [] : [{ url, taskId, name, md5, sha256, size, downloads }];
		});
	}

	clear(): void {
		this.byPath.clear();
	}
}
