/** A node that brings its items' files to disk in the plainest way, and passes its items on. */
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { createWriteStream, mkdtempSync } from 'node:fs';
import { get, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

export class ClipsLoop {
	description = {
		displayName: 'Clips Loop',
		name: 'clipsLoop',
		group: ['transform'],
		version: 1,
		description: 'Downloads files one after the other',
		defaults: { name: 'Clips Loop' },
		inputs: ['main'],
		outputs: ['main'],
		properties: [
			{ displayName: 'URL', name: 'url', type: 'string', default: '' },
			{ displayName: 'In Flight', name: 'inFlight', type: 'number', default: 1 },
		],
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const items = this.getInputData();
		const inFlight = this.getNodeParameter('inFlight', 0) as number;
		const urls = items.map((_, index) => this.getNodeParameter('url', index) as string);
		// Where n8n's own store is, too.
		const folder = mkdtempSync(join(process.cwd(), 'clips-'));
		const left = urls.entries();
		const next = async (): Promise<void> => {
			for (const [index, url] of left) {
				await pipeline(await answerOf(url), createWriteStream(join(folder, `${index}.mp4`)));
			}
		};
		await Promise.all(Array.from({ length: inFlight }, next));
		return [items];
	}
}

async function answerOf(url: string): Promise<IncomingMessage> {
	return await new Promise((resolve, reject) => {
		get(url, resolve).on('error', reject);
	});
}
