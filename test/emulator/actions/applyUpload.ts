import type {
	ApplyUploadRequest,
	ApplyUploadResponse,
} from 'tencentcloud-sdk-nodejs-vod/tencentcloud/services/vod/v20180717/vod_models';
import { z } from 'zod';
import { refusal, type Refusal } from '../refusal';
import { isIsoTime } from '../times';
import { answeringAction, type ActionCall } from './action';
import { integer, text, type FieldsOf } from './fields';

/** "Upload Overview" of the documentation, 266/9760: WebP is not among them. */
const IMAGE_TYPES = 'jpg jpeg png gif bmp tiff ai cdr eps tif heif'.split(' ');
const VIDEO_TYPES =
	'mp4 ts flv wmv asf rm rmvb mpg mpeg 3gp mov webm mkv avi m3u8 wm asx ram mpe vob dat mp4v m4v f4v mxf qt ogg'.split(
		' ',
	);
const AUDIO_TYPES = 'mp3 m4a flac wav ra aac amr'.split(' ');
const MEDIA_TYPES = new Set([...IMAGE_TYPES, ...VIDEO_TYPES, ...AUDIO_TYPES]);

export const applyUpload = answeringAction({
	action: 'ApplyUpload',
	name: ({ MediaName }) => MediaName,
	fields: z.strictObject({
		MediaType: z.string(),
		SubAppId: integer.optional(),
		MediaName: text,
		CoverType: text,
		Procedure: text,
		ExpireTime: text,
		StorageRegion: text,
		ClassId: integer.optional(),
		SourceContext: z.string().max(250).optional(),
		SessionContext: z.string().max(1000).optional(),
		ExtInfo: text,
		MediaStoragePath: text,
	} satisfies FieldsOf<ApplyUploadRequest>),
	run: (request, { uploads }, call) => {
		const refused = refuse(request, call);
		if (refused) return { kind: 'refused', refusal: refused };
		const upload = uploads.apply(request, call.now);
		const fields: ApplyUploadResponse = {
			StorageBucket: upload.bucket,
			StorageRegion: upload.region,
			VodSessionKey: upload.sessionKey,
			MediaStoragePath: upload.path,
			CoverStoragePath: '',
			TempCertificate: upload.certificate,
		};
		return { kind: 'answered', fields };
	},
});

function refuse(
	{ MediaType, CoverType, ExpireTime, MediaStoragePath }: ApplyUploadRequest,
	{ region, now }: ActionCall,
): Refusal | undefined {
	if (region === '') return refusal('MissingParameter', 'The parameter Region is missing.');
	if (!MEDIA_TYPES.has(MediaType.toLowerCase())) {
		return refusal('InvalidParameterValue.MediaType', 'There is no such media type.');
	}
	if (CoverType !== undefined && !IMAGE_TYPES.includes(CoverType.toLowerCase())) {
		return refusal('InvalidParameterValue.CoverType', 'There is no such type of cover.');
	}
	if (ExpireTime !== undefined && !(isIsoTime(ExpireTime) && Date.parse(ExpireTime) > now)) {
		return refusal('InvalidParameterValue.ExpireTime', 'ExpireTime must be a time to come.');
	}
	if (MediaStoragePath !== undefined) {
		return refusal(
			'InvalidParameterValue.MediaStoragePath',
			'The application is not in "FileID + Path" mode.',
		);
	}
	return undefined;
}
