/** Media → Upload: a file of the item becomes a file in VOD. */
import type { INodeProperties } from 'n8n-workflow';

import { CLOCK } from '../../execution/clock';
import type { ItemReader } from '../../execution/itemReader';
import { faultsIn } from '../../input/checked';
import { InputError, type InputFault } from '../../input/inputError';
import { operation } from '../operation';
import { readSubAppId, subAppIdField } from '../shared/subAppId';
import {
	mediaTypeOf,
	uploading,
	type Application,
	type FileToUpload,
	type Uploaded,
} from '../shared/upload';

const FILE = 'Input Binary Field';
const EXPIRE_TIME = 'Expire Time';
const CLASS_ID = 'Class ID';
const MEDIA_NAME = 'Media Name';

const fields: INodeProperties[] = [
	subAppIdField,
	{
		displayName: FILE,
		name: 'binaryPropertyName',
		type: 'string',
		required: true,
		default: 'data',
		hint: 'The name of the input field that contains the file',
		description: 'The file of the item to upload, such as an image or a video',
	},
	{
		displayName: 'Additional Fields',
		name: 'additionalFields',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		options: [
			{
				displayName: CLASS_ID,
				name: 'classId',
				type: 'number',
				default: 0,
				description: 'Number of the category in VOD under which the file is filed',
			},
			{
				displayName: EXPIRE_TIME,
				name: 'expireTime',
				type: 'dateTime',
				default: '',
				description:
					'When VOD deletes the file. Without it the file stays, and is billed as storage.',
			},
			{
				displayName: MEDIA_NAME,
				name: 'mediaName',
				type: 'string',
				default: '',
				placeholder: 'e.g. Mira from the front',
				description: 'How the file is called in the console of VOD',
			},
		],
	},
];

export const uploadMedia = operation<FileToUpload, Uploaded>({
	...uploading,
	option: {
		name: 'Upload',
		value: 'upload',
		description: 'Upload a file of the item to VOD, and get its FileId and MediaUrl',
		action: 'Upload a file',
	},
	fields,
	readItem,
	outputOf: ({ FileId, MediaUrl }, { application, file }, RequestId) => ({
		FileId,
		MediaUrl,
		MediaType: application.MediaType,
		Size: file.size,
		RequestId,
	}),
});

async function readItem(reader: ItemReader): Promise<FileToUpload> {
	const faults: InputFault[] = [];
	const subAppId = readSubAppId(reader);
	faults.push(...faultsIn([subAppId]));
	const named = reader.read('binaryPropertyName', FILE);
	const file = await reader.inspect('binaryPropertyName', FILE, named);
	const additional = (name: string, displayName: string) =>
		reader.read(name, displayName, `additionalFields.${name}`);
	const application: Application = { MediaType: file ? mediaTypeOf(file) : '' };
	if (subAppId.ok && subAppId.value !== undefined) application.SubAppId = subAppId.value;
	const mediaName = additional('mediaName', MEDIA_NAME);
	if (typeof mediaName === 'string' && mediaName !== '') application.MediaName = mediaName;
	const expireTime = additional('expireTime', EXPIRE_TIME);
	if (isGiven(expireTime)) {
		const time = new Date(String(expireTime));
		if (Number.isNaN(time.getTime())) {
			faults.push({ field: 'expireTime', text: `'${EXPIRE_TIME}' must be a date and a time.` });
		} else if (time.getTime() <= CLOCK.wallTime()) {
			// A retry, too, ends here: what was uploaded is no longer there to be found again.
			faults.push({ field: 'expireTime', text: `'${EXPIRE_TIME}' must be in the future.` });
		} else application.ExpireTime = time.toISOString().replace(/\.\d+Z$/, 'Z');
	}
	const classId = additional('classId', CLASS_ID);
	if (isGiven(classId)) {
		if (!Number.isSafeInteger(Number(classId))) {
			faults.push({ field: 'classId', text: `'${CLASS_ID}' must be a whole number.` });
		} else application.ClassId = Number(classId);
	}
	if (!file || faults.length > 0) throw new InputError(faults);
	return { application, file };
}

function isGiven(value: unknown): boolean {
	return value !== undefined && value !== null && value !== '';
}
