import type {
	ApplyUploadRequest,
	TempCertificate,
} from 'tencentcloud-sdk-nodejs-vod/tencentcloud/services/vod/v20180717/vod_models';
import type { StoredObject } from './content';
import type { Files, StoredFile } from './files';
import type { IdSource } from './ids';

/** As long as the certificate. Neither is documented: two hours are the longest of a root account's. */
const LIFETIME_SECONDS = 2 * 60 * 60;

/** An upload from ApplyUpload on. */
export interface Upload {
	/** ApplyUpload's. */
	request: ApplyUploadRequest;
	sessionKey: string;
	bucket: string;
	region: string;
	/** Decoded, with the slash in front. */
	path: string;
	certificate: Required<TempCertificate>;
	/** What was PUT last. */
	object: StoredObject | undefined;
	/** What CommitUpload made of it. */
	file: UploadedFile | undefined;
}

/** The file of an upload, which stays. */
export type UploadedFile = StoredFile & { fileId: string };

export interface UploadsOptions {
	ids: IdSource;
	files: Files;
	/** See `EmulatorOptions`. */
	commitTwice: 'answered' | 'refused';
}

/** The uploads of the account. */
export class Uploads {
	private readonly bySessionKey = new Map<string, Upload>();
	private readonly bySecretId = new Map<string, Upload>();
	private readonly byPath = new Map<string, Upload>();

	constructor(private readonly options: UploadsOptions) {}

	get commitTwice(): UploadsOptions['commitTwice'] {
		return this.options.commitTwice;
	}

	/** @param now milliseconds since 1970 */
	apply(request: ApplyUploadRequest, now: number): Upload {
		const { ids } = this.options;
		const { MediaType, StorageRegion = 'ap-chongqing' } = request;
		const upload: Upload = {
			request,
			sessionKey: ids.secret(),
			bucket: 'emulator-1250000000',
			region: StorageRegion,
			// Full of what is encoded: a client that signs the encoded path or sends the decoded one is found out.
			path: `/vod/${ids.secret()}/f0 (1)+小*'!%.${MediaType}`,
			certificate: {
				SecretId: `AKID${ids.secret()}`,
				SecretKey: ids.secret(),
				Token: ids.secret(),
				ExpiredTime: Math.floor(now / 1000) + LIFETIME_SECONDS,
			},
			object: undefined,
			file: undefined,
		};
		this.bySessionKey.set(upload.sessionKey, upload);
		this.bySecretId.set(upload.certificate.SecretId, upload);
		this.byPath.set(upload.path, upload);
		return upload;
	}

	ofSessionKey(key: string): Upload | undefined {
		return this.bySessionKey.get(key);
	}

	/** The upload whose certificate has this SecretId. */
	ofCertificate(secretId: string): Upload | undefined {
		return this.bySecretId.get(secretId);
	}

	/** @param path decoded */
	ofPath(path: string): Upload | undefined {
		return this.byPath.get(path);
	}

	commit(upload: Upload, object: StoredObject, subAppId: number): UploadedFile {
		const { ids, files } = this.options;
		const { MediaName = '', MediaType } = upload.request;
		const fileId = ids.fileId();
		const mediaType = MediaType.toLowerCase();
		const stored = files.add(`/media/${ids.secret()}/${fileId}/f0.${mediaType}`, {
			...{ fileId, subAppId, mediaType, name: MediaName, object },
			...{ expiresAt: undefined, taskId: undefined },
		});
		upload.file = Object.assign(stored, { fileId });
		return upload.file;
	}

	clear(): void {
		this.bySessionKey.clear();
		this.bySecretId.clear();
		this.byPath.clear();
	}
}

/** @param now milliseconds since 1970 */
export function hasExpired({ certificate }: Upload, now: number): boolean {
	return now / 1000 > certificate.ExpiredTime;
}
