/** An example from Tencent Cloud's documentation of Signature v3, with what it says comes out. */
export interface PublishedAnswer {
	readonly secretId: string;
	readonly secretKey: string;
	readonly headers: Readonly<Record<string, string>>;
	readonly canonicalRequestSha256: string;
	readonly signedHeaders: string;
	readonly signature: string;
}

export const SERVICE = 'cvm';
export const TIMESTAMP = 1551113065;
export const DATE = '2019-02-25';

/** The characters of the name stand as escapes in the bytes that were signed. */
export const BODY = String.raw`{"Limit": 1, "Filters": [{"Values": ["\u672a\u547d\u540d"], "Name": "instance-name"}]}`;
export const BODY_SHA256 = '35e9c5b0e3ae67532d3c9f17ead6c90222632e5b1ff7f6e89887f1398934f064';

const CONTENT_TYPE = 'application/json; charset=utf-8';
const HOST = 'cvm.tencentcloudapi.com';

/** From the current documentation, which publishes the derived keys, too. */
export const CURRENT: PublishedAnswer = {
	secretId: `AKID${'*'.repeat(32)}`,
	secretKey: '*'.repeat(32),
	headers: { 'content-type': CONTENT_TYPE, host: HOST, 'x-tc-action': 'DescribeInstances' },
	canonicalRequestSha256: '7019a55be8395899b900fb5564e4200d984910f34794a27cb3fb7d10ff6a1e84',
	signedHeaders: 'content-type;host;x-tc-action',
	signature: '10b1a37a7301a02ca19a647ad722d5e43b4b3cff309d421d85b46093f6ab6c4f',
};

export const CURRENT_DERIVED_KEYS = {
	secretDate: 'da98fb70dcf6b112dc21038d1eeeb3a95c74b4dcb12c1131f864f6066bd02be0',
	secretService: '8d70cbefb03939f929db64d32dc2ba89b1095620119fe3e050e2b18c5bd2752f',
	secretSigning: 'b596b923aad85185e2d1f6659d2a062e0a86731226e021e61bfe06f7ed05f5af',
};

/** From the documentation as it was before, which signed two headers. */
export const OLDER: PublishedAnswer = {
	secretId: 'AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE',
	secretKey: 'Gu5t9xGARNpq86cd98joQYCN3EXAMPLE',
	headers: { 'content-type': CONTENT_TYPE, host: HOST },
	canonicalRequestSha256: '5ffe6a04c0664d6b969fab9a13bdab201d63ee709638e2749d62a09ca18d7031',
	signedHeaders: 'content-type;host',
	signature: '72e494ea809ad7a8c8f7a4507b9bddcbaa8e581f516e8da2f66e2c5a96525168',
};
