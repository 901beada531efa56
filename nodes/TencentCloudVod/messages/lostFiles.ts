/** Puts into words that what a task has made could not be downloaded. */

/** A file as Tencent Cloud tells of it; null for what it does not tell. */
export interface MadeFile {
	FileUrl: string | null;
	FileId: string | null;
	/** E.g. `mp4`. */
	FileType: string | null;
	ExpireTime: string | null;
}
