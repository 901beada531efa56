import type { ActionResult } from '../actions/action';
import type { IncomingCall } from '../incomingCall';
import { header } from '../receivedRequest';
import { refusal } from '../refusal';
import type { Uploads } from '../uploads';
import { authorizePut } from './authorization';
import { cosForm } from './cosForm';
import type { ReceivedPut } from './receivedPut';

const COS_HOST = /\.myqcloud\.com$/i;

/**
 * A PUT of an object. The path tells the upload. The Host header may be the emulator's own, or the one
 * of the bucket, `<StorageBucket>.cos.<StorageRegion>.myqcloud.com`, of a client that is led here by
 * other means; what was sent is what has to be signed.
 */
export function putObject(uploads: Uploads, request: ReceivedPut): IncomingCall {
	const path = decoded(request.target);
	return {
		action: 'PutObject',
		name: uploads.ofPath(path)?.request.MediaName,
		form: cosForm,
		handle: ({ now }) => put(uploads, request, path, now),
	};
}

function put(uploads: Uploads, request: ReceivedPut, path: string, now: number): ActionResult {
	if (header(request, 'content-length') === '') {
		return refuse('MissingContentLength', 'The header Content-Length is missing.');
	}
	const authorized = authorizePut(request, path, uploads, now);
	if (authorized.kind === 'refused') return authorized;
	const { upload } = authorized;
	const host = header(request, 'host');
	if (COS_HOST.test(host) && host !== `${upload.bucket}.cos.${upload.region}.myqcloud.com`) {
		return refuse('NoSuchBucket', 'There is no such bucket.');
	}
	upload.object = request.object;
	return { kind: 'answered', fields: { ETag: `"${request.object.md5}"` } };
}

function refuse(code: string, message: string): ActionResult {
	return { kind: 'refused', refusal: refusal(code, message) };
}

/** As it is where it cannot be decoded: then it is no path that was given out. */
function decoded(target: string): string {
	try {
		return decodeURIComponent(target);
	} catch {
		return target;
	}
}
