import fc from 'fast-check';
import { resolveEndpoint, signableEndpoint } from '../../../credentials/tc3/endpoints';
import { SigningRefused } from '../../../credentials/tc3/signingRefused';

const own = resolveEndpoint({ site: 'international' });

describe('resolveEndpoint', () => {
	it.each([
		['international', 'vod.intl.tencentcloudapi.com'],
		['mainland', 'vod.tencentcloudapi.com'],
	])('knows the site %s, whatever was left in Endpoint', (site, host) => {
		expect(resolveEndpoint({ site, endpoint: 'http://127.0.0.1:9911' })).toEqual({
			baseUrl: `https://${host}`,
			host,
			service: 'vod',
		});
	});

	it.each([
		['a loopback address', 'http://127.0.0.1:9911', 'http://127.0.0.1:9911', '127.0.0.1:9911'],
		['a slash at the end', 'http://127.0.0.1:9911/', 'http://127.0.0.1:9911', '127.0.0.1:9911'],
		[
			'blanks around it',
			' \thttps://gateway.example/\r\n',
			'https://gateway.example',
			'gateway.example',
		],
		['an IPv6 address', 'http://[::1]:9911', 'http://[::1]:9911', '[::1]:9911'],
		['capitals', 'HTTPS://Gateway.Example', 'https://gateway.example', 'gateway.example'],
		[
			"the scheme's own port",
			'https://gateway.example:443',
			'https://gateway.example',
			'gateway.example',
		],
		[
			'http to a container',
			'http://vod-emulator:9911',
			'http://vod-emulator:9911',
			'vod-emulator:9911',
		],
	])('takes %s as a custom endpoint for vod', (_title, endpoint, baseUrl, host) => {
		expect(resolveEndpoint({ site: 'custom', endpoint })).toEqual({
			baseUrl,
			host,
			service: 'vod',
		});
	});

	it('takes the service from a Tencent Cloud host that is given as custom endpoint', () => {
		const endpoint = 'https://vod.ap-singapore.tencentcloudapi.com';

		expect(resolveEndpoint({ site: 'custom', endpoint }).service).toBe('vod');
		expect(
			resolveEndpoint({ site: 'custom', endpoint: 'https://sts.tencentcloudapi.com' }).service,
		).toBe('sts');
	});

	it('takes a Tencent Cloud host by its full name, with the dot, for the same host', () => {
		const endpoint = 'https://vod.intl.tencentcloudapi.com.';

		expect(resolveEndpoint({ site: 'custom', endpoint })).toEqual(own);
	});

	it.each([
		['nothing', undefined, "Fill in 'Endpoint'"],
		['blanks', ' \n', "Fill in 'Endpoint'"],
		['a number', 9911, "Fill in 'Endpoint'"],
		['no scheme', '127.0.0.1:9911', 'begins with https:// or http://'],
		['a name without scheme', 'localhost:9911', 'begins with https:// or http://'],
		['another scheme', 'ftp://127.0.0.1', 'begins with https:// or http://'],
		['no host', 'http://', 'begins with https:// or http://'],
		['a port that cannot be', 'http://127.0.0.1:99999', 'begins with https:// or http://'],
		['a path', 'https://gateway.example/vod', 'must end after the host and port'],
		['a query', 'https://gateway.example/?a=1', 'must end after the host and port'],
		['a fragment', 'https://gateway.example/#a', 'must end after the host and port'],
		['a user name', 'https://me@gateway.example', 'user name or password'],
		['a password', 'https://:pass@gateway.example', 'user name or password'],
		['Tencent Cloud without TLS', 'http://vod.tencentcloudapi.com', 'must begin with https://'],
		['the same on a port', 'http://vod.tencentcloudapi.com:8080', 'must begin with https://'],
		['the same as a full name', 'http://vod.tencentcloudapi.com./', 'must begin with https://'],
		['both at once', 'http://vod.tencentcloudapi.com.:8080', 'must begin with https://'],
	])('refuses a custom endpoint with %s', (_title, endpoint, text) => {
		const resolve = () => resolveEndpoint({ site: 'custom', endpoint });

		expect(resolve).toThrow(SigningRefused);
		expect(resolve).toThrow(text);
	});

	it.each([undefined, '', 'singapore', 'toString'])('refuses the site %p', (site) => {
		expect(() => resolveEndpoint({ site })).toThrow("Choose a 'Site'");
	});
});

describe('signableEndpoint', () => {
	it.each([
		['https://cvm.tencentcloudapi.com/', 'cvm'],
		['https://STS.intl.tencentcloudapi.com/', 'sts'],
		['https://vod.ap-guangzhou.tencentcloudapi.com/', 'vod'],
		['https://es-serverless.tencentcloudapi.com:443/', 'es-serverless'],
	])('allows %s and names its service', (url, service) => {
		const { host } = new URL(url);

		expect(signableEndpoint(new URL(url), own)).toEqual({
			baseUrl: `https://${host}`,
			host,
			service,
		});
	});

	it("allows the credential's own endpoint", () => {
		const custom = resolveEndpoint({ site: 'custom', endpoint: 'http://127.0.0.1:9911' });

		expect(signableEndpoint(new URL('http://127.0.0.1:9911/'), custom)).toEqual(custom);
	});

	it('takes a Tencent Cloud host by its full name, with the dot, for the same host', () => {
		expect(signableEndpoint(new URL('https://vod.intl.tencentcloudapi.com./'), own)).toEqual(own);
	});

	it.each([
		'http://vod.tencentcloudapi.com/',
		'http://vod.tencentcloudapi.com./',
		'https://vod.tencentcloudapi.com:8443/',
		'https://tencentcloudapi.com/',
		'https://.tencentcloudapi.com/',
		'https://vod.tencentcloudapi.com../',
		'https://vod.tencentcloudapi.com.example/',
		'https://eviltencentcloudapi.com/',
		'https://example/vod.tencentcloudapi.com/',
		'https://vod.tencentcloudapi.com@example/',
		'http://127.0.0.1:9912/',
		'https://127.0.0.1:9911/',
		'http://localhost:9911/',
	])('refuses %s', (url) => {
		const custom = resolveEndpoint({ site: 'custom', endpoint: 'http://127.0.0.1:9911' });

		expect(() => signableEndpoint(new URL(url), custom)).toThrow(
			'signs requests to https://*.tencentcloudapi.com only',
		);
	});

	it('allows no other host, however it is spelt', () => {
		fc.assert(
			fc.property(fc.webUrl({ validSchemes: ['http', 'https'] }), (text) => {
				expect(() => signableEndpoint(new URL(text), own)).toThrow(SigningRefused);
			}),
		);
	});
});
