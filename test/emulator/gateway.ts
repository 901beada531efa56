import type { Account } from './account';
import { ACTIONS } from './actions';
import type { ActionCall, ActionResult } from './actions/action';
import { apiForm } from './answerForm';
import { authenticate } from './authentication';
import type { IncomingCall } from './incomingCall';
import { header, type ReceivedRequest } from './receivedRequest';
import { refusal, type Refusal } from './refusal';

const VERSION = '2018-07-17';
const REQUIRED_HEADERS = ['X-TC-Action', 'X-TC-Version', 'X-TC-Timestamp', 'Authorization'];

/** What a call is held against. */
export interface Gateway {
	account: Account;
	/** See `authenticate`. */
	token: string | undefined;
	/** Whether a call of this action that arrives now is within the quota. */
	admits(action: string): boolean;
}

/** A call of the API. */
export function apiCall(gateway: Gateway, request: ReceivedRequest): IncomingCall {
	const action = header(request, 'x-tc-action');
	return {
		action,
		name: ACTIONS.get(action)?.nameOf(parseBody(request.body)?.json, gateway.account),
		form: apiForm,
		handle: (call) => handle(gateway, request, call),
	};
}

/** As the service does it: form, caller, action, quota, fields, and then the action itself. */
function handle(gateway: Gateway, request: ReceivedRequest, call: ActionCall): ActionResult {
	const refused =
		refuseForm(request) ??
		authenticate(request, call.now, gateway.token) ??
		refuseVersion(header(request, 'x-tc-version'));
	if (refused) return { kind: 'refused', refusal: refused };
	const action = ACTIONS.get(header(request, 'x-tc-action'));
	if (!action) return refuse('InvalidAction', 'There is no such action.');
	if (!gateway.admits(action.action)) {
		return refuse(
			'RequestLimitExceeded',
			'There are more requests a second than the quota allows.',
		);
	}
	const body = parseBody(request.body);
	if (!body) return refuse('InvalidParameter', 'The body is not JSON in UTF-8.');
	return action.run(body.json, gateway.account, call);
}

function refuse(code: string, message: string): ActionResult {
	return { kind: 'refused', refusal: refusal(code, message) };
}

function refuseForm(request: ReceivedRequest): Refusal | undefined {
	if (request.method !== 'POST') {
		return refusal('UnsupportedProtocol', 'The emulator takes POST requests only.');
	}
	if (request.tooLarge) {
		return refusal('RequestSizeLimitExceeded', 'The request is larger than 10 MB.');
	}
	if (request.target !== '/') {
		return refusal('InvalidRequest', 'The path of the request must be /.');
	}
	if (!/^application\/json *(;|$)/i.test(header(request, 'content-type'))) {
		return refusal('InvalidRequest', 'The Content-Type must be application/json.');
	}
	const missing = REQUIRED_HEADERS.find((name) => header(request, name.toLowerCase()) === '');
	if (missing === undefined) return undefined;
	return refusal('MissingParameter', `The header ${missing} is missing.`);
}

function refuseVersion(version: string): Refusal | undefined {
	if (version === VERSION) return undefined;
	return refusal('NoSuchVersion', 'There is no such version of the API.');
}

function parseBody(body: Buffer): { json: unknown } | undefined {
	try {
		return { json: JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)) };
	} catch {
		return undefined;
	}
}
