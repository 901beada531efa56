/**
 * The signature of one PUT to Cloud Object Storage (COS), with the Host header alone as signed header:
 * the steps of the specification, in its order and under its names.
 *
 * Source: https://www.tencentcloud.com/document/product/436/7778 (Request Signature)
 */
import { createHmac, hash } from 'node:crypto';

export interface CosPut {
	readonly secretId: string;
	readonly secretKey: string;
	/** When the signature begins and ceases to be good, in whole seconds since 1970. */
	readonly startTimestamp: number;
	readonly endTimestamp: number;
	/** As ApplyUpload answers it: decoded, with the slash in front. */
	readonly path: string;
	/** What the Host header says: the host and, unless it is the scheme's own, the port. */
	readonly host: string;
}

/** Step 1. */
export function keyTimeOf({ startTimestamp, endTimestamp }: CosPut): string {
	return `${startTimestamp};${endTimestamp}`;
}

/** Step 2. The next HMAC takes the hex digits themselves as its key. */
export function signKeyOf(secretKey: string, keyTime: string): string {
	return hmacSha1Hex(secretKey, keyTime);
}

/** Steps 3 to 5. There are no parameters, and there is one header. */
export function httpStringOf({ path, host }: CosPut): string {
	return `put\n${path}\n\nhost=${encode(host)}\n`;
}

/** Step 6. */
export function stringToSign(keyTime: string, httpString: string): string {
	return `sha1\n${keyTime}\n${hash('sha1', httpString)}\n`;
}

/** Steps 7 and 8, the value of the Authorization header, from all steps before. */
export function cosAuthorizationHeader(put: CosPut): string {
	const keyTime = keyTimeOf(put);
	const signKey = signKeyOf(put.secretKey, keyTime);
	const signature = hmacSha1Hex(signKey, stringToSign(keyTime, httpStringOf(put)));
	return [
		'q-sign-algorithm=sha1',
		`q-ak=${put.secretId}`,
		`q-sign-time=${keyTime}`,
		`q-key-time=${keyTime}`,
		'q-header-list=host',
		'q-url-param-list=',
		`q-signature=${signature}`,
	].join('&');
}

/** The path as the URL has it. The signature covers it decoded. */
export function encodePath(path: string): string {
	return path.split('/').map(encode).join('/');
}

/** The specification encodes these five as well, which JavaScript leaves as they are. */
function encode(text: string): string {
	return encodeURIComponent(text).replace(
		/[!'()*]/g,
		(character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
	);
}

/** Of the UTF-8 bytes of `text`, as lower-case hex. */
function hmacSha1Hex(key: string, text: string): string {
	return createHmac('sha1', key).update(text).digest('hex');
}
