/**
 * What networks' codes mean, beyond those that the outcome table has. The codes and messages of handshakes, lost connections and
 * damaged TLS streams are those that Node 20 and 24 gave over real sockets.
 */
import { outcomeOf } from '../../../../nodes/TencentCloudVod/client/outcome';

const readNothing = () => undefined;

const judgeFailure = (code: string, message: string) =>
	outcomeOf({ kind: 'failed', code, message }, { repeat: 'never', resultOf: readNothing }, 0);

const openSsl = (reason: string) =>
	`write EPROTO 809C66644A7F0000:error:0A00010B:SSL routines:ssl3_read_bytes:${reason}:../deps/openssl/ssl.c:354:\n`;

/** https://nodejs.org/api/tls.html#x509-certificate-error-codes, of which Node's TLS reports these. */
const CERTIFICATE_CODES = [
	...['DEPTH_ZERO_SELF_SIGNED_CERT', 'SELF_SIGNED_CERT_IN_CHAIN', 'UNABLE_TO_GET_ISSUER_CERT'],
	...['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'UNABLE_TO_GET_CRL'],
	...['UNABLE_TO_DECRYPT_CERT_SIGNATURE', 'UNABLE_TO_DECRYPT_CRL_SIGNATURE'],
	...['UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY', 'CERT_SIGNATURE_FAILURE', 'CRL_SIGNATURE_FAILURE'],
	...['CERT_NOT_YET_VALID', 'CERT_HAS_EXPIRED', 'CRL_NOT_YET_VALID', 'CRL_HAS_EXPIRED'],
	...['CERT_CHAIN_TOO_LONG', 'CERT_REVOKED', 'CERT_UNTRUSTED', 'CERT_REJECTED', 'INVALID_CA'],
	...['INVALID_PURPOSE', 'HOSTNAME_MISMATCH', 'ERR_TLS_CERT_ALTNAME_INVALID'],
];

test.each<[string, string]>([
	['ECONNREFUSED', 'connect ECONNREFUSED 127.0.0.1:9911'],
	// Several addresses were tried: the code of the first, and no message; or it got lost on the way.
	['ECONNREFUSED', ''],
	['ENOTFOUND', ''],
	['EAI_AGAIN', ''],
	['EADDRNOTAVAIL', ''],
	['ENOTFOUND', 'getaddrinfo ENOTFOUND vod.intl.tencentcloudapi.com'],
	['EAI_AGAIN', 'getaddrinfo EAI_AGAIN vod.intl.tencentcloudapi.com'],
	['EAI_FAIL', 'getaddrinfo EAI_FAIL vod.intl.tencentcloudapi.com'],
	['EMFILE', 'getaddrinfo EMFILE vod.intl.tencentcloudapi.com'],
	['EADDRNOTAVAIL', 'connect EADDRNOTAVAIL 192.0.2.1:443 - Local (0.0.0.0:0)'],
	['ETIMEDOUT', 'connect ETIMEDOUT 192.0.2.1:443'],
	['EHOSTUNREACH', 'connect EHOSTUNREACH 192.0.2.1:443'],
	['ENETUNREACH', 'connect ENETUNREACH 2001:db8::1:443 - Local (:::0)'],
	['ECONNRESET', 'connect ECONNRESET 192.0.2.1:443'],
	['ECONNRESET', 'Client network socket disconnected before secure TLS connection was established'],
])('%s, "%s": not sent, and may pass by itself', (code, message) => {
	expect(judgeFailure(code, message)).toEqual({ kind: 'notSent', reason: 'unreachable', code });
});

test.each<[string, string]>([
	...CERTIFICATE_CODES.map((code): [string, string] => [code, 'self-signed certificate']),
	['EPROTO', openSsl('wrong version number')],
	['EPROTO', openSsl('sslv3 alert handshake failure')],
	['EPROTO', openSsl('ssl/tls alert handshake failure')],
	['EPROTO', openSsl('tlsv1 alert protocol version')],
	['EPROTO', openSsl('tlsv1 unrecognized name')],
	['EPROTO', openSsl('tlsv1 alert internal error')],
])('%s, "%s": not sent, for want of trust', (code, message) => {
	expect(judgeFailure(code, message)).toEqual({ kind: 'notSent', reason: 'untrusted', code });
});

test.each<[string, string]>([
	['ECONNABORTED', 'timeout of 60000ms exceeded'],
	['ECONNABORTED', 'read ECONNABORTED'],
	['EPIPE', 'write EPIPE'],
	['ETIMEDOUT', 'read ETIMEDOUT'],
	['ETIMEDOUT', 'timeout of 60000ms exceeded'],
	['EHOSTUNREACH', 'read EHOSTUNREACH'],
	['ENETUNREACH', 'read ENETUNREACH'],
	['ENETDOWN', 'write ENETDOWN'],
	['ENETRESET', 'read ENETRESET'],
	['ERR_BAD_RESPONSE', 'stream has been aborted'],
	['ERR_BAD_RESPONSE', 'maxContentLength size of 1000 exceeded'],
	['ERR_BAD_REQUEST', 'Request failed with status code 400'],
	['ERR_CANCELED', 'canceled'],
	['ERR_NETWORK', 'Network Error'],
	['ERR_FR_TOO_MANY_REDIRECTS', 'Maximum number of redirects exceeded'],
	['ERR_STREAM_PREMATURE_CLOSE', 'Premature close'],
	['ERR_STREAM_DESTROYED', 'Cannot call write after a stream was destroyed'],
	['ERR_HTTP2_STREAM_ERROR', 'Stream closed with error code NGHTTP2_CANCEL'],
	['HPE_INVALID_CONSTANT', 'Parse Error: Expected HTTP/'],
	['HPE_HEADER_OVERFLOW', 'Parse Error: Header overflow'],
	['HPE_CLOSED_CONNECTION', 'Parse Error: Data after `Connection: close`'],
	['Z_DATA_ERROR', 'incorrect header check'],
	['Z_BUF_ERROR', 'unexpected end of file'],
	// TLS was up, and the request had gone out, when the stream broke or was tampered with.
	[
		'ERR_SSL_WRONG_VERSION_NUMBER',
		'802CC7E2E27F0000:error:0A00010B:SSL routines:wrong version number',
	],
	['ERR_SSL_BAD_RECORD_TYPE', '802CC7E2E27F0000:error:0A0001BB:SSL routines:bad record type'],
	['ERR_SSL_PACKET_LENGTH_TOO_LONG', '802CC7E2E27F0000:error:0A0000C6:packet length too long'],
	[
		'ERR_SSL_ENCRYPTED_LENGTH_TOO_LONG',
		'402D22BAFD7E0000:error:0A000096:encrypted length too long',
	],
	['ERR_SSL_CIPHER_OPERATION_FAILED', '802CC7E2E27F0000:error:1C800066:cipher operation failed'],
	['ERR_SSL_INVALID_AAD', '802CC7E2E27F0000:error:1C80006C:Provider routines:invalid aad'],
	['ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC', '802CC7E2E27F0000:error:0A000119:bad record mac'],
	['ERR_SSL_UNEXPECTED_EOF_WHILE_READING', '80C8A8E3A57F0000:error:0A000126:unexpected eof'],
	[
		'ERR_SSL_TLSV1_ALERT_INTERNAL_ERROR',
		'802CC7E2E27F0000:error:0A000438:tlsv1 alert internal error',
	],
	['EPROTO', openSsl('sslv3 alert bad record mac')],
	['EPROTO', openSsl('decryption failed or bad record mac')],
	['', ''],
	['', 'Something that nobody has seen before'],
	['EWHATEVER', 'read EWHATEVER'],
	['EWHATEVER', 'could not connect ECONNREFUSED'],
	['ENOTFOUND_OR_SO', ''],
])('%s, "%s": unknown', (code, message) => {
	expect(judgeFailure(code, message)).toEqual({
		kind: 'unknown',
		reason: 'connectionLost',
		code,
		requestId: undefined,
	});
});

test('ERR_INVALID_URL: not sent, for want of a usable proxy', () => {
	const code = 'ERR_INVALID_URL';
	expect(judgeFailure(code, 'Invalid URL')).toEqual({
		kind: 'notSent',
		reason: 'proxySetting',
		code,
	});
});

/** Whoever sent the request knows that there was no connection: then the code tells only why. */
test.each<[string, string]>([
	...[
		'ECONNREFUSED',
		'ENOTFOUND',
		'ETIMEDOUT',
		'ECONNRESET',
		'ECONNABORTED',
		'ERR_CANCELED',
		'',
	].map((code): [string, string] => [code, 'unreachable']),
	...['EPROTO', 'ERR_SSL_WRONG_VERSION_NUMBER', ...CERTIFICATE_CODES].map(
		(code): [string, string] => [code, 'untrusted'],
	),
])('%s without a connection: not sent, %s', (code, reason) => {
	expect(
		outcomeOf({ kind: 'notConnected', code }, { repeat: 'never', resultOf: readNothing }, 0),
	).toEqual({
		kind: 'notSent',
		reason,
		code,
	});
});
