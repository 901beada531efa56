import { inspect } from 'node:util';
import { runInNewContext } from 'node:vm';
import { authorizationHeader } from '../../../credentials/tc3/signature';
import { signRequest, type UnsignedRequest } from '../../../credentials/tc3/signRequest';
import { SigningRefused } from '../../../credentials/tc3/signingRefused';

const TIMESTAMP = 1767225600;
const SECRET_ID = 'AKIDexample';
const SECRET_KEY = 'a-secret-key-that-no-one-may-see';
const TOKEN = 'a-token-that-no-one-may-see';
const ADDRESS = 'https://vod.intl.tencentcloudapi.com';

const permanent = { site: 'international', secretId: SECRET_ID, secretKey: SECRET_KEY };
const temporary = { ...permanent, sessionToken: TOKEN, region: 'ap-singapore' };
const named = { 'X-TC-Action': 'DescribeSubAppIds', 'X-TC-Version': '2018-07-17' };
const plain = { url: ADDRESS, method: 'POST', headers: named, body: { Limit: 10 } };

function signatureFor(host: string, service: string, action: string, body: string): string {
	return authorizationHeader({
		secretId: SECRET_ID,
		secretKey: SECRET_KEY,
		service,
		timestamp: TIMESTAMP,
		headers: {
			'content-type': 'application/json; charset=utf-8',
			host,
			'x-tc-action': action,
		},
		body,
	});
}

describe('the headers', () => {
	it('are those of a signed call, with a permanent key', () => {
		expect(signRequest(permanent, plain, TIMESTAMP).headers).toEqual({
			'Content-Type': 'application/json; charset=utf-8',
			'X-TC-Action': 'DescribeSubAppIds',
			'X-TC-Language': 'en-US',
			'X-TC-Timestamp': '1767225600',
			'x-tc-version': '2018-07-17',
			Authorization: signatureFor(
				'vod.intl.tencentcloudapi.com',
				'vod',
				'DescribeSubAppIds',
				'{"Limit":10}',
			),
		});
	});

	it('carry token and region where the credential has them', () => {
		expect(signRequest(temporary, plain, TIMESTAMP).headers).toMatchObject({
			'X-TC-Token': TOKEN,
			'X-TC-Region': 'ap-singapore',
		});
	});

	it('keep the language and region that the request names, and what signing does not own', () => {
		const headers = {
			...named,
			'x-tc-language': 'zh-CN',
			'x-tc-region': ' ap-tokyo ',
			'X-TC-RequestClient': 'example',
			Accept: ['application/json', 'text/plain'],
		};

		expect(signRequest(temporary, { ...plain, headers }, TIMESTAMP).headers).toMatchObject({
			'X-TC-Language': 'zh-CN',
			'X-TC-Region': 'ap-tokyo',
			'x-tc-requestclient': 'example',
			accept: ['application/json', 'text/plain'],
		});
	});

	it('take the place of others, in whatever case', () => {
		const headers = {
			...named,
			authorization: 'Basic left-over',
			AUTHORIZATION: 'Bearer left-over',
			'content-type': 'text/plain',
			'content-length': '7',
			hOST: 'elsewhere.example',
			'x-tc-timestamp': '1',
			'x-tc-token': 'left-over',
			'X-TC-LANGUAGE': '',
			'x-tc-region': '',
		};

		const signed = signRequest(permanent, { ...plain, headers }, TIMESTAMP);

		expect(signed).toEqual(signRequest(permanent, plain, TIMESTAMP));
	});

	it('take the last of two spellings of the action, as axios does', () => {
		const headers = { ...named, 'x-tc-action': ' DescribeTaskDetail ' };

		const signed = signRequest(permanent, { ...plain, headers }, TIMESTAMP).headers;

		expect(signed['X-TC-Action']).toBe('DescribeTaskDetail');
		expect(Object.keys(signed).filter((name) => /^x-tc-action$/i.test(name))).toHaveLength(1);
	});
});

describe('an earlier attempt', () => {
	it('leaves nothing behind when the request is signed again', () => {
		const first = signRequest(temporary, plain, TIMESTAMP - 60);

		expect(signRequest(temporary, first, TIMESTAMP)).toEqual(
			signRequest(temporary, plain, TIMESTAMP),
		);
	});

	it('leaves no token when the key is now a permanent one', () => {
		const first = signRequest({ ...permanent, sessionToken: TOKEN }, plain, TIMESTAMP - 60);

		expect(signRequest(permanent, first, TIMESTAMP)).toEqual(
			signRequest(permanent, plain, TIMESTAMP),
		);
	});
});

describe('the address', () => {
	it.each<[string, UnsignedRequest<string>]>([
		['url', { url: ADDRESS }],
		['url with a slash', { url: `${ADDRESS}/` }],
		['url with blanks around it', { url: ` ${ADDRESS}\n` }],
		['url with capitals and port', { url: 'HTTPS://VOD.intl.tencentcloudapi.com:443/' }],
		['url with a user name', { url: 'https://me:pass@vod.intl.tencentcloudapi.com/' }],
		['url with a fragment', { url: `${ADDRESS}/#top` }],
		['uri', { uri: ADDRESS }],
		['baseURL and path', { baseURL: ADDRESS, url: '/' }],
		['baseURL alone', { baseURL: ADDRESS }],
		['url before baseURL', { baseURL: 'https://cvm.tencentcloudapi.com', url: ADDRESS }],
		['url before uri', { uri: 'https://cvm.tencentcloudapi.com', url: ADDRESS }],
	])('is given as %s', (_title, address) => {
		const signed = signRequest(permanent, { ...plain, url: undefined, ...address }, TIMESTAMP);

		expect(signed).toEqual(signRequest(permanent, plain, TIMESTAMP));
		expect(signed).toMatchObject({ url: `${ADDRESS}/`, uri: undefined, baseURL: undefined });
	});

	it('names the service', () => {
		const headers = { ...named, 'X-TC-Action': 'GetCallerIdentity' };
		const url = 'https://sts.tencentcloudapi.com';

		expect(
			signRequest(permanent, { ...plain, url, headers }, TIMESTAMP).headers.Authorization,
		).toBe(signatureFor('sts.tencentcloudapi.com', 'sts', 'GetCallerIdentity', '{"Limit":10}'));
	});

	it("is the credential's custom endpoint, signed for vod with its port", () => {
		const custom = { ...permanent, site: 'custom', endpoint: ' http://127.0.0.1:9911/ ' };

		const signed = signRequest(custom, { ...plain, url: 'http://127.0.0.1:9911' }, TIMESTAMP);

		expect(signed.headers.Authorization).toBe(
			signatureFor('127.0.0.1:9911', 'vod', 'DescribeSubAppIds', '{"Limit":10}'),
		);
	});

	it('is not left by a redirect', () => {
		expect(signRequest(permanent, plain, TIMESTAMP)).toMatchObject({
			disableFollowRedirect: true,
			followRedirect: false,
			followAllRedirects: false,
		});
	});
});

describe('the body', () => {
	it.each<[string, unknown, string]>([
		['an object', { Name: '未命名 👩‍🚀', N: null }, '{"Name":"未命名 👩‍🚀","N":null}'],
		['an object without prototype', Object.assign(Object.create(null), { A: 1 }), '{"A":1}'],
		['an object of another realm', runInNewContext('({ A: [1] })'), '{"A":[1]}'],
		['an empty object', {}, '{}'],
		['nothing', undefined, '{}'],
		['null', null, '{}'],
		['an empty string', ' \n', '{}'],
		['JSON text, byte for byte', '{ "A":  "\\u672a" }', '{ "A":  "\\u672a" }'],
		['JSON text with blanks around it', ' {"A":1}\r\n', '{"A":1}'],
		['JSON text with a byte order mark', '\ufeff{"A":1}', '{"A":1}'],
		['a lone surrogate', { A: '\ud800' }, '{"A":"\\ud800"}'],
	])('is given as %s', (_title, body, text) => {
		const signed = signRequest(permanent, { ...plain, body }, TIMESTAMP);

		expect(signed.body).toBe(text);
		expect(signed.headers.Authorization).toBe(
			signatureFor('vod.intl.tencentcloudapi.com', 'vod', 'DescribeSubAppIds', text),
		);
	});
});

describe('what is refused', () => {
	const inHttpRequest = 'In the HTTP Request node';

	it.each<[string, object, string]>([
		['another host', { url: 'https://example.com' }, 'signs requests to'],
		['another protocol', { url: 'http://vod.tencentcloudapi.com' }, 'signs requests to'],
		['no address', { url: undefined }, 'not a complete address'],
		['half an address', { url: 'vod.tencentcloudapi.com' }, 'not a complete address'],
		['a path', { url: `${ADDRESS}/v2/index.php` }, 'neither a path nor query parameters'],
		['a query', { url: `${ADDRESS}/?Limit=10` }, "turn 'Send Query Parameters' off"],
		['query parameters', { qs: { Limit: 10 } }, "turn 'Send Query Parameters' off"],
		[
			'query parameters as URLSearchParams',
			{ qs: new URLSearchParams({ Limit: '10' }) },
			"turn 'Send Query Parameters' off",
		],
		['GET', { method: 'GET' }, `${inHttpRequest}, set 'Method' to POST`],
		['no method', { method: undefined }, `${inHttpRequest}, set 'Method' to POST`],
		['no action', { headers: { 'X-TC-Version': '2018-07-17' } }, 'needs the header X-TC-Action'],
		['no headers', { headers: undefined }, "turn on 'Send Headers'"],
		['an action that is none', { headers: { ...named, 'x-tc-action': 'a b' } }, 'X-TC-Action'],
		['an action that is a list', { headers: { ...named, 'x-tc-action': ['A'] } }, 'X-TC-Action'],
		['no version', { headers: { 'X-TC-Action': 'DescribeSubAppIds' } }, 'X-TC-Version'],
		['text', { body: 'Limit=10' }, `${inHttpRequest}, set 'Body Content Type' to JSON`],
		['a list as text', { body: '[1]' }, 'one JSON object'],
		['a number as text', { body: '1' }, 'one JSON object'],
		['a list', { body: [] }, 'one JSON object'],
		['a number', { body: 1 }, 'one JSON object'],
		['bytes', { body: Buffer.from('{}') }, 'one JSON object'],
		['a form', { body: new URLSearchParams() }, 'one JSON object'],
		['form fields', { body: undefined, form: { Limit: 10 } }, 'one JSON object'],
		['a multipart form', { body: undefined, formData: {} }, 'one JSON object'],
	])('%s', (_title, change, text) => {
		const sign = () => signRequest(temporary, { ...plain, ...change }, TIMESTAMP);

		expect(sign).toThrow(SigningRefused);
		expect(sign).toThrow(text);
	});

	it.each<[string, object, string]>([
		['no SecretId', { secretId: ' ' }, "Fill in 'SecretId'"],
		['no SecretKey', { secretKey: undefined }, "Fill in 'SecretKey'"],
		['no site', { site: undefined }, "Choose a 'Site'"],
		['a region that cannot be sent', { region: 'ap\nsingapore' }, "'Region'"],
		['a custom endpoint that is none', { site: 'custom', endpoint: 'vod' }, "'Endpoint'"],
	])('a credential with %s', (_title, change, text) => {
		const sign = () => signRequest({ ...temporary, ...change }, plain, TIMESTAMP);

		expect(sign).toThrow(SigningRefused);
		expect(sign).toThrow(text);
	});

	it.each([
		['another host', temporary, { url: 'https://example.com/?with=input' }],
		['a broken key', { ...temporary, secretKey: `${SECRET_KEY} ${SECRET_KEY}` }, {}],
		['a broken token', { ...temporary, sessionToken: `${TOKEN}\n${TOKEN}` }, {}],
		['a broken endpoint', { ...temporary, site: 'custom', endpoint: `http://${TOKEN}@h` }, {}],
		['a broken body', temporary, { body: 'with=input' }],
	])('without showing secrets or input: %s', (_title, credential, change) => {
		let refusal: unknown;
		try {
			signRequest(credential, { ...plain, ...change }, TIMESTAMP);
		} catch (error) {
			refusal = error;
		}

		expect(refusal).toBeInstanceOf(SigningRefused);
		const shown = inspect(refusal, { depth: Infinity, showHidden: true });
		for (const hidden of [SECRET_ID, SECRET_KEY, TOKEN, 'with=input']) {
			expect(shown).not.toContain(hidden);
		}
	});
});

it('shows of the keys only what a signed request has to carry', () => {
	const shown = JSON.stringify(signRequest(temporary, plain, TIMESTAMP));

	expect(shown).not.toContain(SECRET_KEY);
	expect(shown.split(TOKEN)).toHaveLength(2);
});
