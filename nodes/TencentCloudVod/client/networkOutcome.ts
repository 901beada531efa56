/** What became of a call to which no answer came: whether it had left, read off the network's own errors. */
import type { NotSent, Unknown } from './outcome';

/** Codes of a name look-up or a connection that did not come about. */
const UNREACHABLE = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EADDRNOTAVAIL']);

export function outcomeOfNoConnection(code: string): NotSent {
	const isTls = isCertificate(code) || code === 'EPROTO' || code.startsWith('ERR_SSL_');
	return notSent(isTls ? 'untrusted' : 'unreachable', code);
}

export function outcomeOfFailure(code: string, message: string): NotSent | Unknown {
	// Node puts the system call before the code, as in "connect ETIMEDOUT 192.0.2.1:443": the same code
	// without it can come from a connection that had already carried the request.
	if (UNREACHABLE.has(code) || /^(connect|getaddrinfo) E[A-Z]+/.test(message)) {
		return notSent('unreachable', code);
	}
	// Node's lib/internal/tls/wrap.js, onConnectEnd.
	if (message.includes('before secure TLS connection was established')) {
		return notSent('unreachable', code);
	}
	if (isCertificate(code) || isHandshake(code, message)) {
		return notSent('untrusted', code);
	}
	// The URL of the request is checked with the credential, and redirects are not followed: it is a proxy's.
	if (code === 'ERR_INVALID_URL') return notSent('proxySetting', code);
	return unknown('connectionLost', code);
}

/** OpenSSL's verification codes as Node names them (https://nodejs.org/api/tls.html#x509-certificate-error-codes). */
function isCertificate(code: string): boolean {
	return (
		/^(ERR_TLS_|CERT_|CRL_|UNABLE_TO_|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT)/.test(code) ||
		['INVALID_CA', 'INVALID_PURPOSE', 'HOSTNAME_MISMATCH'].includes(code)
	);
}

/**
 * A handshake that fails takes the request that waits for it along, and Node reports that write: EPROTO.
 * ERR_SSL_* comes when no write was waiting, so the request had gone out. (Node 20 and 24, over sockets.)
 */
function isHandshake(code: string, message: string): boolean {
	// A damaged record can follow a request that had already gone out whole.
	return code === 'EPROTO' && !/bad record mac|decrypt/i.test(message);
}

export function notSent(reason: NotSent['reason'], code: string): NotSent {
	return { kind: 'notSent', reason, code };
}

export function unknown(reason: Unknown['reason'], code: string, requestId?: string): Unknown {
	return { kind: 'unknown', reason, code, requestId };
}
