/** The option Check Images: n8n looks at the pictures behind the links before anything is sent. */
import { createServer, type RequestListener } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

import { startEmulator, type Emulator } from '../../../../emulator/emulator';
import { workflowOn } from '../../../../support/node';
import { CONTINUE } from '../../../../support/nodeSetup';
import { rows } from '../../../../support/operations';
import { elementIdsOf, errorOf, inInputOrder } from '../../../../support/whatIsSeen';
import { png } from '../../../../support/pictures';

let emulator: Emulator;
let asked: string[];
let url: string;
let end: () => Promise<void>;

const PICTURES: Record<string, Buffer> = {
	'/good.png': png(400, 300),
	'/flat.png': png(1200, 280),
	'/page.png': Buffer.from('<!DOCTYPE html><html></html>'),
};

const serve: RequestListener = (request, response) => {
	const path = request.url ?? '';
	asked.push(
		`${path} ${request.headers.range ?? ''} ${request.headers.authorization ?? ''}`.trim(),
	);
	const picture = PICTURES[path];
	if (path === '/endless.png') {
		response.writeHead(200);
		// A marker that begins a segment of JPEG again and again: the frame never comes.
		const flood = () => {
			while (!response.destroyed && response.write(Buffer.alloc(65_536, 0xff)));
		};
		response.write(Buffer.from([0xff, 0xd8]));
		response.on('drain', flood);
		return flood();
	}
	if (!picture) return void response.writeHead(404).end();
	return void response.writeHead(200, { 'Content-Length': picture.length }).end(picture);
};

beforeEach(async () => {
	asked = [];
	emulator = await startEmulator();
	const server = createServer(serve).listen(0, '127.0.0.1');
	await once(server, 'listening');
	url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	end = async () => {
		server.closeAllConnections();
		server.close();
		await once(server, 'close');
		await emulator.close();
	};
});
afterEach(() => end());

const withPictures = (name: string, front: string, ...references: string[]) => ({
	...rows(name)[0],
	front: `${url}/${front}`,
	references: references.map((reference) => `${url}/${reference}`),
});

const create = (checkImages: boolean, setup = {}) =>
	workflowOn(emulator, { options: { checkImages }, ...setup });

test('off, it asks for nothing', async () => {
	await create(false).execute([withPictures('a', 'good.png', 'flat.png')]);
	expect(asked).toEqual([]);
	expect(emulator.ledger.made).toHaveLength(1);
});

test('on, it asks once for each picture, for a part of it, without a credential', async () => {
	const execution = await create(true).execute([
		withPictures('a', 'good.png', 'good.png?2'),
		withPictures('b', 'good.png', 'good.png'),
	]);
	expect(asked.sort()).toEqual(['/good.png bytes=0-1048575', '/good.png?2 bytes=0-1048575']);
	expect(elementIdsOf(execution)).toHaveLength(2);
});

test('what breaks the rules is said, and nothing is sent', async () => {
	const execution = await create(true).execute([
		withPictures('a', 'good.png', 'good.png'),
		withPictures('b', 'page.png', 'good.png', 'flat.png'),
	]);
	expect(errorOf(execution).message).toMatch(
		/^Item 1: 'Element Frontal Image' is .*HTML.* 'Element Reference Images': image 2 is 1200 × 280 px, but must be at least 300 px high\./,
	);
	expect(emulator.ledger.calls).toEqual([]);
});

test('with Continue only the row with the bad picture fails', async () => {
	const execution = await create(true, { settings: CONTINUE }).execute([
		withPictures('a', 'flat.png', 'good.png'),
		withPictures('b', 'good.png', 'good.png'),
	]);
	expect(inInputOrder(execution)).toMatchObject([
		{ json: { details: { outcome: 'invalid' } } },
		{ json: { ElementName: 'b' } },
	]);
});

test.each(['missing.png', 'endless.png'])(
	'%s: a hint, and it is sent all the same',
	async (picture) => {
		const execution = await create(true).execute([withPictures('a', picture, 'good.png')]);
		expect(execution.status).toBe('success');
		expect(execution.hints.map(({ message }) => message).join()).toMatch(
			/^Item 0: n8n could not look/,
		);
		expect(emulator.ledger.made).toHaveLength(1);
	},
);
