import { SigningRefused } from './signingRefused';

/** Where a request goes, and for which product it is signed. */
export interface Endpoint {
	/** Scheme, host and, unless it is the scheme's own, port; no slash at the end. */
	readonly baseUrl: string;
	/** What the Host header says: the host and, unless it is the scheme's own, the port. */
	readonly host: string;
	/** The product's short name, e.g. `vod`. */
	readonly service: string;
}

/** The fields of the credential that name an endpoint, as n8n stores them. */
export interface EndpointFields {
	readonly site?: unknown;
	readonly endpoint?: unknown;
}

/**
 * A Tencent Cloud API host; its first label is the service. A dot at the end, the root of all names,
 * leads to the same host, which knows itself by the name before the dot.
 */
const TENCENT_CLOUD_HOST =
	/^(?<name>(?<service>[a-z0-9-]+)\.(?:[a-z0-9-]+\.)*tencentcloudapi\.com)\.?$/;

/** On hosts that are not Tencent Cloud's the service has to be given, and this package is for VOD. */
const CUSTOM_SERVICE = 'vod';

/**
 * Two account systems with nothing in common: a key of one is unknown to the other.
 *
 * Source: https://www.tencentcloud.com/document/product/266/34112 (Request Structure)
 */
export const SITE_ENDPOINTS = {
	international: endpointOf(new URL('https://vod.intl.tencentcloudapi.com')),
	mainland: endpointOf(new URL('https://vod.tencentcloudapi.com')),
} as const;

/**
 * The VOD endpoint that the credential stands for.
 *
 * @throws SigningRefused when 'Site' is unknown or 'Endpoint' is not usable
 */
export function resolveEndpoint({ site, endpoint }: EndpointFields): Endpoint {
	switch (site) {
		case 'international':
		case 'mainland':
			return SITE_ENDPOINTS[site];
		case 'custom':
			return endpointOf(parseCustomEndpoint(endpoint));
		default:
			throw new SigningRefused(
				"Choose a 'Site' in the Tencent Cloud API credential: the one where the key was made.",
			);
	}
}

/**
 * Where a request to `url` goes, if the credential may sign for it: to its own endpoint, or over
 * https to any Tencent Cloud API host.
 *
 * @throws SigningRefused for every other address
 */
export function signableEndpoint(url: URL, own: Endpoint): Endpoint {
	if (url.origin === own.baseUrl) return own;
	if (url.protocol === 'https:' && TENCENT_CLOUD_HOST.test(url.host)) return endpointOf(url);
	throw new SigningRefused(
		'This credential signs requests to https://*.tencentcloudapi.com only, and to the ' +
			"'Endpoint' of a credential whose 'Site' is Custom. Correct the URL.",
	);
}

function endpointOf({ protocol, host: given }: URL): Endpoint {
	const { name: host = given, service = CUSTOM_SERVICE } =
		TENCENT_CLOUD_HOST.exec(given)?.groups ?? {};
	return { baseUrl: `${protocol}//${host}`, host, service };
}

/**
 * Plain http is left to the owner of the credential, because a test server or gateway of one's own
 * need not be on this machine (a container, say) and no name tells whether the way to it is private.
 * The SecretKey never travels. Tencent Cloud's own hosts are always called over https.
 */
function parseCustomEndpoint(value: unknown): URL {
	const text = typeof value === 'string' ? value.trim() : '';
	if (text === '') {
		throw new SigningRefused(
			"Fill in 'Endpoint' in the Tencent Cloud API credential, or choose another 'Site'.",
		);
	}
	if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) {
		throw new SigningRefused(
			"'Endpoint' in the Tencent Cloud API credential must be an address that begins with " +
				'https:// or http://, such as http://127.0.0.1:9911.',
		);
	}
	const url = new URL(text);
	if (url.username !== '' || url.password !== '') {
		throw new SigningRefused(
			"'Endpoint' in the Tencent Cloud API credential must not contain a user name or password.",
		);
	}
	if (url.pathname !== '/' || url.search !== '' || url.hash !== '') {
		throw new SigningRefused(
			"'Endpoint' in the Tencent Cloud API credential must end after the host and port: " +
				'Tencent Cloud API calls have no path of their own.',
		);
	}
	if (url.protocol === 'http:' && TENCENT_CLOUD_HOST.test(url.hostname)) {
		throw new SigningRefused(
			"'Endpoint' in the Tencent Cloud API credential must begin with https:// for a host of " +
				'Tencent Cloud.',
		);
	}
	return url;
}
