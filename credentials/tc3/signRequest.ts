import { authorizationHeader } from './authorization';
import { type EndpointFields, resolveEndpoint, signableEndpoint } from './endpoints';
import { type KeyFields, optionalField, readKeys } from './keys';
import { jsonBody, type RequestBody } from './requestBody';
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
	const headers = new Map(
		Object.entries(request.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]),
	);
	const action = requiredHeader(headers, 'X-TC-Action', 'DescribeSubAppIds');
	requiredHeader(headers, 'X-TC-Version', '2018-07-17');
	const region = givenHeader(headers, 'X-TC-Region') || optionalField('Region', credential.region);

	return {
		url: `${baseUrl}/`,
		uri: undefined,
		baseURL: undefined,
		method: 'POST',
		headers: {
			...Object.fromEntries([...headers].filter(([name]) => !OWN_HEADERS.has(name))),
			'Content-Type': CONTENT_TYPE,
			'X-TC-Action': action,
			'X-TC-Language': givenHeader(headers, 'X-TC-Language') || 'en-US',
			'X-TC-Timestamp': String(timestamp),
			...(region !== '' && { 'X-TC-Region': region }),
			...(keys.sessionToken !== '' && { 'X-TC-Token': keys.sessionToken }),
			Authorization: authorizationHeader({
				...keys,
				service,
				timestamp,
				headers: { 'Content-Type': CONTENT_TYPE, Host: host, 'X-TC-Action': action },
				body,
			}),
		},
		body,
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
	if (target.pathname !== '/' || target.search !== '' || Object.keys(qs ?? {}).length > 0) {
		throw new SigningRefused(
			'Tencent Cloud API calls have neither a path nor query parameters. End the URL after the ' +
				"host, turn 'Send Query Parameters' off, name the action in the header X-TC-Action, and send " +
				'the parameters as a JSON body.',
		);
	}
	return target;
}

/** Header names are lower-case here: of two spellings the last one counts, as it does for axios. */
type GivenHeaders = ReadonlyMap<string, unknown>;

function givenHeader(headers: GivenHeaders, name: string): string {
	const value = headers.get(name.toLowerCase());
	return typeof value === 'string' ? value.trim() : '';
}

function requiredHeader(headers: GivenHeaders, name: string, example: string): string {
	const value = givenHeader(headers, name);
	if (!/^[\w.-]+$/.test(value)) {
		throw new SigningRefused(
			`The request needs the header ${name}, such as ${example}. In the HTTP Request node, turn on ` +
				"'Send Headers' and add it.",
		);
	}
	return value;
}
