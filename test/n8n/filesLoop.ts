/**
 * A node that uploads its items' files in the plainest way: for each of them ApplyUpload, PUT and
 * CommitUpload, from n8n's streams. It passes its items on.
 */
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { request } from 'node:http';
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

interface StoredFile {
	size: number;
	open: () => ReturnType<IExecuteFunctions['helpers']['getBinaryStream']>;
}

export class FilesLoop {
	description = {
		displayName: 'Files Loop',
		name: 'filesLoop',
		group: ['transform'],
		version: 1,
		description: 'Uploads files one after the other',
		defaults: { name: 'Files Loop' },
		inputs: ['main'],
		outputs: ['main'],
		properties: [
			{ displayName: 'URL', name: 'url', type: 'string', default: '' },
			{ displayName: 'In Flight', name: 'inFlight', type: 'number', default: 1 },
		],
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const items = this.getInputData();
		const url = this.getNodeParameter('url', 0) as string;
		const inFlight = this.getNodeParameter('inFlight', 0) as number;
		const ids = items.flatMap(({ binary = {} }) => Object.values(binary).map(({ id }) => id ?? ''));
		const next = async (): Promise<void> => {
			for (let id = ids.pop(); id !== undefined; id = ids.pop()) {
				const stored = id;
				const { fileSize: size } = await this.helpers.getBinaryMetadata(stored);
				await upload(url, { size, open: () => this.helpers.getBinaryStream(stored) });
			}
		};
		await Promise.all(Array.from({ length: inFlight }, next));
		return [items];
	}
}

async function upload(url: string, file: StoredFile): Promise<void> {
	const target = { url, certificate: undefined };
	const applied = await call(target, {
		action: 'ApplyUpload',
		body: { MediaType: 'png' },
		headers: { 'X-TC-Region': 'ap-singapore' },
	});
	await put(url, String(applied.MediaStoragePath), applied.TempCertificate as Certificate, file);
	const { VodSessionKey } = applied;
	const { FileId } = await call(target, { action: 'CommitUpload', body: { VodSessionKey } });
	if (FileId === undefined) throw new Error('A file was not committed');
}

async function put(
	url: string,
	path: string,
	{ SecretId: secretId, SecretKey: secretKey, Token }: Certificate,
	{ size, open }: StoredFile,
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
		'Content-Length': size,
		'Content-Type': 'image/png',
	};
	const stream = await open();
	await new Promise<void>((resolve, reject) => {
		const sending = request(`${url}${encodePath(path)}`, { method: 'PUT', headers });
		sending.on('error', reject);
		sending.on('response', (response) => {
			response.resume();
			if (response.statusCode === 200) response.on('end', resolve);
			else reject(new Error(`PUT answered ${response.statusCode}`));
		});
		stream.on('error', reject).pipe(sending);
	});
}
