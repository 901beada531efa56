/** The demo without an account. That the example keeps what it promises is a test of test/examples/. */
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { createHash } from 'node:crypto';
import sharp from 'sharp';

import type { FileReport } from '../emulator/files';
import { Ledger, type Made } from '../emulator/ledger';
import type { TaskReport } from '../emulator/taskReport';
import { booksOf } from './books';
import { clipOf, picturesOf } from './clip';
import { clipResultsOf, type ClipRow } from './clipRows';
import { isAsPromised } from './clips';
import { contactSheetOf } from './contactSheet';
import { isDrawable } from './drawable';
import { progressOf } from './stepProgress';
import { Studio } from './studio';

const ROWS: ClipRow[] = [
	{ name: 'One', description: 'A woman in yellow', clip: 'walks' },
	{ name: 'Two', description: 'A woman in white', clip: 'sings' },
];

const made = (thing: Partial<Made> & Pick<Made, 'kind' | 'id'>): Made => ({
	...{ name: '', requestId: '', createdAt: 0, callIndex: 0, action: '', request: {} },
	...thing,
});

function ledgerOf(...things: Made[]): Ledger {
	const ledger = new Ledger();
	for (const thing of things) ledger.recordMade(thing);
	return ledger;
}

describe('a clip', () => {
	const size = { width: 64, height: 36 };
	const jpeg = async (background: string) =>
		await sharp({ create: { ...size, channels: 3, background } })
			.jpeg()
			.toBuffer();

	test('gives back its pictures', async () => {
		const pictures = await Promise.all(['red', 'green', 'blue'].map(jpeg));
		expect(picturesOf(clipOf({ ...size, perSecond: 6, pictures }))).toEqual(pictures);
	});

	test('that was cut off is refused', async () => {
		const clip = clipOf({ ...size, perSecond: 6, pictures: [await jpeg('red')] });
		expect(() => picturesOf(clip.subarray(0, clip.length / 2))).toThrow(/is not whole/);
	});
});

test('the studio goes by the links and elements that it is sent, not by words', async () => {
	const studio = await Studio.open(ROWS, 1);
	const ofWords = (Prompt: string) => studio.fileOf({ kind: 'image', request: { Prompt } });
	const [one, two] = [ofWords('A woman in yellow, from the front'), ofWords('A woman in white')];
	if (!one || !two) throw new Error('It knows nobody');
	const fileAt = (url: string, bytes: Buffer) =>
		({ url, sha256: createHash('sha256').update(bytes).digest('hex') }) as FileReport;
	const element = (id: string, url: string) =>
		made({ kind: 'element', id, request: { ElementFrontalImage: url } });
	studio.learn({
		files: [fileAt('http://one.png', one), fileAt('http://two.png', two)],
		ledger: ledgerOf(element('11', 'http://one.png'), element('22', 'http://two.png')),
	});
	const viewOf = (Url: string, Prompt: string) =>
		studio.fileOf({ kind: 'image', request: { Prompt, FileInfos: [{ Url }] } });
	const clipWith = (Id: string) =>
		studio.fileOf({ kind: 'video', request: { Prompt: 'walks', SubjectInfos: [{ Id }] } });
	expect(viewOf('http://two.png', 'A woman in yellow')).toEqual(viewOf('http://two.png', ''));
	expect(viewOf('http://two.png', '')).not.toEqual(viewOf('http://one.png', ''));
	expect(clipWith('11')).not.toEqual(clipWith('22'));
	expect(clipWith('33')).toBeUndefined();
});

describe('results', () => {
	const item = (json: IDataObject, clip = ''): INodeExecutionData => ({
		json,
		binary: { data: { data: Buffer.from(clip).toString('base64'), mimeType: 'video/mp4' } },
	});
	const outputs: Record<string, INodeExecutionData[][]> = {
		'Rows with Videos': [
			[
				item({ name: 'Two', element_id: '22', front_url: 'f', left_url: 'l' }, 'clip'),
				item({ name: 'Late', Status: 'PROCESSING' }),
			],
		],
		'Failed Rows': [[item({ name: 'One', step: 'Left View', what_is_wrong: 'Why.' })], []],
	};
	const execution = {
		runsOf: (node: string) =>
			(outputs[node] ?? []).map((items) => ({
				...{ outputs: [items], hints: [], status: undefined, error: undefined },
			})),
	};
	const late = { name: 'Late', description: '', clip: '' };
	const none = { name: 'None', description: '', clip: '' };
	const results = clipResultsOf([...ROWS, late, none], execution);

	test('go to their rows by name: a clip, or the step and what is wrong', () => {
		const links = { elementId: '22', frontUrl: 'f', leftUrl: 'l' };
		expect(results).toEqual([
			{ row: 1, name: 'One', kind: 'failed', step: 'Left View', problem: 'Why.' },
			{ row: 2, name: 'Two', kind: 'made', ...links, clip: Buffer.from('clip') },
			{ row: 3, name: 'Late', kind: 'failed', step: 'Rows with Videos', problem: 'PROCESSING' },
			{
				...{ row: 4, name: 'None', kind: 'failed', step: 'Rows with Videos' },
				problem: 'The workflow put nothing out for this row.',
			},
		]);
	});

	const books = { made: { pictures: 2, elements: 1, clips: 1 }, lost: [], twice: [], faults: [] };
	const good = results.filter(({ kind }) => kind === 'made');

	test.each([
		{ what: 'all rows', given: good, found: books, isGood: true },
		{ what: 'one without its clip', given: results, found: books, isGood: false },
		{ what: 'one thing lost', given: good, found: { ...books, lost: ['1'] }, isGood: false },
		{ what: 'one made twice', given: good, found: { ...books, twice: ['1'] }, isGood: false },
		{ what: 'no rows', given: [], found: books, isGood: false },
	])('$what: as promised is $isGood', ({ given, found, isGood }) => {
		expect(isAsPromised(given, found)).toBe(isGood);
	});
});

test('the books name what was made and is told nowhere, and what was made twice', () => {
	const task = (id: string, action: string) => made({ kind: 'task', id, action, name: id });
	const ledger = ledgerOf(
		task('t1', 'CreateAigcImageTask'),
		task('t2', 'CreateAigcVideoTask'),
		made({ kind: 'element', id: 'e1', action: 'CreateAigcCustomElement', name: 'One' }),
		made({ kind: 'element', id: 'e2', action: 'CreateAigcCustomElement', name: 'One' }),
	);
	const files = ['http://a.png', 'http://b.mp4'].map((url) => ({ url }) as FileReport);
	const execution = { runData: { told: 't1 t2 e1 http://a.png' } } as never;
	expect(booksOf({ ledger, files }, [execution])).toEqual({
		made: { pictures: 1, elements: 2, clips: 1 },
		lost: ['e2', 'http://b.mp4'],
		twice: ['element One'],
		faults: [],
	});
});

test('progress tells by step whose things have ended, in their order, and leaves out earlier ones', () => {
	const image = (id: string, name: string, request = {}) =>
		made({ kind: 'task', id, name, request, action: 'CreateAigcImageTask' });
	const ledger = ledgerOf(
		image('t0', 'A woman in yellow'),
		image('t1', 'A woman in yellow'),
		image('t2', 'A woman in white'),
		image('t3', 'A woman in white, again', { FileInfos: [] }),
		made({ kind: 'element', id: 'e', name: 'Two', action: 'CreateAigcCustomElement' }),
	);
	const ends = { t0: 1, t1: 9, t2: 5, t3: undefined };
	const tasks = Object.entries(ends).map(
		([taskId, finishedAt]) => ({ taskId, finishedAt }) as TaskReport,
	);
	expect([...progressOf({ ledger, tasks }, ROWS, 1)]).toEqual([
		['Front View', { begun: 2, ended: ['Two', 'One'] }],
		['Left View', { begun: 1, ended: [] }],
		['Create Elements', { begun: 1, ended: ['Two'] }],
	]);
});

describe('contact sheet', () => {
	// For private use: no font is to have it.
	const strange = '\u{e0fe}';

	test('has a line for each row, also for names that no font can draw', async () => {
		const studio = await Studio.open(ROWS, 1);
		const front = studio.fileOf({ kind: 'image', request: { Prompt: ROWS[0]?.description } });
		const frame = await sharp(front).resize(64, 36).jpeg().toBuffer();
		const clip = clipOf({ width: 64, height: 36, perSecond: 1, pictures: [frame] });
		if (front === undefined) throw new Error('It knows nobody');
		const row = { row: 1, name: strange, notes: ['<&>'], front, left: front, clip };
		const [one, two] = [
			await contactSheetOf('Title', [row]),
			await contactSheetOf('Title', [row, row]),
		];
		const heightOf = async (picture: Buffer) => (await sharp(picture).metadata()).height;
		expect((await heightOf(two.picture)) - (await heightOf(one.picture))).toBeGreaterThan(100);
		expect(one.undrawn).toEqual([strange]);
	});

	test.each([strange, `Zoë ${strange}`])('%j cannot be drawn', async (text) => {
		expect(await isDrawable(text)).toBe(false);
	});
});
