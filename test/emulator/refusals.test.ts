import { EMULATOR_SUB_APP_ID, startEmulator, type Emulator } from './emulator';
import { call, ELEMENT, responseOf, send, UPLOAD, VIDEO, type RawCall } from './rawClient';

const NOW_SECONDS = 1_767_323_045;
const TOKEN = 'temporary token';

let permanent: Emulator;
let temporary: Emulator;

beforeAll(async () => {
	const now = () => NOW_SECONDS * 1000;
	permanent = await startEmulator({ now });
	temporary = await startEmulator({ now, token: TOKEN });
});

afterAll(async () => {
	await permanent.close();
	await temporary.close();
});

/** The code that the call is refused with; undefined when it is not. */
async function codeOf(emulator: Emulator, details: RawCall): Promise<string | undefined> {
	const { made } = emulator.ledger;
	const madeBefore = made.length;
	const { Error: error } = await call(emulator, { timestamp: NOW_SECONDS, ...details });
	expect(emulator.ledger.calls.at(-1)?.outcome).toMatchObject(error ? { code: error.Code } : {});
	const { action = 'CreateAigcCustomElement' } = details;
	expect(made.length - madeBefore).toBe(error || !action.startsWith('Create') ? 0 : 1);
	return error?.Code;
}

const image = { ImageUrl: 'https://images.example.com/a.png' };
function element(changes: object): RawCall {
	return { body: { ...ELEMENT, ...changes } };
}

/** A request of so many bytes: blanks at the end are good JSON. */
function elementOf(bytes: number): Buffer {
	const body = Buffer.alloc(bytes, ' ');
	body.write(JSON.stringify(ELEMENT));
	return body;
}

function header(name: string, value: string | undefined): RawCall {
	return { headers: { [name]: value } };
}

test.each<[string, RawCall, string | undefined]>([
	['unknown SecretId', { secretId: 'AKIDsomebody' }, 'AuthFailure.SecretIdNotFound'],
	['SecretId with a blank', { secretId: 'AKIDsomebody ' }, 'AuthFailure.InvalidAuthorization'],
	['wrong SecretKey', { secretKey: 'wrong' }, 'AuthFailure.SignatureFailure'],
	['clock 300 s behind', { timestamp: NOW_SECONDS - 300 }, undefined],
	['clock 301 s behind', { timestamp: NOW_SECONDS - 301 }, 'AuthFailure.SignatureExpire'],
	['clock 300 s ahead', { timestamp: NOW_SECONDS + 300 }, undefined],
	['clock 301 s ahead', { timestamp: NOW_SECONDS + 301 }, 'AuthFailure.SignatureExpire'],
	['no scheme', header('Authorization', 'Basic YTpi'), 'AuthFailure.InvalidAuthorization'],
	[
		'host not signed',
		header(
			'Authorization',
			`TC3-HMAC-SHA256 Credential=A/2026-01-02/vod/tc3_request, SignedHeaders=content-type, Signature=${'0'.repeat(64)}`,
		),
		'AuthFailure.InvalidAuthorization',
	],
	[
		'another Content-Type than signed',
		header('Content-Type', 'application/json'),
		'AuthFailure.SignatureFailure',
	],
	['another Host than signed', header('Host', 'vod.example.com'), 'AuthFailure.SignatureFailure'],
	['a Host that is none', header('Host', 'a b'), 'AuthFailure.SignatureFailure'],
	[
		'another time than signed',
		header('X-TC-Timestamp', String(NOW_SECONDS + 1)),
		'AuthFailure.SignatureFailure',
	],
	['a time in milliseconds', header('X-TC-Timestamp', '1767323045000'), 'InvalidParameterValue'],
	['a token with a permanent key', header('X-TC-Token', TOKEN), 'AuthFailure.TokenFailure'],
])('who calls: %s', async (_case, details, code) => {
	expect(await codeOf(permanent, details)).toBe(code);
});

test.each([
	['right', TOKEN, undefined],
	['wrong', 'another token', 'AuthFailure.TokenFailure'],
	['missing', undefined, 'AuthFailure.TokenFailure'],
])('temporary key, token %s', async (_case, token, code) => {
	expect(await codeOf(temporary, header('X-TC-Token', token))).toBe(code);
});

test.each<[string, RawCall, string | undefined]>([
	['no X-TC-Action', header('X-TC-Action', undefined), 'MissingParameter'],
	['no X-TC-Version', header('X-TC-Version', undefined), 'MissingParameter'],
	['no X-TC-Timestamp', header('X-TC-Timestamp', undefined), 'MissingParameter'],
	['no Authorization', header('Authorization', undefined), 'MissingParameter'],
	['unknown action', { action: 'DeleteEverything' }, 'InvalidAction'],
	['unknown version', header('X-TC-Version', '2024-07-18'), 'NoSuchVersion'],
	['GET', { method: 'GET' }, 'UnsupportedProtocol'],
	['another path', { path: '/v2' }, 'InvalidRequest'],
	['a form', header('Content-Type', 'application/x-www-form-urlencoded'), 'InvalidRequest'],
	['no JSON', { body: '{"ElementName":' }, 'InvalidParameter'],
	['no UTF-8', { body: Buffer.from('{"ElementName":"\xff"}', 'latin1') }, 'InvalidParameter'],
	['no object', { body: '[]' }, 'InvalidParameter'],
	['an empty body', { body: '' }, 'InvalidParameter'],
	['10 MB', { body: elementOf(10 * 1024 * 1024) }, undefined],
	['10 MB and a byte', { body: elementOf(10 * 1024 * 1024 + 1) }, 'RequestSizeLimitExceeded'],
])('form of the request: %s', async (_case, details, code) => {
	expect(await codeOf(permanent, details)).toBe(code);
});

test.each<[string, RawCall, string | undefined]>([
	['no name', element({ ElementName: undefined }), 'MissingParameter'],
	['no description', element({ ElementDescription: undefined }), 'MissingParameter'],
	['no front image', element({ ElementFrontalImage: undefined }), 'MissingParameter'],
	['no references', element({ ElementReferList: undefined }), 'MissingParameter'],
	['a reference without URL', element({ ElementReferList: [{}] }), 'MissingParameter'],
	['a number as name', element({ ElementName: 7 }), 'InvalidParameter'],
	['null as name', element({ ElementName: null }), 'InvalidParameter'],
	['an object as references', element({ ElementReferList: image }), 'InvalidParameter'],
	['text as references', element({ ElementReferList: image.ImageUrl }), 'InvalidParameter'],
	['text as a reference', element({ ElementReferList: [image.ImageUrl] }), 'InvalidParameter'],
	['SubAppId', element({ SubAppId: EMULATOR_SUB_APP_ID }), 'UnknownParameter'],
	[
		'a field of a reference',
		element({ ElementReferList: [{ ...image, A: 1 }] }),
		'UnknownParameter',
	],
	['an empty name', element({ ElementName: '' }), 'InvalidParameterValue'],
	['20 characters', element({ ElementName: 'é'.repeat(20) }), undefined],
	['20 characters of two units each', element({ ElementName: '🦊'.repeat(20) }), undefined],
	['21 characters', element({ ElementName: 'a'.repeat(21) }), 'InvalidParameterValue'],
	['a description of 100', element({ ElementDescription: '狐'.repeat(100) }), undefined],
	[
		'a description of 101',
		element({ ElementDescription: '狐'.repeat(101) }),
		'InvalidParameterValue',
	],
	['an image that is no URL', element({ ElementFrontalImage: 'a.png' }), 'InvalidParameterValue'],
	['no reference', element({ ElementReferList: [] }), 'InvalidParameterValue'],
	['3 references', element({ ElementReferList: [image, image, image] }), undefined],
	['4 references', element({ ElementReferList: Array(4).fill(image) }), 'InvalidParameterValue'],
])('fields of CreateAigcCustomElement: %s', async (_case, details, code) => {
	expect(await codeOf(permanent, details)).toBe(code);
});

test.each<[string, string, object, string | undefined]>([
	['all', 'DescribeSubAppIds', {}, undefined],
	['by page', 'DescribeSubAppIds', { Offset: 0, Limit: 200 }, undefined],
	['too many at once', 'DescribeSubAppIds', { Limit: 201 }, 'InvalidParameterValue'],
	['text as limit', 'DescribeSubAppIds', { Limit: '20' }, 'InvalidParameter'],
	['no subject', 'CreateAigcVideoTask', VIDEO, undefined],
	['no SubAppId', 'CreateAigcVideoTask', { ...VIDEO, SubAppId: undefined }, 'MissingParameter'],
	[
		'unknown SubAppId',
		'CreateAigcVideoTask',
		{ ...VIDEO, SubAppId: 1 },
		'InvalidParameterValue.SubAppId',
	],
	[
		'Kling subject without Id',
		'CreateAigcVideoTask',
		{ ...VIDEO, SubjectInfos: [{ Name: 'fox' }] },
		'MissingParameter',
	],
	[
		'Id as a number',
		'CreateAigcVideoTask',
		{ ...VIDEO, SubjectInfos: [{ Id: 123456789012345680 }] },
		'InvalidParameter',
	],
	[
		'unknown field far down',
		'CreateAigcVideoTask',
		{ ...VIDEO, OutputConfig: { Length: 5 } },
		'UnknownParameter',
	],
	['no TaskId', 'DescribeTaskDetail', {}, 'MissingParameter'],
	[
		'unknown SubAppId',
		'DescribeTaskDetail',
		{ TaskId: 'none', SubAppId: 1 },
		'InvalidParameterValue.SubAppId',
	],
	[
		'unknown TaskId',
		'DescribeTaskDetail',
		{ TaskId: 'none', SubAppId: EMULATOR_SUB_APP_ID },
		'ResourceNotFound',
	],
])('fields of other actions: %s of %s', async (_case, action, body, code) => {
	expect(await codeOf(permanent, { action, body })).toBe(code);
});

test.each<[string, object, string | undefined]>([
	['JPEG', { MediaType: 'JPG' }, undefined],
	['no MediaType', { MediaType: undefined }, 'MissingParameter'],
	['WebP', { MediaType: 'webp' }, 'InvalidParameterValue.MediaType'],
	['a cover that is no image', { CoverType: 'mp4' }, 'InvalidParameterValue.CoverType'],
	['unknown SubAppId', { SubAppId: 1 }, 'InvalidParameterValue.SubAppId'],
	['a time to come', { ExpireTime: '2026-01-03T00:00:00+08:00' }, undefined],
	[
		'a time that is over',
		{ ExpireTime: '2026-01-02T00:00:00Z' },
		'InvalidParameterValue.ExpireTime',
	],
	['a day', { ExpireTime: '2026-01-04' }, 'InvalidParameterValue.ExpireTime'],
	['a path', { MediaStoragePath: '/a.png' }, 'InvalidParameterValue.MediaStoragePath'],
	['a long context', { SourceContext: 'a'.repeat(251) }, 'InvalidParameterValue'],
])('fields of ApplyUpload: %s', async (_case, changes, code) => {
	const details = { action: 'ApplyUpload', body: { ...UPLOAD, ...changes } };
	expect(await codeOf(permanent, { ...details, ...header('X-TC-Region', 'ap-guangzhou') })).toBe(
		code,
	);
});

test('ApplyUpload wants a region', async () => {
	const details = { action: 'ApplyUpload', body: UPLOAD };
	expect(await codeOf(permanent, details)).toBe('MissingParameter');
});

test('a refusal is HTTP 200 with Code, Message and RequestId', async () => {
	const { status, headers, text } = await send(permanent, {
		timestamp: NOW_SECONDS,
		body: { ...ELEMENT, SubAppId: 1 },
	});
	expect(status).toBe(200);
	expect(headers.date).toBe(new Date(NOW_SECONDS * 1000).toUTCString());
	const { RequestId } = responseOf(text);
	expect(RequestId).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
	const Error = { Code: 'UnknownParameter', Message: 'The parameter SubAppId is not known.' };
	expect(JSON.parse(text)).toEqual({ Response: { Error, RequestId } });
});
