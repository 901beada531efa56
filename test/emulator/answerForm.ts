import type { OutgoingHttpHeaders } from 'node:http';
import type { Body } from './body';
import type { Refusal } from './refusal';

/** An answer as HTTP carries it. Content-Length is the sender's business, unless there is one. */
export interface HttpAnswer {
	status: number;
	headers: OutgoingHttpHeaders;
	body: Body;
}

/** How a service puts its answers. */
export interface AnswerForm {
	/** Without fields it is the answer that lacks what was asked for. */
	success(fields: object, requestId: string): HttpAnswer;
	/** @param status instead of the one that the service gives with this code */
	error(refusal: Refusal, requestId: string, status?: number): HttpAnswer;
}

/** The API's: HTTP status 200 and JSON, whatever the outcome. */
export const apiForm: AnswerForm = {
	success(fields, requestId) {
		return json(200, { ...fields, RequestId: requestId });
	},
	error({ code, message }, requestId, status = 200) {
		return json(status, { Error: { Code: code, Message: message }, RequestId: requestId });
	},
};

function json(status: number, response: object): HttpAnswer {
	const body = JSON.stringify({ Response: response });
	return { status, headers: { 'Content-Type': 'application/json' }, body };
}
