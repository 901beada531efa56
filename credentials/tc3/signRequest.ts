import { type EndpointFields, resolveEndpoint, signableEndpoint } from './endpoints';
import { type KeyFields, optionalField, readKeys } from './keys';
import { jsonBody, type RequestBody } from './requestBody';
import { authorizationHeader } from './signature';
import { SigningRefused } from './signingRefused';

/** The credential's fields, as n8n stores them. */
export interface Credential extends KeyFields, EndpointFields {
	readonly region?: unknown;
}

/**
 * A request before it is signed. n8n has two forms: nodes give `url` and perhaps `baseURL`; the
 * built-in HTTP Request node gives `uri`.
 *
 * `HeaderValue` is whatever the caller allows there: headers that signing does not own are passed on.
 */
export interface UnsignedRequest<HeaderValue> extends RequestBody {
	readonly url?: string;
	readonly uri?: string;
	readonly baseURL?: string;
	readonly method?: string;
	readonly headers?: Readonly<Record<string, HeaderValue>>;
	readonly qs?: object;
}

/**
 * The parts of a request that signing decides, in n8n's two forms at once: laid over the unsigned
 * request, they make sure that what is sent is what was signed.
 */
export interface SignedParts<HeaderValue> {
	readonly url: string;
	readonly uri: undefined;
	readonly baseURL: undefined;
	readonly method: 'POST';
	readonly headers: Record<string, HeaderValue | string>;
	readonly body: string;
	/** A user name and password would take the place of the signature in the Authorization header. */
	readonly auth: undefined;
	/** A signature is good for one host, so a redirected request could only fail there. */
	readonly disableFollowRedirect: true;
	readonly followRedirect: false;
	readonly followAllRedirects: false;
}

/** The Content-Type of every signed request; it is signed, so it is sent exactly like this. */
const CONTENT_TYPE = 'application/json; charset=utf-8';

/** Replaced, or left to the HTTP client, whoever set them: the caller or an earlier attempt. */
const OWN_HEADERS = new Set([
	'authorization',
	'content-length',
	'content-type',
	'host',
	'x-tc-action',
	'x-tc-language',
	'x-tc-region',
	'x-tc-timestamp',
	'x-tc-token',
]);

/**
 * Signs one request. Signing what was signed before gives the same request with a new time.
 *
 * @param timestamp whole seconds since 1970
 * @throws SigningRefused when the credential is incomplete, or the request is not one that it signs
 */
export function signRequest<HeaderValue>(
	credential: Credential,
	request: UnsignedRequest<HeaderValue>,
	timestamp: number,
): SignedParts<HeaderValue> {
	const keys = readKeys(credential);
	const ownEndpoint = resolveEndpoint(credential);
	const { baseUrl, host, service } = signableEndpoint(requestUrl(request), ownEndpoint);
	if (request.method?.toUpperCase() !== 'POST') {
		throw new SigningRefused(
			"Tencent Cloud API calls are signed as POST. In the HTTP Request node, set 'Method' to POST and " +
				'send the parameters as a JSON body.',
		);
	}
	const body = jsonBody(request);
	const { own, others } = sortHeaders(request.headers ?? {});
	const action = requiredHeader('X-TC-Action', own.get('x-tc-action'), 'DescribeSubAppIds');
	requiredHeader('X-TC-Version', others['x-tc-version'], '2018-07-17');
	const region = headerText(own.get('x-tc-region')) || optionalField('Region', credential.region);

	const headers: Record<string, HeaderValue | string> = others;
	headers['Content-Type'] = CONTENT_TYPE;
	headers['X-TC-Action'] = action;
	headers['X-TC-Language'] = headerText(own.get('x-tc-language')) || 'en-US';
	headers['X-TC-Timestamp'] = String(timestamp);
	if (region !== '') headers['X-TC-Region'] = region;
	if (keys.sessionToken !== '') headers['X-TC-Token'] = keys.sessionToken;
	headers.Authorization = authorizationHeader({
		secretId: keys.secretId,
		secretKey: keys.secretKey,
		service,
		timestamp,
		headers: { 'content-type': CONTENT_TYPE, host, 'x-tc-action': action },
		body,
	});

	return {
		url: `${baseUrl}/`,
		uri: undefined,
		baseURL: undefined,
		method: 'POST',
		headers,
		body,
		auth: undefined,
		disableFollowRedirect: true,
		followRedirect: false,
		followAllRedirects: false,
	};
}

/** The address, which the specification wants bare: the path `/`, and no query string. */
function requestUrl({ url, uri, baseURL, qs }: UnsignedRequest<unknown>): URL {
	const address = url ?? uri ?? '';
	if (!URL.canParse(address, baseURL)) {
		throw new SigningRefused(
			'The URL of the request is not a complete address, such as https://vod.tencentcloudapi.com/.',
		);
	}
	const target = new URL(address, baseURL);
	if (target.pathname !== '/' || target.search !== '' || hasParameters(qs)) {
		throw new SigningRefused(
			'Tencent Cloud API calls have neither a path nor query parameters. End the URL after the ' +
				"host, turn 'Send Query Parameters' off, name the action in the header X-TC-Action, and send " +
				'the parameters as a JSON body.',
		);
	}
	return target;
}

function hasParameters(qs: object = {}): boolean {
	return qs instanceof URLSearchParams ? qs.size > 0 : Object.keys(qs).length > 0;
}

/**
 * The headers that signing owns, and a new object with the others, all by lower-case name: of two
 * spellings the last one counts, as it does for axios.
 */
function sortHeaders<HeaderValue>(headers: Readonly<Record<string, HeaderValue>>) {
	const own = new Map<string, HeaderValue>();
	const others: Record<string, HeaderValue> = {};
	for (const [name, value] of Object.entries(headers)) {
		const lowerCase = name.toLowerCase();
		if (OWN_HEADERS.has(lowerCase)) own.set(lowerCase, value);
		else others[lowerCase] = value;
	}
	return { own, others };
}

function headerText(value: unknown): string {
	return typeof value === 'string' ? value.trim() : '';
}

function requiredHeader(name: string, value: unknown, example: string): string {
	const text = headerText(value);
	if (!/^[\w.-]+$/.test(text)) {
		throw new SigningRefused(
			`The request needs the header ${name}, such as ${example}. In the HTTP Request node, turn on ` +
				"'Send Headers' and add it.",
		);
	}
	return text;
}
