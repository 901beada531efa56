import { imageUrlFaults, videoUrlFaults } from '../../../../nodes/TencentCloudVod/input/mediaLinks';

const BASE64 =
	'holds the image itself (base64), but Tencent Cloud takes only a link that starts with http:// or https://';
const BLANK = 'contains a blank or a line break (in a link, a blank is written %20)';
const NO_LINK = 'is not a link that starts with http:// or https://';
const PRIVATE = "links to a private network, which Tencent Cloud's servers cannot reach";

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

describe('videoUrlFaults', () => {
	it.each(['fox.mp4', 'FOX.MOV?v=1', 'fox', 'fox.php?id=7', 'fox.gif/fox.mp4'])(
		'accepts %s',
		(file) => {
			expect(videoUrlFaults(`https://cdn.shop.example/${file}`, false)).toEqual([]);
		},
	);

	it.each(['avi', 'MKV', 'webm', 'm3u8', 'mp3', 'jpg', 'gif', 'zip', 'html'])(
		'refuses .%s',
		(type) => {
			expect(videoUrlFaults(`https://cdn.shop.example/fox.${type}`, false)).toEqual([
				`links to a .${type.toLowerCase()} file, but only .mp4 and .mov videos are accepted`,
			]);
		},
	);

	it('says what it is that a data URL holds', () => {
		expect(videoUrlFaults('data:video/mp4;base64,AAAA', false)).toEqual([
			BASE64.replace('image', 'video'),
		]);
	});

	it('minds private networks as for images', () => {
		expect(videoUrlFaults('http://nas.local/fox.mp4', false)).toEqual([PRIVATE]);
		expect(videoUrlFaults('http://nas.local/fox.mp4', true)).toEqual([]);
	});
});
