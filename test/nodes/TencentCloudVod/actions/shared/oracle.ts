/**
 * The rules for an element once more, in another way: what the random tests hold the real ones against.
 * Nothing here comes from the code under test.
 */
import { BlockList, isIP } from 'node:net';

/** https://www.iana.org/assignments/iana-ipv4-special-registry and its sister for IPv6. */
const unreachableIpv4 = blockList('ipv4', [
	...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16'],
	...['172.16.0.0/12', '192.0.0.0/24', '192.0.2.0/24', '192.168.0.0/16', '198.18.0.0/15'],
	...['198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4'],
]);
const unreachableIpv6 = blockList('ipv6', [
	...['::/3', '2001::/23', '2001:db8::/32', '3fff::/20', '4000::/2', '8000::/1'],
]);

const LOCAL_NAMES =
	'localhost local internal intranet lan home corp private home.arpa test invalid'.split(' ');

const NEITHER_JPEG_NOR_PNG = new Set(
	`webp gif bmp svg avif heic heif tif tiff ico jxl jp2 psd raw mp4 mov avi mkv webm mp3 wav pdf doc
	docx xls xlsx csv txt json zip html htm`.split(/\s+/),
);

export function isGoodText(value: unknown, max: number): value is string {
	if (typeof value !== 'string' || !/\S/u.test(value)) return false;
	return [...value].length <= max;
}

export function isGoodImage(value: unknown): value is string {
	if (typeof value !== 'string' || /\s/u.test(value)) return false;
	const scheme = value.slice(0, value.indexOf('//') + 2).toLowerCase();
	if (scheme !== 'http://' && scheme !== 'https://') return false;
	if (value.charAt(scheme.length) === '/' || !URL.canParse(value)) return false;
	const { hostname, pathname } = new URL(value);
	const file = pathname.slice(pathname.lastIndexOf('/') + 1);
	const type = file.includes('.') ? file.slice(file.lastIndexOf('.') + 1).toLowerCase() : '';
	return !NEITHER_JPEG_NOR_PNG.has(type) && isReachable(hostname);
}

function isReachable(hostname: string): boolean {
	if (hostname.startsWith('[')) return isReachableIpv6(hostname.slice(1, -1));
	let host = hostname;
	while (host.endsWith('.')) host = host.slice(0, -1);
	if (isIP(host) === 4) return !unreachableIpv4.check(host);
	return host.includes('.') && !LOCAL_NAMES.some((name) => host.endsWith(`.${name}`));
}

function isReachableIpv6(address: string): boolean {
	const embedded = /^(?:0{20}ffff|0064ff9b0{16})(.{8})$|^2002(.{8})/.exec(digitsOf(address));
	const ipv4 = embedded?.[1] ?? embedded?.[2];
	if (ipv4 === undefined) return !unreachableIpv6.check(address, 'ipv6');
	return isReachable(new URL(`http://0x${ipv4}`).hostname);
}

/** All 32 of them. */
function digitsOf(address: string): string {
	const [head = '', tail = ''] = address
		.split('::')
		.map((part) => part.replace(/[^:]+/g, (group) => group.padStart(4, '0')).replaceAll(':', ''));
	return head + '0'.repeat(32 - head.length - tail.length) + tail;
}

function blockList(family: 'ipv4' | 'ipv6', ranges: readonly string[]): BlockList {
	const list = new BlockList();
	for (const range of ranges) {
		const [network = '', bits] = range.split('/');
		list.addSubnet(network, Number(bits), family);
	}
	return list;
}
