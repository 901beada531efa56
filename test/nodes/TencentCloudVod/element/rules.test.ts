import {
	imageUrlFaults,
	notTextFault,
	referenceCountFault,
	textFaults,
} from '../../../../nodes/TencentCloudVod/element/rules';

const FAMILY = '👨‍👩‍👧‍👦';
const BASE64 =
	'holds the image itself (base64), but Tencent Cloud takes only a link that starts with http:// or https://';
const BLANK = 'contains a blank or a line break (in a link, a blank is written %20)';
const NO_LINK = 'is not a link that starts with http:// or https://';
const PRIVATE = "links to a private network, which Tencent Cloud's servers cannot reach";

describe('textFaults', () => {
	it.each<[string, string, number]>([
		['one letter', 'A', 20],
		['a name with blanks around it', '  Li Wei ', 20],
		['20 letters', 'a'.repeat(20), 20],
		['20 Chinese characters', '青'.repeat(20), 20],
		['20 characters outside the basic plane', '𠮷'.repeat(20), 20],
		['20 emoji', '🦊'.repeat(20), 20],
		['a family of emoji, 7 code points each, twice', FAMILY.repeat(2), 20],
		['10 letters with combining accents', 'e\u0301'.repeat(10), 20],
		['20 halves of surrogate pairs', '\ud83e'.repeat(20), 20],
		['19 emoji and half of one', `${'🦊'.repeat(19)}\ud83e`, 20],
		['100 letters', 'a'.repeat(100), 100],
		['100 emoji', '🦊'.repeat(100), 100],
		['line breaks between words', 'A fox\r\nwith a hat', 100],
	])('accepts %s', (_title, value, max) => {
		expect(textFaults(value, max)).toEqual([]);
	});

	it.each<[string, string]>([
		['nothing', ''],
		['a blank', ' '],
		['tabs and line breaks', '\t\r\n'],
		['no-break and ideographic blanks', '\u00a0\u2003\u3000\ufeff'],
		['more blanks than characters are allowed', ' '.repeat(101)],
	])('finds %s empty, and nothing else wrong with it', (_title, value) => {
		expect(textFaults(value, 20)).toEqual(['is empty']);
	});

	it.each<[string, string, number, number]>([
		['21 letters', 'a'.repeat(21), 20, 21],
		['20 letters and a blank at the end', `${'a'.repeat(20)} `, 20, 21],
		['21 Chinese characters', '青'.repeat(21), 20, 21],
		['21 characters outside the basic plane', '𠮷'.repeat(21), 20, 21],
		['21 emoji', '🦊'.repeat(21), 20, 21],
		['three families of emoji', FAMILY.repeat(3), 20, 21],
		['11 letters with combining accents', 'e\u0301'.repeat(11), 20, 22],
		['20 emoji and half of one', `${'🦊'.repeat(20)}\ud83e`, 20, 21],
		['101 letters', 'a'.repeat(101), 100, 101],
		['101 emoji', '🦊'.repeat(101), 100, 101],
	])('counts %s as too many', (_title, value, max, length) => {
		expect(textFaults(value, max)).toEqual([
			`has ${length} characters, but at most ${max} are allowed`,
		]);
	});
});

describe('imageUrlFaults', () => {
	it.each([
		'https://cdn.shop.example/fox/front.jpg',
		'http://cdn.shop.example/fox/front.jpeg',
		'https://cdn.shop.example/fox/front.png',
		'HTTPS://CDN.SHOP.EXAMPLE/FOX/FRONT.PNG',
		'https://cdn.shop.example/fox/FRONT.JPG?size=large&v=2#top',
		'https://cdn.shop.example',
		'https://cdn.shop.example/',
		'https://cdn.shop.example/fox/front',
		'https://cdn.shop.example/image.php?id=7',
		'https://cdn.shop.example/fox/front.',
		'https://cdn.shop.example/fox/front.jpg?format=webp',
		'https://cdn.shop.example/front.jpg#.gif',
		'https://cdn.shop.example/old.gif/front.jpg',
		'https://cdn.shop.example/webp',
		'https://cdn.gif/front.jpg',
		'https://cdn.shop.example:8443/front.jpg',
		'https://user:word@cdn.shop.example/front.jpg',
		'https://cdn.shop.example/a%20fox.jpg',
		'https://cdn.shop.example/resize,w_300,h_300/front.jpg',
		'https://例え.テスト例.jp/狐.png',
		'https://8.8.8.8/front.jpg',
		'https://shop-1250000000.cos.ap-guangzhou.myqcloud.com/狐.png',
	])('accepts %s', (url) => {
		expect(imageUrlFaults(url, false)).toEqual([]);
	});

	it.each<[string, string, string]>([
		['nothing', '', 'is empty'],
		['blanks', ' \n\u3000', 'is empty'],
		['a data URL', 'data:image/png;base64,iVBORw0KGgo=', BASE64],
		['a data URL in capitals', 'DATA:image/png;base64,iVBORw0KGgo=', BASE64],
		['a data URL after a blank', ' data:image/png;base64,iVBO Rw0K', BASE64],
		['a blank in front', ' https://cdn.shop.example/a.jpg', BLANK],
		['a blank at the end', 'https://cdn.shop.example/a.jpg ', BLANK],
		['a blank within', 'https://cdn.shop.example/a fox.jpg', BLANK],
		['a line break', 'https://cdn.shop.example/a\n.jpg', BLANK],
		['a tab', 'https://cdn.shop.example/a\t.jpg', BLANK],
		['a no-break blank', 'https://cdn.shop.example/a\u00a0fox.jpg', BLANK],
		['two links', 'https://cdn.shop.example/a.jpg https://cdn.shop.example/b.jpg', BLANK],
		['a file name', 'front.jpg', NO_LINK],
		['a path', '/images/front.jpg', NO_LINK],
		['a host without a scheme', 'cdn.shop.example/front.jpg', NO_LINK],
		['a protocol-relative link', '//cdn.shop.example/front.jpg', NO_LINK],
		['ftp', 'ftp://cdn.shop.example/front.jpg', NO_LINK],
		['file', 'file:///home/me/front.jpg', NO_LINK],
		['cos', 'cos://bucket/front.jpg', NO_LINK],
		['blob', 'blob:https://cdn.shop.example/0b2a', NO_LINK],
		['javascript', 'javascript:alert(1)', NO_LINK],
		['javascript that mentions https', 'javascript:"https://cdn.shop.example/a.jpg"', NO_LINK],
		['one slash', 'https:/cdn.shop.example/front.jpg', NO_LINK],
		['no slash', 'https:cdn.shop.example/front.jpg', NO_LINK],
		['three slashes', 'https:///cdn.shop.example/front.jpg', NO_LINK],
		['no host', 'https://', NO_LINK],
		['no host but a query', 'https://?a.jpg', NO_LINK],
		['a port that cannot be', 'https://cdn.shop.example:99999/front.jpg', NO_LINK],
		['an IPv4 address that cannot be', 'https://256.1.1.1/front.jpg', NO_LINK],
		['an IPv6 address that cannot be', 'https://[::g]/front.jpg', NO_LINK],
		['half of a link', 'ttps://cdn.shop.example/front.jpg', NO_LINK],
		['an unfilled expression', '{{ $json.image }}', BLANK],
		['base64 without its scheme', 'iVBORw0KGgo=', NO_LINK],
	])('refuses %s', (_title, value, fault) => {
		expect(imageUrlFaults(value, false)).toEqual([fault]);
		expect(imageUrlFaults(value, true)).toEqual([fault]);
	});

	it.each([
		...['webp', 'gif', 'bmp', 'svg', 'avif', 'heic', 'heif', 'tif', 'tiff', 'ico', 'jxl', 'jp2'],
		...['psd', 'raw', 'mp4', 'mov', 'avi', 'mkv', 'webm', 'mp3', 'wav', 'pdf', 'doc', 'docx'],
		...['xls', 'xlsx', 'csv', 'txt', 'json', 'zip', 'html', 'htm'],
	])('refuses .%s, in capitals and before a query too', (type) => {
		const fault = `links to a .${type} file, but only .jpg, .jpeg and .png images are accepted`;
		for (const ending of [
			`.${type}`,
			`.${type.toUpperCase()}`,
			`.jpg.${type}`,
			`.${type}?v=1.jpg`,
		]) {
			expect(imageUrlFaults(`https://cdn.shop.example/fox${ending}`, false)).toEqual([fault]);
		}
	});

	it('finds a wrong type and a private host at once', () => {
		expect(imageUrlFaults('http://192.168.0.7/fox.gif', false)).toEqual([
			'links to a .gif file, but only .jpg, .jpeg and .png images are accepted',
			PRIVATE,
		]);
	});

	it.each(['http://localhost:8080/a.jpg', 'http://10.0.0.1/a.jpg', 'http://nas.local./a.jpg'])(
		'allows %s with an endpoint of its own only',
		(url) => {
			expect(imageUrlFaults(url, false)).toEqual([PRIVATE]);
			expect(imageUrlFaults(url, true)).toEqual([]);
		},
	);
});

test.each([
	[0, 'has no image, but 1 to 3 are needed'],
	[4, 'has 4 images, but at most 3 are allowed'],
	[500, 'has 500 images, but at most 3 are allowed'],
])('%i references: %s', (count, fault) => {
	expect(referenceCountFault(count)).toBe(fault);
});

const NUMBER = 'must be text, but is a number (write {{ String(…) }} around the expression)';

test.each<[unknown, string]>([
	[undefined, 'is empty'],
	[null, 'is empty'],
	[7, NUMBER],
	[NaN, NUMBER],
	[true, 'must be text, but is true or false'],
	[false, 'must be text, but is true or false'],
	[[], 'must be text, but is a list'],
	[['Fox'], 'must be text, but is a list'],
	[{}, 'must be text, but is an object'],
	[{ name: 'Fox' }, 'must be text, but is an object'],
	[new Date(0), 'must be text, but is an object'],
])('%p where text belongs: %s', (value, fault) => {
	expect(notTextFault(value)).toBe(fault);
});
