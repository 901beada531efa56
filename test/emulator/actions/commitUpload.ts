import type {
	CommitUploadRequest,
	CommitUploadResponse,
} from 'tencentcloud-sdk-nodejs-vod/tencentcloud/services/vod/v20180717/vod_models';
import { z } from 'zod';
import { refusal } from '../refusal';
import { subAppIdOf } from '../account';
import { hasExpired, type UploadedFile } from '../uploads';
import { answeringAction, record, type ActionResult } from './action';
import { integer, type FieldsOf } from './fields';

export const commitUpload = answeringAction({
	action: 'CommitUpload',
	name: ({ VodSessionKey }, { uploads }) =>
		uploads.ofSessionKey(String(VodSessionKey))?.request.MediaName,
	fields: z.strictObject({
		VodSessionKey: z.string(),
		SubAppId: integer.optional(),
	} satisfies FieldsOf<CommitUploadRequest>),
	run: ({ VodSessionKey, SubAppId }, account, call) => {
		const { uploads } = account;
		const upload = uploads.ofSessionKey(VodSessionKey);
		if (!upload || hasExpired(upload, call.now)) {
			return refuse('InvalidParameterValue.VodSessionKey', 'There is no such session.');
		}
		const { file, object, request } = upload;
		if (SubAppId !== request.SubAppId) {
			return refuse('InvalidParameterValue.SubAppId', 'It is not the SubAppId of ApplyUpload.');
		}
		if (file) {
			return uploads.commitTwice === 'answered'
				? { kind: 'answered', fields: answerOf(file) }
				: refuse('InvalidParameterValue.VodSessionKey', 'The session has ended.');
		}
		if (!object) return refuse('ResourceNotFound', 'Nothing was uploaded.');
		const made = uploads.commit(upload, object, subAppIdOf(request, account));
		const thing = { kind: 'file', id: made.fileId } as const;
		const { sha256, size } = object;
		record(account, call, {
			...thing,
			action: 'CommitUpload',
			request: { ...request },
			sha256,
			size,
		});
		return { kind: 'made', thing, fields: answerOf(made) };
	},
});

function refuse(code: string, message: string): ActionResult {
	return { kind: 'refused', refusal: refusal(code, message) };
}

function answerOf({ fileId, url }: UploadedFile): CommitUploadResponse {
	return { FileId: fileId, MediaUrl: url, CoverUrl: '' };
}
