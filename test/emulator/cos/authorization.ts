import { getAuth } from 'cos-nodejs-sdk-v5/sdk/util';
import { header } from '../receivedRequest';
import { refusal, type Refusal } from '../refusal';
import { hasExpired, type Upload, type Uploads } from '../uploads';
import type { ReceivedPut } from './receivedPut';

/** The parts of an Authorization header that say how it was made. */
interface Authorization {
	secretId: string;
	/** `<start>;<end>`, in seconds since 1970. */
	keyTime: string;
	signedHeaders: string[];
}

const AUTHORIZATION =
	/^q-sign-algorithm=sha1&q-ak=([^&]+)&q-sign-time=(\d+;\d+)&q-key-time=\2&q-header-list=([a-z0-9;-]*)&q-url-param-list=&q-signature=[0-9a-f]{40}$/;

/** The upload whose path is written to, or why it may not be. */
export type Authorized =
	| { kind: 'authorized'; upload: Upload }
	| { kind: 'refused'; refusal: Refusal };

/**
 * Whether the caller may write to this path: a certificate is good for the path of its own upload.
 * @param path decoded
 * @param now milliseconds since 1970, on the server's clock
 */
export function authorizePut(
	request: ReceivedPut,
	path: string,
	uploads: Uploads,
	now: number,
): Authorized {
	const authorization = parse(header(request, 'authorization'));
	if (!authorization) return refuse('AccessDenied', 'Access Denied.');
	const upload = uploads.ofCertificate(authorization.secretId);
	if (!upload) return refuse('InvalidAccessKeyId', 'There is no such SecretId.');
	const { SecretKey, Token } = upload.certificate;
	if (!isSignedWith(SecretKey, request, path, authorization)) {
		return refuse(
			'SignatureDoesNotMatch',
			'The signature is not the one of this request and this SecretKey.',
		);
	}
	if (!isWithin(authorization.keyTime, now)) return refuse('AccessDenied', 'Request has expired');
	if (header(request, 'x-cos-security-token') !== Token) {
		return refuse('InvalidAccessKeyId', 'The token is not the one of this SecretId.');
	}
	if (hasExpired(upload, now)) return refuse('ExpiredToken', 'The certificate has expired.');
	if (path !== upload.path) return refuse('AccessDenied', 'Access Denied.');
	return { kind: 'authorized', upload };
}

function refuse(code: string, message: string): Authorized {
	return { kind: 'refused', refusal: refusal(code, message) };
}

/** Undefined when the header is not in the form that the documentation gives. */
function parse(value: string): Authorization | undefined {
	const [, secretId, keyTime, headerList] = AUTHORIZATION.exec(value) ?? [];
	if (secretId === undefined || keyTime === undefined || headerList === undefined) return undefined;
	return { secretId, keyTime, signedHeaders: headerList.split(';') };
}

/** The official SDK's signer decides. What it would not sign of the headers is refused. */
function isSignedWith(
	secretKey: string,
	request: ReceivedPut,
	path: string,
	{ secretId, keyTime, signedHeaders }: Authorization,
): boolean {
	const sent = signedHeaders.filter((name) => request.headers[name] !== undefined);
	const bySdk = getAuth({
		SecretId: secretId,
		SecretKey: secretKey,
		Method: 'PUT',
		Pathname: path,
		Headers: Object.fromEntries(sent.map((name) => [name, header(request, name)])),
		KeyTime: keyTime,
	});
	return header(request, 'authorization') === bySdk;
}

function isWithin(keyTime: string, now: number): boolean {
	const [start = 0, end = 0] = keyTime.split(';').map(Number);
	return start <= now / 1000 && now / 1000 <= end;
}
