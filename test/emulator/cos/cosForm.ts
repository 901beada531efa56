import type { AnswerForm } from '../answerForm';

/**
 * "Error Codes" of COS's documentation. No page gives the code for a certificate that has expired;
 * ExpiredToken is what the protocol's other servers answer.
 *
 * Source: https://www.tencentcloud.com/document/product/436/7730
 */
const STATUSES: Readonly<Record<string, number>> = {
	AccessDenied: 403,
	ExpiredToken: 403,
	InternalError: 500,
	InvalidAccessKeyId: 403,
	InvalidURI: 400,
	MissingContentLength: 411,
	NoSuchBucket: 404,
	NoSuchKey: 404,
	ServiceUnavailable: 503,
	SignatureDoesNotMatch: 403,
	SlowDown: 503,
};

/** COS's: what there is to tell is in the headers, errors are XML. */
export const cosForm: AnswerForm = {
	success(fields, requestId) {
		return { status: 200, headers: { ...fields, 'x-cos-request-id': requestId }, body: '' };
	},
	error({ code, message }, requestId, status = STATUSES[code] ?? 400) {
		const headers = { 'Content-Type': 'application/xml', 'x-cos-request-id': requestId };
		const tags = Object.entries({ Code: code, Message: message, RequestId: requestId });
		const lines = tags.map(([tag, text]) => `\t<${tag}>${text}</${tag}>\n`).join('');
		const body = `<?xml version='1.0' encoding='utf-8' ?>\n<Error>\n${lines}</Error>\n`;
		return { status, headers, body };
	},
};
