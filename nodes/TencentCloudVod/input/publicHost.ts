/**
 * Tells addresses that anybody on the internet may reach from those that exist only inside a network.
 * Ranges: IANA special-purpose address registries for IPv4 and IPv6 (RFC 6890 and its updates).
 */

/** Ranges as their first address and the length of their prefix in bits. */
type Range = readonly [first: bigint, bits: number];

const PRIVATE_IPV4: readonly Range[] = [
	[ipv4Value('0.0.0.0'), 8],
	[ipv4Value('10.0.0.0'), 8],
	[ipv4Value('100.64.0.0'), 10],
	[ipv4Value('127.0.0.0'), 8],
	[ipv4Value('169.254.0.0'), 16],
	[ipv4Value('172.16.0.0'), 12],
	[ipv4Value('192.0.0.0'), 24],
	[ipv4Value('192.0.2.0'), 24],
	[ipv4Value('192.168.0.0'), 16],
	[ipv4Value('198.18.0.0'), 15],
	[ipv4Value('198.51.100.0'), 24],
	[ipv4Value('203.0.113.0'), 24],
	[ipv4Value('224.0.0.0'), 3],
];

/** All that is handed out to the public, */
const PUBLIC_IPV6: Range = [ipv6Value('2000::'), 3];
/** but for what is kept for protocols and for documentation. */
const PRIVATE_IPV6: readonly Range[] = [
	[ipv6Value('2001::'), 23],
	[ipv6Value('2001:db8::'), 32],
	[ipv6Value('3fff::'), 20],
];
/** Addresses that stand for an IPv4 address, with the number of bits behind it. */
const HOLDING_IPV4: ReadonlyArray<readonly [range: Range, behind: bigint]> = [
	[[ipv6Value('::ffff:0:0'), 96], 0n],
	[[ipv6Value('64:ff9b::'), 96], 0n],
	[[ipv6Value('2002::'), 16], 80n],
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
	if (host.startsWith('[')) return isPublicIpv6(ipv6Value(host.slice(1, -1)));
	if (/^\d+\.\d+\.\d+\.\d+$/.test(host)) return isPublicIpv4(ipv4Value(host));
	// A name without a dot is found by a local resolver only (localhost, the service names of Docker).
	return host.includes('.') && !PRIVATE_SUFFIXES.test(host);
}

function isPublicIpv4(address: bigint): boolean {
	return !PRIVATE_IPV4.some((range) => isWithin(address, range, 32));
}

function isPublicIpv6(address: bigint): boolean {
	const holding = HOLDING_IPV4.find(([range]) => isWithin(address, range, 128));
	if (holding) return isPublicIpv4((address >> holding[1]) & 0xffffffffn);
	return (
		isWithin(address, PUBLIC_IPV6, 128) &&
		!PRIVATE_IPV6.some((range) => isWithin(address, range, 128))
	);
}

function isWithin(address: bigint, [first, bits]: Range, length: number): boolean {
	const behind = BigInt(length - bits);
	return address >> behind === first >> behind;
}

function ipv4Value(address: string): bigint {
	return valueOf(address.split('.').map(Number), 8n);
}

/** `URL` writes IPv6 in hexadecimal groups with at most one `::`, which stands for groups of zero. */
function ipv6Value(address: string): bigint {
	const [before = [], after = []] = address
		.split('::')
		.map((part) => part.split(':').filter((group) => group !== ''));
	const zeros = Array<string>(8 - before.length - after.length).fill('0');
	const groups = [...before, ...zeros, ...after];
	return valueOf(
		groups.map((group) => parseInt(group, 16)),
		16n,
	);
}

function valueOf(groups: readonly number[], bits: bigint): bigint {
	return groups.reduce((value, group) => (value << bits) + BigInt(group), 0n);
}
