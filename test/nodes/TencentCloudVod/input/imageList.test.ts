import { readImageList, readImageRows } from '../../../../nodes/TencentCloudVod/input/imageList';

const A = 'https://cdn.shop.example/fox-1.jpg';
const B = 'https://cdn.shop.example/fox-2.jpg';
const C = 'http://cdn.shop.example/fox-3.png';
/** Image services put settings between commas. */
const COMMAS = 'https://img.shop.example/w_300,h_300,c_fill/fox.jpg?crop=1,2,3';

const read = (images: unknown[]) => ({ ok: true, images });
const BROKEN = {
	ok: false,
	fault: 'starts like JSON but cannot be read as JSON (check quotes and commas)',
};

describe('readImageList', () => {
	it.each<[string, unknown, unknown[]]>([
		['nothing', undefined, []],
		['null', null, []],
		['an empty text', '', []],
		['blanks', ' \n\t', []],
		['an empty array', [], []],
		['an array of links', [A, B, C], [A, B, C]],
		['an array of {ImageUrl}', [{ ImageUrl: A }, { ImageUrl: B }], [A, B]],
		['an array of {imageUrl}', [{ imageUrl: A }, { imageUrl: B }], [A, B]],
		['an array of everything', [A, { ImageUrl: B }, { imageUrl: C }], [A, B, C]],
		['{ImageUrl} before {imageUrl}', [{ imageUrl: A, ImageUrl: B }], [B]],
		['one {ImageUrl}', { ImageUrl: A }, [A]],
		['one {imageUrl}', { imageUrl: A }, [A]],
		['links in an array as they are, blanks included', [` ${A} `, `${B},`], [` ${A} `, `${B},`]],
		['what is no link in its place', [A, 7, null, undefined], [A, 7, null, undefined]],
		['a gap in an array', Array(2), [undefined, undefined]],
		['an array within an array as one entry', [[A, B]], [[A, B]]],
		['an object with other fields as one entry', [{ url: A }], [{ url: A }]],
		['a link that is no text', [{ ImageUrl: 7 }, { imageUrl: null }], [7, null]],
		['a number', 7, [7]],
		['a boolean', false, [false]],
	])('reads %s', (_title, value, images) => {
		expect(readImageList(value)).toEqual(read(images));
	});

	it.each<[string, string, unknown[]]>([
		['an array of links', JSON.stringify([A, B]), [A, B]],
		['an array of {ImageUrl}', JSON.stringify([{ ImageUrl: A }, { ImageUrl: B }]), [A, B]],
		['an array of {imageUrl}', JSON.stringify([{ imageUrl: A }]), [A]],
		['one {ImageUrl}', JSON.stringify({ ImageUrl: A }), [A]],
		['one link in quotes', JSON.stringify(A), [A]],
		['a comma list in quotes', JSON.stringify(`${A}, ${B}`), [A, B]],
		['an empty array', '[]', []],
		['an empty text', '""', []],
		['an indented array', ` \n${JSON.stringify([A, B], null, 2)}\n`, [A, B]],
		['something else than links', '[1, null, {"a": true}]', [1, null, { a: true }]],
	])('reads %s as JSON text', (_title, text, images) => {
		expect(readImageList(text)).toEqual(read(images));
	});

	it.each<[string, string, string[]]>([
		['one link', A, [A]],
		['one link with blanks around it', `  ${A}\n`, [A]],
		['one link with commas in it', COMMAS, [COMMAS]],
		['links between commas', `${A},${B},${C}`, [A, B, C]],
		['links between commas and blanks', `${A} , ${B},\t${C}`, [A, B, C]],
		['links with commas in them between commas', `${COMMAS},${COMMAS}, ${A}`, [COMMAS, COMMAS, A]],
		['links in capitals', `${A},${B.toUpperCase()}`, [A, B.toUpperCase()]],
		['links on lines', `${A}\n${B}\n${C}`, [A, B, C]],
		['links on lines of Windows', `${A}\r\n${B}\r\n`, [A, B]],
		['links on lines of an old Macintosh', `${A}\r${B}`, [A, B]],
		['links on lines that end with commas', `${A},\n${B},\r\n${C},`, [A, B, C]],
		['a comma at the end', `${A},${B},`, [A, B]],
		['a comma and a blank at the end', `${A} , `, [A]],
		['a comma at the beginning', `,${A}`, [A]],
		['two commas between', `${A},,${B}`, [A, B]],
		['empty lines between', `\n\n${A}\n \n${B}\n`, [A, B]],
		['commas alone', ',', []],
		['what is no link', 'fox.jpg', ['fox.jpg']],
		['what is no link on its own line', `${A}\nfox.jpg`, [A, 'fox.jpg']],
		['a link that another one follows in its query', `${A}?from=${B}`, [`${A}?from=${B}`]],
	])('reads %s as a list', (_title, text, images) => {
		expect(readImageList(text)).toEqual(read(images));
	});

	it.each([
		`["${A}", "${B}"`,
		`["${A}" "${B}"]`,
		`['${A}']`,
		`[${A}]`,
		`{ImageUrl: "${A}"}`,
		`{"ImageUrl": "${A}",}`,
		`"${A}", "${B}"`,
		`"${A}`,
		' [',
	])('says that %s is broken JSON', (text) => {
		expect(readImageList(text)).toEqual(BROKEN);
	});
});

describe('readImageRows', () => {
	it.each<[string, unknown, unknown[]]>([
		['no row', [], []],
		['one row', [{ imageUrl: A }], [A]],
		['three rows', [{ imageUrl: A }, { imageUrl: B }, { imageUrl: C }], [A, B, C]],
		['an empty row', [{ imageUrl: '' }], ['']],
		['an empty row among others', [{ imageUrl: A }, { imageUrl: '' }], [A, '']],
		['a row of blanks among others', [{ imageUrl: A }, { imageUrl: ' \n' }], [A, ' \n']],
		[
			'a row whose expression found nothing',
			[{ imageUrl: undefined }, { imageUrl: null }],
			['', ''],
		],
		['a row without a field', [{}, { imageUrl: A }], [{}, A]],
		['a gap among the rows', Array(1), ['']],
		['an array from an expression in a row', [{ imageUrl: [A, B] }, { imageUrl: C }], [A, B, C]],
		['an array of {ImageUrl} in a row', [{ imageUrl: [{ ImageUrl: A }, { imageUrl: B }] }], [A, B]],
		['an empty array in a row', [{ imageUrl: [] }], []],
		['a list in a row', [{ imageUrl: `${A},${B}` }, { imageUrl: `${C}\n` }], [A, B, C]],
		['JSON text in a row', [{ imageUrl: JSON.stringify([A, B]) }], [A, B]],
		['an object in a row', [{ imageUrl: { ImageUrl: A } }], [A]],
		['a number in a row', [{ imageUrl: 7 }], [7]],
		['links in place of the rows', [A, B], [A, B]],
		['an expression in place of all rows', `${A},${B}`, [A, B]],
		['one row that is no array', { imageUrl: A }, [A]],
		['nothing', undefined, []],
	])('reads %s', (_title, rows, images) => {
		expect(readImageRows(rows)).toEqual(read(images));
	});

	it('says that a row holds broken JSON, whatever the others hold', () => {
		expect(readImageRows([{ imageUrl: A }, { imageUrl: '["' }, { imageUrl: '{' }])).toEqual(BROKEN);
	});
});
