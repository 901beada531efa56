import { createHash } from 'node:crypto';
import { ClipMaker } from './clips';
import { objectOf, type StoredObject } from './content';
import type { Frame } from './frame';
import { pngOf } from './png';

/** A file that a task makes. */
export interface FileToMake {
	kind: 'video' | 'image';
	taskId: string;
	/** The text that names the task. */
	name: string;
	/** The call's that started the task. */
	request: Record<string, unknown>;
	/** Among the files of the task, from 0. */
	position: number;
	/** As it was asked for. */
	frame: Frame;
}

export interface StudioOptions {
	/** See `EmulatorOptions`. */
	videoBytes: number;
	fileOf: (file: FileToMake) => Buffer | undefined;
}

/** Makes the files of tasks: whoever is asked first, or else the emulator itself. */
export class Studio {
	private readonly clips: ClipMaker;

	constructor(private readonly options: StudioOptions) {
		this.clips = new ClipMaker(options.videoBytes);
	}

	make(file: FileToMake): StoredObject {
		const given = this.options.fileOf(file);
		if (given) return objectOf(given);
		const mark = `${file.taskId}/${file.position}`;
		switch (file.kind) {
			case 'video':
				return this.clips.clip(mark);
			case 'image':
				return objectOf(pictureOf(mark, file.frame));
		}
	}
}

/** A pattern of stripes that only this picture has. */
function pictureOf(mark: string, { width, height }: Frame): Buffer {
	return pngOf(width, height, createHash('sha256').update(mark).digest());
}
