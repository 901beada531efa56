import COS from 'cos-nodejs-sdk-v5';
import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import type { TempCertificate } from 'tencentcloud-sdk-nodejs-vod/tencentcloud/services/vod/v20180717/vod_models';
import { call, UPLOAD, type RawAnswer, type TencentResponse } from './rawClient';
import type { Emulator } from './emulator';

/** What ApplyUpload answered. */
export interface Applied {
	VodSessionKey: string;
	StorageBucket: string;
	StorageRegion: string;
	MediaStoragePath: string;
	TempCertificate: Required<TempCertificate>;
}

/** A PUT to send; everything that is left out is as COS wants it. */
export interface RawPut {
	bytes?: Buffer;
	/** What is signed, where it is not what is sent. */
	signedPath?: string;
	host?: string;
	secretId?: string;
	secretKey?: string;
	/** Seconds since 1970. */
	keyTime?: [number, number];
	/** Put over the others; undefined removes one. */
	headers?: Record<string, string | undefined>;
}

/** @param timestamp seconds since 1970 */
export async function apply(emulator: Emulator, timestamp?: number): Promise<Applied> {
	const headers = { 'X-TC-Region': 'ap-guangzhou' };
	const answer = await call(emulator, { action: 'ApplyUpload', body: UPLOAD, headers, timestamp });
	return answer as TencentResponse & Applied;
}

/** @param timestamp seconds since 1970 */
export function commit(
	emulator: Emulator,
	{ VodSessionKey }: Pick<Applied, 'VodSessionKey'>,
	timestamp?: number,
): Promise<TencentResponse> {
	const body = { VodSessionKey, SubAppId: UPLOAD.SubAppId };
	return call(emulator, { action: 'CommitUpload', body, timestamp });
}

/** The path as it is sent. */
export function encoded(path: string): string {
	return path.split('/').map(encodeURIComponent).join('/');
}

/** Sends a PUT over a connection of its own, signed with the official COS SDK's signer. */
export async function put(
	emulator: Emulator,
	applied: Applied,
	details: RawPut = {},
): Promise<RawAnswer> {
	const { bytes = Buffer.from('some bytes') } = details;
	const request = httpRequest(emulator.url, {
		agent: false,
		method: 'PUT',
		path: encoded(applied.MediaStoragePath),
		headers: headersOf(emulator, applied, { ...details, bytes }),
	});
	const [response] = (await once(request.end(bytes), 'response')) as [IncomingMessage];
	return readAnswer(response);
}

/** Sends a GET or HEAD over a connection of its own. */
export async function read(
	url: string,
	{ method = 'GET', range }: { method?: string; range?: string } = {},
): Promise<RawAnswer> {
	const headers = range === undefined ? {} : { Range: range };
	const request = httpRequest(url, { agent: false, method, headers });
	const [response] = (await once(request.end(), 'response')) as [IncomingMessage];
	return readAnswer(response);
}

async function readAnswer(response: IncomingMessage): Promise<RawAnswer> {
	const chunks: Buffer[] = [];
	for await (const chunk of response) chunks.push(chunk as Buffer);
	const text = Buffer.concat(chunks).toString('latin1');
	return { status: response.statusCode ?? 0, headers: response.headers, text };
}

function headersOf(
	emulator: Emulator,
	{ MediaStoragePath, TempCertificate: { SecretId, SecretKey, Token, ExpiredTime } }: Applied,
	details: RawPut & { bytes: Buffer },
): Record<string, string> {
	const { bytes, host = `127.0.0.1:${emulator.port}`, keyTime = [0, ExpiredTime] } = details;
	const headers: Record<string, string | undefined> = {
		Authorization: COS.getAuthorization({
			SecretId: details.secretId ?? SecretId,
			SecretKey: details.secretKey ?? SecretKey,
			Method: 'PUT',
			Pathname: details.signedPath ?? MediaStoragePath,
			Headers: { Host: host },
			KeyTime: keyTime.join(';'),
		}),
		'Content-Length': String(bytes.length),
		Host: host,
		'x-cos-security-token': Token,
		...details.headers,
	};
	const given = Object.entries(headers).filter(([, value]) => value !== undefined);
	return Object.fromEntries(given) as Record<string, string>;
}
