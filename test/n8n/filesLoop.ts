/**
 * The plainest way to upload files: for each of them ApplyUpload, PUT and CommitUpload.
 * Arguments: the service's URL, how many files at a time, a folder of files. Prints milliseconds.
 */
import { createReadStream, readdirSync, statSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import {
	cosAuthorizationHeader,
	encodePath,
} from '../../nodes/TencentCloudVod/transport/cosSignature';
import { call } from '../emulator/rawClient';

interface Certificate {
	SecretId: string;
	SecretKey: string;
	Token: string;
}

async function upload(url: string, file: string): Promise<void> {
	const target = { url, certificate: undefined };
	const applied = await call(target, {
		action: 'ApplyUpload',
		body: { MediaType: 'png' },
		headers: { 'X-TC-Region': 'ap-singapore' },
	});
	await put(url, String(applied.MediaStoragePath), applied.TempCertificate as Certificate, file);
	const { VodSessionKey } = applied;
	const { FileId } = await call(target, { action: 'CommitUpload', body: { VodSessionKey } });
	if (FileId === undefined) throw new Error(`${file} was not committed`);
}

async function put(
	url: string,
	path: string,
	{ SecretId: secretId, SecretKey: secretKey, Token }: Certificate,
	file: string,
): Promise<void> {
	const startTimestamp = Math.floor(Date.now() / 1000) - 60;
	const headers = {
		Authorization: cosAuthorizationHeader({
			secretId,
			secretKey,
			startTimestamp,
			endTimestamp: startTimestamp + 3600,
			path,
			host: new URL(url).host,
		}),
		'x-cos-security-token': Token,
		'Content-Length': statSync(file).size,
		'Content-Type': 'image/png',
	};
	await new Promise<void>((resolve, reject) => {
		const sending = request(`${url}${encodePath(path)}`, { method: 'PUT', headers });
		sending.on('error', reject);
		sending.on('response', (response) => {
			response.resume();
			if (response.statusCode === 200) response.on('end', resolve);
			else reject(new Error(`PUT answered ${response.statusCode}`));
		});
		createReadStream(file).on('error', reject).pipe(sending);
	});
}

async function main([url = '', inFlight = '', folder = '']: string[]): Promise<void> {
	const files = readdirSync(folder).map((name) => join(folder, name));
	const begun = performance.now();
	const next = async (): Promise<void> => {
		for (let file = files.pop(); file !== undefined; file = files.pop()) await upload(url, file);
	};
	await Promise.all(Array.from({ length: Number(inFlight) }, next));
	console.log(performance.now() - begun);
}

main(process.argv.slice(2)).catch((error: Error) => {
	console.error(error.stack);
	process.exit(1);
});
