import { startEmulator, type Emulator } from './emulator';
import { call, ELEMENT } from './rawClient';
import { apply, commit, put, read } from './uploadClient';

const LARGEST_PICTURE = 10 * 1024 * 1024;
const KEPT = LARGEST_PICTURE + 1;

let emulator: Emulator;

beforeAll(async () => {
	emulator = await startEmulator({ keepFilesUpTo: KEPT });
});

afterAll(async () => {
	await emulator.close();
});

async function urlOf(bytes: Buffer): Promise<string> {
	const applied = await apply(emulator);
	await put(emulator, applied, { bytes });
	const { MediaUrl } = await commit(emulator, applied);
	return String(MediaUrl);
}

/** A PNG as far as its header. */
function png(width: number, height: number, bytes = 33): Buffer {
	const picture = Buffer.alloc(bytes);
	picture.write('89504e470d0a1a0a0000000d49484452', 'hex');
	picture.writeUInt32BE(width, 16);
	picture.writeUInt32BE(height, 20);
	return picture;
}

/** A JPEG as far as its frame header. */
function jpeg(width: number, height: number): Buffer {
	const picture = Buffer.from('ffd8ffe000104a46494600010100000100010000ffc0001108', 'hex');
	const size = Buffer.alloc(16);
	size.writeUInt16BE(height, 0);
	size.writeUInt16BE(width, 2);
	return Buffer.concat([picture, size]);
}

describe('a MediaUrl serves the bytes', () => {
	test.each([
		[undefined, 200, '0123456789', undefined],
		['bytes=0-3', 206, '0123', 'bytes 0-3/10'],
		['bytes=8-', 206, '89', 'bytes 8-9/10'],
		['bytes=-3', 206, '789', 'bytes 7-9/10'],
		['bytes=5-99', 206, '56789', 'bytes 5-9/10'],
		['bytes=10-', 416, '', 'bytes */10'],
		['bytes=0-1,4-5', 200, '0123456789', undefined],
	])('range %s', async (range, status, text, contentRange) => {
		const answer = await read(await urlOf(Buffer.from('0123456789')), { range });
		expect(answer).toMatchObject({ status, text });
		expect(answer.headers['content-range']).toBe(contentRange);
	});

	test('of a file that comes in many pieces', async () => {
		const bytes = Buffer.from(Array.from({ length: 300_000 }, (_, position) => position % 251));
		const { text } = await read(await urlOf(bytes));
		expect(Buffer.from(text, 'latin1').equals(bytes)).toBe(true);
	});

	test('HEAD', async () => {
		const url = await urlOf(Buffer.from('0123456789'));
		expect(await read(url, { method: 'HEAD' })).toMatchObject({
			status: 200,
			headers: { 'content-length': '10', 'content-type': 'image/png' },
			text: '',
		});
	});

	test('unless they are not kept', async () => {
		const url = await urlOf(Buffer.alloc(KEPT + 1, 'a'));
		expect(await read(url)).toMatchObject({ status: 410 });
		expect(emulator.ledger.made.at(-1)).toMatchObject({ size: KEPT + 1 });
	});
});

test.each<[string, Buffer, string | undefined]>([
	['PNG', png(300, 300), undefined],
	['JPEG', jpeg(750, 300), undefined],
	['no picture', Buffer.from('GIF or something'), 'is neither JPEG nor PNG'],
	['GIF', Buffer.from('4749463839612c012c01', 'hex'), 'is neither JPEG nor PNG'],
	['too low', png(300, 299), 'is smaller than 300 px'],
	['too narrow', png(299, 300), 'is smaller than 300 px'],
	['too wide', jpeg(751, 300), 'has an aspect ratio beyond 1:2.5 and 2.5:1'],
	['too high', png(300, 751), 'has an aspect ratio beyond 1:2.5 and 2.5:1'],
	['10 MB', png(300, 300, LARGEST_PICTURE), undefined],
	['10 MB and a byte', png(300, 300, LARGEST_PICTURE + 1), 'is larger than 10 MB'],
])('the rules for pictures: %s', async (_case, bytes, fault) => {
	const url = await urlOf(bytes);
	const front = await call(emulator, { body: { ...ELEMENT, ElementFrontalImage: url } });
	const list = [...ELEMENT.ElementReferList, { ImageUrl: url }];
	const reference = await call(emulator, { body: { ...ELEMENT, ElementReferList: list } });
	const errorAt = (field: string) =>
		fault && { Code: 'InvalidParameterValue', Message: `The picture of ${field} ${fault}.` };
	expect(front.Error).toEqual(errorAt('ElementFrontalImage'));
	expect(reference.Error).toEqual(errorAt('ElementReferList.1.ImageUrl'));
});

test('a MediaUrl that was never given out is refused', async () => {
	const body = { ...ELEMENT, ElementFrontalImage: `${emulator.url}/media/none.png` };
	expect((await call(emulator, { body })).Error?.Code).toBe('InvalidParameterValue');
});
