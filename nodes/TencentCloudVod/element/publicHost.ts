/**
 * Tells addresses that anybody on the internet may reach from those that exist only inside a network.
 * Ranges: IANA special-purpose address registries for IPv4 and IPv6 (RFC 6890 and its updates).
 */

/** First address and prefix length of each IPv4 range that is not public. */
const PRIVATE_IPV4: ReadonlyArray<readonly [string, number]> = [
	['0.0.0.0', 8],
	['10.0.0.0', 8],
	['100.64.0.0', 10],
	['127.0.0.0', 8],
	['169.254.0.0', 16],
	['172.16.0.0', 12],
	['192.0.0.0', 24],
	['192.0.2.0', 24],
	['192.168.0.0', 16],
	['198.18.0.0', 15],
	['198.51.100.0', 24],
	['203.0.113.0', 24],
	['224.0.0.0', 3],
];

/** Endings of names that no public name server answers. */
const PRIVATE_SUFFIXES =
	/\.(localhost|local|internal|intranet|lan|home|corp|private|home\.arpa|test|invalid)$/;

/**
 * @param hostname as `URL.hostname` gives it: lower case, every spelling of an IPv4 address
 * (octal, hexadecimal, one number) already turned into four decimal parts, IPv6 in brackets.
 */
export function isPublicHost(hostname: string): boolean {
	const host = hostname.replace(/\.+$/, '');
	if (host.startsWith('[')) return isPublicIpv6(host.slice(1, -1));
	const ipv4 = ipv4Value(host);
	if (ipv4 !== undefined) return isPublicIpv4(ipv4);
	// A name without a dot is found by a local resolver only (localhost, the service names of Docker).
	return host.includes('.') && !PRIVATE_SUFFIXES.test(host);
}

function isPublicIpv4(address: number): boolean {
	return !PRIVATE_IPV4.some(([first, bits]) => {
		const size = 2 ** (32 - bits);
		return Math.floor(address / size) === Math.floor((ipv4Value(first) ?? 0) / size);
	});
}

/** The first six groups, in decimal. */
const IPV4_MAPPED = [0, 0, 0, 0, 0, 0xffff].join(':');
const IPV4_TRANSLATED = [0x64, 0xff9b, 0, 0, 0, 0].join(':');

function isPublicIpv6(address: string): boolean {
	const groups = ipv6Groups(address);
	const [first = 0, second = 0, third = 0] = groups;
	const [seventh = 0, eighth = 0] = groups.slice(6);
	const leading = groups.slice(0, 6).join(':');
	// ::ffff:a.b.c.d and 64:ff9b::a.b.c.d stand for the IPv4 address in their last 32 bits, 2002::/16 in the next.
	if (leading === IPV4_MAPPED || leading === IPV4_TRANSLATED) {
		return isPublicIpv4(seventh * 0x10000 + eighth);
	}
	if (first === 0x2002) return isPublicIpv4(second * 0x10000 + third);
	// 2001::/23 is kept for protocols, 2001:db8::/32 and 3fff::/20 for documentation.
	if (first === 0x2001) return second >= 0x200 && second !== 0xdb8;
	if (first === 0x3fff) return second >= 0x1000;
	// 2000::/3 is all that is handed out to the public.
	return first >= 0x2000 && first < 0x4000;
}

function ipv4Value(host: string): number | undefined {
	const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(host);
	if (!parts) return undefined;
	return parts.slice(1).reduce((value, part) => value * 256 + Number(part), 0);
}

/** `URL` writes IPv6 in hexadecimal groups with at most one `::`. */
function ipv6Groups(address: string): number[] {
	const [head = '', tail] = address.split('::');
	const parse = (part: string) =>
		part === '' ? [] : part.split(':').map((group) => parseInt(group, 16));
	const before = parse(head);
	const after = parse(tail ?? '');
	return [...before, ...Array<number>(8 - before.length - after.length).fill(0), ...after];
}
