import { request as httpRequest, type ClientRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { once } from 'node:events';
import Sign from 'tencentcloud-sdk-nodejs-common/tencentcloud/common/sign';
import {
	EMULATOR_SECRET_ID,
	EMULATOR_SECRET_KEY,
	EMULATOR_SUB_APP_ID,
	type Emulator,
} from './emulator';

/** A valid CreateAigcCustomElement request. */
export const ELEMENT = {
	ElementName: '小明 the Fox',
	ElementDescription: 'A fox in a red coat',
	ElementFrontalImage: 'https://images.example.com/fox/front.png',
	ElementReferList: [{ ImageUrl: 'https://images.example.com/fox/side.png' }],
};

/** A valid CreateAigcVideoTask request. */
export const VIDEO = {
	SubAppId: EMULATOR_SUB_APP_ID,
	ModelName: 'Kling',
	ModelVersion: '3.0-Omni',
	Prompt: 'A fox walks through a city at night',
};

/** A valid CreateAigcImageTask request. */
export const IMAGE = {
	SubAppId: EMULATOR_SUB_APP_ID,
	ModelName: 'GG',
	ModelVersion: '3.1',
	Prompt: 'A fox in a red coat, seen from the front',
};

/** A valid CreateAigcAdvancedCustomElement request. */
export const ADVANCED_ELEMENT = {
	SubAppId: EMULATOR_SUB_APP_ID,
	ElementName: ELEMENT.ElementName,
	ElementDescription: ELEMENT.ElementDescription,
	ReferenceType: 'image_refer',
	ElementImageList: JSON.stringify({
		frontal_image: 'https://images.example.com/fox/front.png',
		refer_images: [{ image_url: 'https://images.example.com/fox/side.png' }],
	}),
};

/** A valid ApplyUpload request, but for the header X-TC-Region. */
export const UPLOAD = { SubAppId: EMULATOR_SUB_APP_ID, MediaType: 'png', MediaName: 'front' };

/** Where to send it. */
export type Target = Pick<Emulator, 'url' | 'certificate'>;

/** A call to send; everything that is left out is as the service wants it. */
export interface RawCall {
	action?: string;
	/** Serialised as JSON, unless it is text or bytes. */
	body?: unknown;
	method?: string;
	path?: string;
	secretId?: string;
	secretKey?: string;
	/** Seconds since 1970. */
	timestamp?: number;
	/** Put over the headers that were signed; undefined removes one. */
	headers?: Record<string, string | undefined>;
}

export interface RawAnswer {
	status: number;
	headers: IncomingMessage['headers'];
	text: string;
}

/** Sends a call over a connection of its own, signed with the official SDK's signer. */
export function open(target: Target, call: RawCall = {}): ClientRequest {
	const { method = 'POST', path = '/' } = call;
	const body = bytesOf(call.body ?? ELEMENT);
	const request = target.certificate === undefined ? httpRequest : httpsRequest;
	const options = { agent: false, method, path, ca: target.certificate };
	const opened = request(target.url, { ...options, headers: headersOf(target, call, body) });
	return opened.end(body);
}

/** Resolves with the whole answer. Rejects with Node's error where the connection breaks. */
export async function send(target: Target, call?: RawCall): Promise<RawAnswer> {
	const [response] = (await once(open(target, call), 'response')) as [IncomingMessage];
	const chunks: Buffer[] = [];
	for await (const chunk of response) chunks.push(chunk as Buffer);
	return {
		status: response.statusCode ?? 0,
		headers: response.headers,
		text: Buffer.concat(chunks).toString(),
	};
}

/** Sends a call that Tencent Cloud's form of an answer is expected to. */
export async function call(target: Target, details?: RawCall): Promise<TencentResponse> {
	const { text } = await send(target, details);
	return responseOf(text);
}

/** The fields of `Response` in a body of Tencent Cloud's form. */
export function responseOf(text: string): TencentResponse {
	return (JSON.parse(text) as { Response: TencentResponse }).Response;
}

export interface TencentResponse {
	Error?: { Code: string; Message: string };
	RequestId: string;
	ElementId?: string;
	[field: string]: unknown;
}

function bytesOf(body: unknown): Buffer {
	if (Buffer.isBuffer(body)) return body;
	return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
}

function headersOf(target: Target, call: RawCall, body: Buffer): Record<string, string> {
	const { secretId = EMULATOR_SECRET_ID, secretKey = EMULATOR_SECRET_KEY } = call;
	const timestamp = call.timestamp ?? Math.floor(Date.now() / 1000);
	const contentType = 'application/json; charset=utf-8';
	const authorization = Sign.sign3({
		method: 'POST',
		url: target.url,
		payload: body,
		timestamp,
		service: 'vod',
		secretId,
		secretKey,
		multipart: false,
		boundary: '',
		headers: { 'Content-Type': contentType },
	});
	const headers: Record<string, string | undefined> = {
		Authorization: authorization,
		'Content-Type': contentType,
		'Content-Length': String(body.length),
		'X-TC-Action': call.action ?? 'CreateAigcCustomElement',
		'X-TC-Version': '2018-07-17',
		'X-TC-Timestamp': String(timestamp),
		...call.headers,
	};
	const given = Object.entries(headers).filter(([, value]) => value !== undefined);
	return Object.fromEntries(given) as Record<string, string>;
}
