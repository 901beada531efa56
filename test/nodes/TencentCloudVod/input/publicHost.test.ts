import { isPublicHost } from '../../../../nodes/TencentCloudVod/input/publicHost';

/** As the rules ask: the host as `URL` reads it. */
const isPublic = (host: string) => isPublicHost(new URL(`http://${host}/`).hostname);

/** First and last address of a range, and its public neighbours where it has any. */
const IPV4_RANGES: Array<[string, string, string[]]> = [
	['0.0.0.0', '0.255.255.255', ['1.0.0.0']],
	['10.0.0.0', '10.255.255.255', ['9.255.255.255', '11.0.0.0']],
	['100.64.0.0', '100.127.255.255', ['100.63.255.255', '100.128.0.0']],
	['127.0.0.0', '127.255.255.255', ['126.255.255.255', '128.0.0.0']],
	['169.254.0.0', '169.254.255.255', ['169.253.255.255', '169.255.0.0']],
	['172.16.0.0', '172.31.255.255', ['172.15.255.255', '172.32.0.0']],
	['192.0.0.0', '192.0.0.255', ['191.255.255.255', '192.0.1.0']],
	['192.0.2.0', '192.0.2.255', ['192.0.1.255', '192.0.3.0']],
	['192.168.0.0', '192.168.255.255', ['192.167.255.255', '192.169.0.0']],
	['198.18.0.0', '198.19.255.255', ['198.17.255.255', '198.20.0.0']],
	['198.51.100.0', '198.51.100.255', ['198.51.99.255', '198.51.101.0']],
	['203.0.113.0', '203.0.113.255', ['203.0.112.255', '203.0.114.0']],
	['224.0.0.0', '239.255.255.255', ['223.255.255.255']],
	['240.0.0.0', '255.255.255.255', []],
];

const IPV6_RANGES: Array<[string, string, string[]]> = [
	['::', '::ffff', []],
	['::7f00:1', '::ffff:ffff', []],
	['64:ff9b::7f00:0', '64:ff9b::7fff:ffff', ['64:ff9b::7eff:ffff', '64:ff9b::8000:0']],
	['64:ff9b:1::808:808', '64:ff9b:1:ffff:ffff:ffff:808:808', []],
	['64:ff9b:0:1::808:808', '64:ff9b:0:0:0:1:808:808', []],
	['100::', '100::ffff:ffff:ffff:ffff', []],
	['::1:0:0:0', '1fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', ['2000::']],
	['2001::', '2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff', ['2000:ffff::', '2001:200::']],
	['2001:db8::', '2001:db8:ffff:ffff:ffff:ffff:ffff:ffff', ['2001:db7:ffff::', '2001:db9::']],
	['2002:a00::', '2002:aff:ffff:ffff:ffff:ffff:ffff:ffff', ['2002:9ff:ffff::', '2002:b00::']],
	['2002:c0a8::', '2002:c0a8:ffff:ffff:ffff:ffff:ffff:ffff', ['2001:ffff::', '2003::']],
	['3fff::', '3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff', ['3ffe:ffff::', '3fff:1000::']],
	['4000::', '5f00::', ['3fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff']],
	['fc00::', 'fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', []],
	['fe80::', 'febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff', []],
	['ff00::', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', []],
];

describe.each(IPV4_RANGES)('%s to %s', (first, last, neighbours) => {
	/** The same address in IPv6: RFC 4291 (mapped) and RFC 6052 (translated). */
	const embedded = (address: string) => [`[::ffff:${address}]`, `[64:ff9b::${address}]`];

	it('is private at both ends', () => {
		for (const address of [first, last]) {
			expect([address, ...embedded(address)].filter(isPublic)).toEqual([]);
		}
	});

	it('has public neighbours', () => {
		const spellings = neighbours.flatMap((address) => [address, ...embedded(address)]);

		expect(spellings.filter((address) => !isPublic(address))).toEqual([]);
	});
});

describe.each(IPV6_RANGES)('[%s] to [%s]', (first, last, neighbours) => {
	it('is private at both ends, with public neighbours', () => {
		expect([first, last].filter((address) => isPublic(`[${address}]`))).toEqual([]);
		expect(neighbours.filter((address) => !isPublic(`[${address}]`))).toEqual([]);
	});
});

test.each([
	['one number', '2130706433'],
	['one hexadecimal number', '0x7f000001'],
	['hexadecimal in capitals', '0X7F.0.0.1'],
	['octal', '0177.0.0.1'],
	['one octal number', '017700000001'],
	['two parts', '127.1'],
	['three parts', '10.0.1'],
	['a mixture', '0xC0.0250.1'],
	['nothing but zero', '0'],
	['a dot at the end', '127.0.0.1.'],
	['two dots at the end', '127.0.0.1..'],
	['full-width digits', '１２７.０.０.１'],
	['ideographic full stops', '127。0。0。1'],
	['escaped characters', '%31%32%37.0.0.1'],
	['a user name before it', 'cdn.shop.example@127.0.0.1'],
	['a port behind it', '127.0.0.1:8080'],
	['all groups of the loopback address', '[0:0:0:0:0:0:0:1]'],
	['the unspecified address', '[::]'],
	['an IPv4-mapped address in hexadecimal', '[::ffff:7f00:1]'],
	['an IPv4-mapped address written out', '[0:0:0:0:0:ffff:192.168.0.1]'],
	['a deprecated IPv4-compatible address', '[::8.8.8.8]'],
])('knows a private address by %s', (_title, host) => {
	expect(isPublic(host)).toBe(false);
});

test.each([
	['localhost', 'LOCALHOST', 'localhost.', 'localhost..', 'api.localhost', 'ⓛocalhost'],
	['minio', 'nas', 'intranet', 'emulator.', 'com'],
	['nas.local', 'NAS.Local', 'nas.local.', 'my.nas.local'],
	['db.internal', 'metadata.google.internal', 'wiki.intranet', 'router.lan', 'tv.home'],
	['files.corp', 'share.private', 'printer.home.arpa', 'shop.test', 'shop.invalid'],
])('%s and the like are names inside a network', (...hosts) => {
	expect(hosts.filter(isPublic)).toEqual([]);
});

test.each([
	['cdn.shop.example', 'CDN.SHOP.EXAMPLE', 'cdn.shop.example.', 'localhost.example'],
	['local.example', 'mylocal.com', 'my-local.com', 'internal.example', 'home.arpa.example'],
	['10.example', '10.0.0.1.example', '127.0.0.1.nip.example', 'xn--fsq.example', '例え.jp'],
	['8.8.8.8', '134744072', '0x08080808', '010.8.8.8', '1.1'],
	['[2606:4700::6810:84e5]', '[2001:4860:4860::8888]', '[2409:8c00::1]', '[::ffff:808:808]'],
])('%s and the like are public', (...hosts) => {
	expect(hosts.filter((host) => !isPublic(host))).toEqual([]);
});
