/**
 * Makes the files of the emulator's tasks. It goes by nothing but what it is sent, as a model would: a left view
 * shows whom the picture shows that came along, and a clip whom the element's picture shows. So a node that
 * mixes up rows is found out by looking at the pictures.
 */
import { createHash } from 'node:crypto';

import type { Emulator } from '../emulator/emulator';
import type { FileToMake } from '../emulator/studio';
import type { ClipRow } from './clipRows';
import { CAST } from './cast';
import { viewOf, walkOf } from './painter';

/** What there may be of one person: drawn beforehand, as the emulator does not wait for its files. */
interface Part {
	description: string;
	front: Buffer;
	left: Buffer;
	clip: Buffer;
}

export class Studio {
	private readonly shownAt = new Map<string, Part>();
	private readonly shownBy = new Map<string, Part>();
	private readonly byPicture: ReadonlyMap<string, Part>;

	private constructor(private readonly cast: readonly Part[]) {
		const pictures = cast.flatMap((part) =>
			[part.front, part.left].map((file) => ({ part, file })),
		);
		this.byPicture = new Map(pictures.map(({ part, file }) => [sha256(file), part]));
	}

	/** @param seconds how long the clips are */
	static async open(rows: readonly ClipRow[], seconds: number): Promise<Studio> {
		const parts = CAST.slice(0, rows.length).map(async ({ look, scene }, row) => {
			const files = [
				viewOf(look, 'front'),
				viewOf(look, 'left'),
				walkOf(look, scene, seconds),
			] as const;
			const [front, left, clip] = await Promise.all(files);
			return { description: rows[row]?.description ?? '', front, left, clip };
		});
		return new Studio(await Promise.all(parts));
	}

	/** The file of a task; undefined where nobody knows whom it shows. */
	fileOf({ kind, request }: Pick<FileToMake, 'kind' | 'request'>): Buffer | undefined {
		const { FileInfos, Prompt, SubjectInfos } = request as SentRequest;
		if (kind === 'video') return this.shownBy.get(SubjectInfos?.[0]?.Id ?? '')?.clip;
		const reference = FileInfos?.[0]?.Url;
		if (reference !== undefined) return this.shownAt.get(reference)?.left;
		return this.cast.find(({ description }) => Prompt?.includes(description))?.front;
	}

	/** Looks up whom the links and the elements show that the emulator has given out by now. */
	learn({ files, ledger }: Pick<Emulator, 'files' | 'ledger'>): void {
		for (const file of files) {
			const part = this.byPicture.get(file.sha256);
			if (part) this.shownAt.set(file.url, part);
		}
		for (const { id, request } of ledger.ofKind('element')) {
			const part = this.shownAt.get(String(request.ElementFrontalImage));
			if (part) this.shownBy.set(id, part);
		}
	}
}

/** What matters of the requests of images and videos. */
interface SentRequest {
	Prompt?: string;
	FileInfos?: Array<{ Url?: string }>;
	SubjectInfos?: Array<{ Id?: string }>;
}

function sha256(bytes: Buffer): string {
	return createHash('sha256').update(bytes).digest('hex');
}
