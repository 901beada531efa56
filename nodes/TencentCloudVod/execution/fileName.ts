/** Under which name a file of a task is stored. */
import type { MadeFile } from '../messages/lostFiles';
import type { NameOf } from '../transport/download';

/** Types whose own name is no ending, or not the usual one. */
const ENDINGS: Readonly<Record<string, string>> = {
	'image/jpeg': 'jpg',
	'video/quicktime': 'mov',
};

/**
 * `<TaskId>.mp4`: what the file is called at Tencent Cloud is the same for all tasks.
 * @param number of the file among those of its task, from 0
 */
export function fileNameOf(
	taskId: string,
	{ FileType, FileUrl }: Pick<MadeFile, 'FileType' | 'FileUrl'>,
	number: number,
): NameOf {
	// Of a task that is read, the TaskId is what somebody has entered.
	const base = taskId.replace(/[^\w.-]/g, '_').slice(0, 200);
	const name = number === 0 ? base : `${base}_${number}`;
	return (contentType) => {
		const ending = endingIn(FileType ?? '') || endingOfUrl(FileUrl ?? '') || endingOf(contentType);
		return ending === '' ? name : `${name}.${ending}`;
	};
}

function endingIn(text: string): string {
	return /^\.?(\w{1,10})$/.exec(text)?.[1]?.toLowerCase() ?? '';
}

function endingOfUrl(url: string): string {
	const path = URL.canParse(url) ? new URL(url).pathname : '';
	return /\.(\w{1,10})$/.exec(path)?.[1]?.toLowerCase() ?? '';
}

function endingOf(contentType: string): string {
	return ENDINGS[contentType] ?? /^(?:video|image)\/(\w{1,10})$/.exec(contentType)?.[1] ?? '';
}
