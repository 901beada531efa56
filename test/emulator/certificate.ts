import { generateKeyPairSync, sign } from 'node:crypto';

/** A private key and a certificate of it, as PEM. */
export interface Identity {
	key: string;
	certificate: string;
}

// Tags of ASN.1, DER (ITU-T X.690).
const INTEGER = 0x02;
const BIT_STRING = 0x03;
const OCTET_STRING = 0x04;
const OBJECT_IDENTIFIER = 0x06;
const UTF8_STRING = 0x0c;
const UTC_TIME = 0x17;
const SEQUENCE = 0x30;
const SET = 0x31;

const ECDSA_WITH_SHA256 = sequence(oid('2a8648ce3d040302'));
const COMMON_NAME = oid('550403');
const BASIC_CONSTRAINTS = oid('551d13');
const SUBJECT_ALT_NAME = oid('551d11');

const TWO_DAYS_MS = 2 * 24 * 60 * 60 * 1000;

/**
 * Makes a key and a self-signed certificate of it (RFC 5280, with ECDSA on P-256), good from two days
 * before to two days after now. Node.js can read certificates but not make them.
 * @param dnsNames the host names that it is good for, besides 127.0.0.1
 * @param now milliseconds since 1970
 */
export function selfSignedIdentity(dnsNames: readonly string[], now: number): Identity {
	const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
	const name = sequence(
		der(SET, sequence(COMMON_NAME, der(UTF8_STRING, Buffer.from('Local VOD emulator')))),
	);
	const toBeSigned = sequence(
		der(0xa0, der(INTEGER, Buffer.from([2]))), // version 3
		der(INTEGER, Buffer.from([1])), // serial number
		ECDSA_WITH_SHA256,
		name,
		sequence(utcTime(now - TWO_DAYS_MS), utcTime(now + TWO_DAYS_MS)),
		name,
		publicKey.export({ type: 'spki', format: 'der' }),
		der(0xa3, sequence(certificateAuthority(), alternativeNames(dnsNames))),
	);
	const signature = sign('sha256', toBeSigned, privateKey);
	const certificate = sequence(toBeSigned, ECDSA_WITH_SHA256, bitString(signature));
	return {
		key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
		certificate: pem(certificate),
	};
}

function certificateAuthority(): Buffer {
	const isAuthority = Buffer.from('0101ff', 'hex');
	return sequence(BASIC_CONSTRAINTS, der(OCTET_STRING, sequence(isAuthority)));
}

function alternativeNames(dnsNames: readonly string[]): Buffer {
	const names = dnsNames.map((name) => der(0x82, Buffer.from(name)));
	const loopback = der(0x87, Buffer.from([127, 0, 0, 1]));
	return sequence(SUBJECT_ALT_NAME, der(OCTET_STRING, sequence(...names, loopback)));
}

function sequence(...parts: Buffer[]): Buffer {
	return der(SEQUENCE, ...parts);
}

function oid(hex: string): Buffer {
	return der(OBJECT_IDENTIFIER, Buffer.from(hex, 'hex'));
}

function bitString(bytes: Buffer): Buffer {
	return der(BIT_STRING, Buffer.from([0]), bytes);
}

function utcTime(milliseconds: number): Buffer {
	const digits = new Date(milliseconds).toISOString().replace(/\D/g, '').slice(2, 14);
	return der(UTC_TIME, Buffer.from(`${digits}Z`));
}

function der(tag: number, ...parts: Buffer[]): Buffer {
	const content = Buffer.concat(parts);
	return Buffer.concat([Buffer.from([tag]), derLength(content.length), content]);
}

function derLength(length: number): Buffer {
	if (length < 0x80) return Buffer.from([length]);
	if (length < 0x100) return Buffer.from([0x81, length]);
	return Buffer.from([0x82, length >> 8, length & 0xff]);
}

function pem(certificate: Buffer): string {
	const lines = certificate.toString('base64').match(/.{1,64}/g) ?? [];
	return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}
