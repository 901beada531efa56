import type {
	AigcImageTaskOutputFileInfo,
	MediaMetaData,
} from 'tencentcloud-sdk-nodejs-vod/tencentcloud/services/vod/v20180717/vod_models';
import { z } from 'zod';
import { subAppIdOf } from '../account';
import type { StoredFile } from '../files';
import { frameOfPicture } from '../pictures';
import type { FileToMake } from '../studio';
import { timeText } from '../times';
import { record } from './action';
import { integer, isoTime, textUpTo } from './fields';
import type { SucceededTask, TaskRequest } from './taskAction';

const SEVEN_DAYS_MS = 7 * 24 * 60 * 60 * 1000;
const NEVER = '9999-12-31T23:59:59Z';

/** What OutputConfig says of where files go. */
export const storageFields = {
	StorageMode: z.enum(['Temporary', 'Permanent']).optional(),
	MediaName: textUpTo(64).optional(),
	ClassId: integer.optional(),
	ExpireTime: isoTime.optional(),
};

type Storage = { [Field in keyof typeof storageFields]?: z.infer<(typeof storageFields)[Field]> };

/** The kinds of files. The service gives the same name to all files of a kind. */
const KINDS = {
	video: { type: 'mp4', fileName: 'aigcVideoGenFile.mp4', container: 'mov,mp4,m4a,3gp,3g2,mj2' },
	image: { type: 'png', fileName: 'aigcImageGenFile.png', container: 'png' },
} as const;

type TaskOfFiles = SucceededTask<TaskRequest & { OutputConfig?: Storage }>;

/** A file to make; the duration in seconds, of a picture 0. */
type WantedFile = Pick<FileToMake, 'kind' | 'position' | 'frame'> & { duration: number };

/** Makes a file of a task that has succeeded, and tells it as FileInfos does. */
export function outputFile(task: TaskOfFiles, wanted: WantedFile): AigcImageTaskOutputFileInfo {
	const { OutputConfig: { StorageMode = 'Temporary', ...storage } = {} } = task.request;
	const isPermanent = StorageMode === 'Permanent';
	const { type } = KINDS[wanted.kind];
	const expiresAt = task.finishedAt + SEVEN_DAYS_MS;
	const file = store(task, wanted, isPermanent ? undefined : expiresAt);
	return {
		StorageMode,
		MediaName: isPermanent ? (storage.MediaName ?? '') : '',
		ClassId: storage.ClassId ?? 0,
		ExpireTime: isPermanent ? (storage.ExpireTime ?? NEVER) : timeText(expiresAt),
		FileType: isPermanent ? type : '',
		FileUrl: file.url,
		FileId: file.fileId ?? '',
		MetaData: metaDataOf(file, wanted),
	};
}

function store(
	task: TaskOfFiles,
	{ kind, position, frame }: WantedFile,
	expiresAt: number | undefined,
): StoredFile {
	const { taskId, action, request, account, call, finishedAt } = task;
	const { ids, files, studio } = account;
	const { type, fileName } = KINDS[kind];
	const { name = '' } = call;
	const object = studio.make({ kind, position, frame, taskId, name, request });
	const fileId = expiresAt === undefined ? ids.fileId() : undefined;
	const subAppId = subAppIdOf(request, account);
	const { sha256, size } = object;
	if (fileId !== undefined) {
		const made = { kind: 'file', id: fileId, action, request, sha256, size } as const;
		record(account, { ...call, now: finishedAt }, made);
	}
	return files.add(`/${ids.secret()}/${fileName}`, {
		...{ fileId, subAppId, mediaType: type, name, object, expiresAt, taskId },
	});
}

function metaDataOf(
	{ object: { content, md5, size } }: StoredFile,
	{ kind, frame, duration }: WantedFile,
): MediaMetaData {
	const { width, height } = frameOfPicture(content) ?? frame;
	return {
		Size: size,
		Container: KINDS[kind].container,
		Bitrate: duration === 0 ? 0 : Math.round((size * 8) / duration),
		Height: height,
		Width: width,
		Duration: duration,
		Rotate: 0,
		VideoStreamSet: [],
		AudioStreamSet: [],
		VideoDuration: duration,
		AudioDuration: 0,
		Md5: md5,
	};
}
