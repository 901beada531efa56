import { createHash, createHmac } from 'node:crypto';
import Sign from 'tencentcloud-sdk-nodejs-common/tencentcloud/common/sign';
import { header, type ReceivedRequest } from './receivedRequest';

/** The parts of an Authorization header. */
export interface Authorization {
	secretId: string;
	/** `<date>/<service>/tc3_request` */
	credentialScope: string;
	/** Lower-case names, joined by semicolons. */
	signedHeaders: string;
	/** 64 hex digits. */
	signature: string;
}

const AUTHORIZATION =
	/^TC3-HMAC-SHA256 Credential=([^/, ]+)\/([^/, ]+\/[^/, ]+\/tc3_request), ?SignedHeaders=([a-z0-9;-]+), ?Signature=([0-9a-f]{64})$/;

const SERVICE = 'vod';
const SIGNED_BY_SDK = 'content-type;host';

/** Undefined when the header is not in the form that the documentation gives. */
export function parseAuthorization(value: string): Authorization | undefined {
	const [, secretId, credentialScope, signedHeaders, signature] = AUTHORIZATION.exec(value) ?? [];
	if (!secretId || !credentialScope || !signedHeaders || !signature) return undefined;
	const names = signedHeaders.split(';');
	if (!names.includes('content-type') || !names.includes('host')) return undefined;
	if (signedHeaders !== names.sort().join(';')) return undefined;
	return { secretId, credentialScope, signedHeaders, signature };
}

/**
 * Whether the request is signed with this key.
 *
 * The official SDK's signer decides. It signs `content-type;host` alone, with the host name without its
 * port. For a host with its port, or further signed headers, the signature is computed as documented;
 * that computation counts only if it agrees with the SDK's signer on what both can sign of this very
 * request, so that both know the same body, time and key.
 */
export function isSignedWith(
	secretKey: string,
	request: ReceivedRequest,
	authorization: Authorization,
): boolean {
	const { credentialScope, signature, signedHeaders } = authorization;
	if (credentialScope !== `${utcDate(timestampOf(request))}/${SERVICE}/tc3_request`) return false;
	const host = header(request, 'host');
	const hostName = host.replace(/:\d+$/, '');
	const bySdk = signatureBySdk(secretKey, request, hostName);
	if (signedHeaders === SIGNED_BY_SDK && signature === bySdk) return true;
	const asDocumented = (hostForm: string, headers: string) =>
		signatureAsDocumented(secretKey, request, hostForm, {
			credentialScope,
			signedHeaders: headers,
		});
	if (asDocumented(hostName, SIGNED_BY_SDK) !== bySdk) return false;
	return [host, hostName].some((hostForm) => signature === asDocumented(hostForm, signedHeaders));
}

function signatureBySdk(secretKey: string, request: ReceivedRequest, hostName: string): string {
	if (!URL.canParse(`http://${hostName}/`)) return '';
	const authorization = Sign.sign3({
		method: request.method,
		url: `http://${hostName}/`,
		payload: request.body,
		timestamp: timestampOf(request),
		service: SERVICE,
		secretId: '',
		secretKey,
		multipart: false,
		boundary: '',
		headers: { 'Content-Type': header(request, 'content-type') },
	});
	return authorization.slice(authorization.lastIndexOf('=') + 1);
}

/** "Signature v3" of the API's documentation, for any set of signed headers and any form of the host. */
export function signatureAsDocumented(
	secretKey: string,
	request: ReceivedRequest,
	host: string,
	{ signedHeaders, credentialScope }: Pick<Authorization, 'signedHeaders' | 'credentialScope'>,
): string {
	const canonicalHeaders = signedHeaders
		.split(';')
		.map((name) => `${name}:${name === 'host' ? host : header(request, name)}`)
		.map((line) => `${line.trim().toLowerCase()}\n`)
		.join('');
	const canonicalRequest = [
		request.method,
		'/',
		'',
		canonicalHeaders,
		signedHeaders,
		sha256(request.body),
	].join('\n');
	const stringToSign = [
		'TC3-HMAC-SHA256',
		timestampOf(request),
		credentialScope,
		sha256(canonicalRequest),
	].join('\n');
	const [date = '', service = ''] = credentialScope.split('/');
	const signingKey = [date, service, 'tc3_request'].reduce<string | Buffer>(
		(key, part) => createHmac('sha256', key).update(part).digest(),
		`TC3${secretKey}`,
	);
	return createHmac('sha256', signingKey).update(stringToSign).digest('hex');
}

function sha256(content: string | Buffer): string {
	return createHash('sha256').update(content).digest('hex');
}

function utcDate(timestamp: number): string {
	return new Date(timestamp * 1000).toISOString().slice(0, 10);
}

function timestampOf(request: ReceivedRequest): number {
	return Number(header(request, 'x-tc-timestamp'));
}
