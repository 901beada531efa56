import { imageSize } from 'image-size';
import { subAppIdOf, type Account } from '../account';
import { frameOfPicture } from '../pictures';
import { missing, refusal, type Refusal } from '../refusal';

/** Of all files that come as Base64. */
const MAX_BYTES = 7 * 1024 * 1024;
const PICTURES = ['jpg', 'png', 'webp'];
const BASE64_PADDING = /={1,2}$/;
/** Looked for, because megabytes that match a pattern can be more than its engine keeps track of. */
const NOT_BASE64 = /[^A-Za-z0-9+/]/;

/** A file that a task is given. */
export interface InputFile {
	Type?: string;
	/** Of an image task there is none: its files are pictures. */
	Category?: string;
	FileId?: string;
	Url?: string;
	Base64?: string;
}

interface RequestWithFiles {
	SubAppId?: number;
	FileInfos?: InputFile[];
}

/** The field that holds the file, for each Type. */
const FIELDS = { File: 'FileId', Url: 'Url', Base64: 'Base64' } as const;

export const FILE_TYPES = ['File', 'Url', 'Base64'] as const;

/** What the call is refused for: a file that is not there, or that is too much. */
export function refuseFiles(request: RequestWithFiles, account: Account): Refusal | undefined {
	const files = request.FileInfos ?? [];
	let bytes = 0;
	for (const [position, file] of files.entries()) {
		const refused = refuseFile(file, `FileInfos.${position}`, request, account);
		if (refused) return refused;
		if (file.Type === 'Base64') bytes += Buffer.byteLength(file.Base64 ?? '', 'base64');
	}
	if (bytes <= MAX_BYTES) return undefined;
	return refusal('InvalidParameterValue', 'The files as Base64 are larger than 7 MB.');
}

function refuseFile(
	file: InputFile,
	field: string,
	request: RequestWithFiles,
	account: Account,
): Refusal | undefined {
	const type = FILE_TYPES.find((known) => known === file.Type);
	if (type === undefined) return missing(`${field}.Type`);
	const value = file[FIELDS[type]] ?? '';
	if (value === '') return missing(`${field}.${FIELDS[type]}`);
	switch (type) {
		case 'File':
			return refuseFileId(value, `${field}.FileId`, request, account);
		case 'Url':
			return /^https?:\/\/[^/]/i.test(value)
				? undefined
				: refusal('InvalidParameterValue', `The value of ${field}.Url is no URL.`);
		case 'Base64':
			return isBase64(file)
				? undefined
				: refusal('InvalidParameterValue', `The value of ${field}.Base64 is no such file.`);
	}
}

/** @param field that the FileId is in */
export function refuseFileId(
	fileId: string,
	field: string,
	request: RequestWithFiles,
	account: Account,
): Refusal | undefined {
	if (account.files.ofId(fileId, subAppIdOf(request, account))) return undefined;
	return refusal('InvalidParameterValue.FileId', `There is no file with the ID of ${field}.`);
}

/** Pictures are looked at; what else there is, is not. */
function isBase64(file: InputFile): boolean {
	const { Base64 = '' } = file;
	const digits = Base64.replace(BASE64_PADDING, '');
	if (digits === '' || NOT_BASE64.test(digits)) return false;
	return !isPicture(file) || PICTURES.includes(typeOf(Buffer.from(Base64, 'base64')) ?? '');
}

function typeOf(bytes: Buffer): string | undefined {
	try {
		return imageSize(bytes).type;
	} catch {
		return undefined;
	}
}

export function isPicture({ Category = 'Image' }: InputFile): boolean {
	return Category === 'Image';
}

/** What the task fails for: a file that it cannot use. The emulator looks into those alone that it serves itself. */
export function mistakeInFiles(request: RequestWithFiles, account: Account): string | undefined {
	for (const [position, file] of (request.FileInfos ?? []).entries()) {
		const mistake = mistakeInFile(file, request, account);
		if (mistake !== undefined) return `FileInfos.${position} ${mistake}`;
	}
	return undefined;
}

function mistakeInFile(
	file: InputFile,
	request: RequestWithFiles,
	account: Account,
): string | undefined {
	const { Type, FileId = '', Url = '' } = file;
	const { files } = account;
	const isHere = Type === 'File' || (Type === 'Url' && files.isOwn(Url));
	if (!isHere) return undefined;
	const stored = Type === 'File' ? files.ofId(FileId, subAppIdOf(request, account)) : files.of(Url);
	if (!stored) return 'cannot be fetched';
	return isPicture(file) && !frameOfPicture(stored.object.content) ? 'is no picture' : undefined;
}
