/**
 * The catalogue: every text in which a person, or a model, reads what became of something that was not
 * done for certain. Whether it was is decided in client/outcome.ts; the texts about keys stand with the
 * credential, whose test uses them too.
 *
 * What happened ends up in messages, so it holds fixed words and numbers only: n8n rewrites messages
 * with the names of system errors in them (n8n-workflow, errors/abstract/node.error.ts).
 */
import { AUTH_FAILURES } from '../../../credentials/tc3/authFailures';
import type { WhenUnknown } from '../client/nextStep';
import type { NotSent, Outcome, Refused, Unknown } from '../client/outcome';
import { CODE_TEXTS, OTHER_AUTH_FAILURE, type Text } from './codeTexts';
import { fill, type Wording } from './nouns';
import { textOfFailedTask, UNREAD } from './taskTexts';

export interface ErrorText {
	/** What happened, in one or two sentences. */
	happened: string;
	/** What to do about it. */
	remedy: string;
}

export type Failure = Exclude<Outcome<unknown>, { kind: 'done' | 'started' }>;

export function isFailure(outcome: Outcome<unknown>): outcome is Failure {
	return outcome.kind !== 'done' && outcome.kind !== 'started';
}

export function textOf(failure: Failure, wording: Wording, whenUnknown: WhenUnknown): ErrorText {
	const [happened, remedy] = unfilled(failure, wording, whenUnknown);
	return { happened: fill(happened, wording.nouns), remedy: fill(remedy, wording.nouns) };
}

function unfilled(failure: Failure, wording: Wording, whenUnknown: WhenUnknown): Text {
	switch (failure.kind) {
		case 'notSent':
			return NOT_SENT[failure.reason];
		case 'refused':
			return textOfRefused(failure, wording);
		case 'failed':
			return [`The {thing} could not be {done}: ${UNCLEAR[failure.reason]}.`, TRIED_THREE_TIMES];
		case 'unknown':
			return [
				`It is unknown whether the {thing} was {done}: ${whyUnclear(failure, wording)}.`,
				(wording.repeat === 'bySession' ? UNKNOWN_TASK_REMEDY : UNKNOWN_REMEDY)[whenUnknown],
			];
		case 'taskFailed':
			return textOfFailedTask(failure, wording);
		case 'unread':
			return UNREAD;
	}
}

const NOT_SENT: Record<NotSent['reason'], Text> = {
	unreachable: [
		'The call did not reach Tencent Cloud, so nothing was {done}.',
		"Check this machine's internet connection, its name resolution (DNS) and its proxy settings, and, with a custom endpoint, that a server runs there.",
	],
	deadline: [
		"No connection to Tencent Cloud came about within the time that the option 'Timeout' allows, so nothing was sent and nothing was {done}.",
		"Check this machine's internet connection, its name resolution (DNS), its firewall and its proxy settings. If the network is only slow, raise 'Timeout' in the options.",
	],
	untrusted: [
		'No safe connection to Tencent Cloud came about, so nothing was sent and nothing was {done}.',
		"The certificate was not accepted, or what answered does not speak TLS. Check this machine's clock, and that a custom endpoint has the right http:// or https://. If a proxy of your company opens encrypted connections, give n8n its CA certificate in the environment variable NODE_EXTRA_CA_CERTS.",
	],
	forbiddenHost: [
		"n8n's protection against server-side request forgery (SSRF) does not allow requests to this address, so nothing was sent and nothing was {done}.",
		"Whoever runs n8n can allow the address: add the host to the environment variable N8N_SSRF_ALLOWED_HOSTNAMES, or its IP address to N8N_SSRF_ALLOWED_IP_RANGES, and restart n8n. The host is the credential's endpoint or the proxy. If the endpoint is wrong, correct it in the credential.",
	],
	proxySetting: [
		'A proxy is set for n8n whose address is not a URL, so nothing was sent and nothing was {done}.',
		'Correct the environment variables HTTPS_PROXY, HTTP_PROXY and ALL_PROXY of n8n (also in small letters): each is empty or a whole address such as http://proxy.example.com:3128. Then restart n8n.',
	],
	noCredential: [
		'The Tencent Cloud API credential could not be used, so nothing was sent and nothing was {done}.',
		'Open the credential, check that every field is filled in, and test it.',
	],
	unreadFile: [
		'A file of the item could not be read any more, so nothing was sent and nothing was {done}.',
		'n8n keeps files only as long as their execution. Run the workflow again from the node that brings the file.',
	],
};

const THROTTLED: Text = [
	'For a minute Tencent Cloud refused the call because too many come from this account, so nothing was {done}.',
	"Lower 'Requests per Second' in the options, or run when other programs with this account are quiet.",
];

const NO_PLACE: Text = [
	"Tencent Cloud refused the call because this account was running as many tasks as it may, and none ended in the time that the option 'Max Wait' allows, so nothing was {done}.",
	"By default an account runs one task of a model at a time. Raise 'Max Wait' in the options, run when others are quiet, or ask Tencent Cloud for more places.",
];

const REFUSED: Record<'redirect' | 'http', Text> = {
	redirect: [
		'The call was answered with a redirect, which Tencent Cloud never sends. It was not followed, and nothing was {done}.',
		'Something between n8n and Tencent Cloud answered: look for a proxy or a sign-in page of the network, or correct the custom endpoint in the credential.',
	],
	http: [
		'A proxy or another server on the way to Tencent Cloud refused the call, so nothing was {done}.',
		'HTTP 407 means that the proxy asks for a user name and password. For any other number look at what the proxy allows, or correct the custom endpoint in the credential.',
	],
};

function textOfRefused(refused: Refused, { advice, repeat }: Wording): Text {
	switch (refused.reason) {
		case 'clock': {
			const { meaning, remedy } = authText(refused.code);
			const happened = `${meaning} Tencent Cloud refused the call, and nothing was {done}.`;
			return [`${happened}${clockText(refused.offBySeconds)}`, remedy];
		}
		case 'code': {
			const [, known] = CODE_TEXTS.find(([code]) => code.test(refused.code)) ?? [];
			const { meaning, remedy } = authText(refused.code);
			if (!known) return [`${meaning} Nothing was {done}.`, remedy];
			const particular = advice.find(([code]) => code.test(refused.code));
			return [`${known[0]}, so nothing was {done}.`, particular?.[1] ?? known[1]];
		}
		case 'throttled':
			return repeat === 'bySession' ? NO_PLACE : THROTTLED;
		case 'redirect':
		case 'http':
			return REFUSED[refused.reason];
	}
}

function clockText(offBySeconds: number | undefined): string {
	if (offBySeconds === undefined) return '';
	const minutes = Math.round(Math.abs(offBySeconds) / 60);
	return ` It is ${minutes} minutes ${offBySeconds > 0 ? 'ahead' : 'behind'}.`;
}

function authText(code: string): { meaning: string; remedy: string } {
	const family = code.replace(/\..*$/, '');
	return AUTH_FAILURES.get(code) ?? AUTH_FAILURES.get(family) ?? OTHER_AUTH_FAILURE;
}

/** Where a repeat does no harm, an unclear outcome only means that it did not work. */
const TRIED_THREE_TIMES = 'It was tried three times. Wait a while, and run it again.';

const UNKNOWN_REMEDY: Record<WhenUnknown, string> = {
	stop: "The {thing} may exist, and Tencent Cloud has no way to look it up or to delete it, so it is not sent again by itself. Ask Tencent Cloud's support with the name, the time and, if there is one, the RequestId; or, if a second {thing} does no harm, set the option 'When Outcome Is Unknown' to 'Create Again' and save before you go on.",
	createAgain:
		"It was sent again as often as the option 'When Outcome Is Unknown' allows, so up to three {things} may exist, which Tencent Cloud has no way to look up or to delete. Wait until the cause has passed, and ask Tencent Cloud's support with the name, the time and, if there is one, the RequestId before you enter it anew.",
};

function whyUnclear({ reason }: Unknown, { repeat }: Wording): string {
	return reason === 'noResult' && repeat === 'bySession'
		? 'the answer holds no TaskId'
		: UNCLEAR[reason];
}

/** One that a SessionId keeps from being started twice, and that was looked for. */
const UNKNOWN_TASK_REMEDY: Record<WhenUnknown, string> = {
	stop: "The task may exist. It was looked for under its SessionId, and is not among the tasks that Tencent Cloud lists, but not every task is listed. It is not sent again by itself. Look in the console of VOD, or ask Tencent Cloud's support with the name, the time and, if there is one, the RequestId. Or set the option 'When Outcome Is Unknown' to 'Create Again' and save before you go on: it is then sent under the same SessionId, which Tencent Cloud refuses if the task exists.",
	createAgain:
		"It was sent again under the same SessionId, so at most one task exists. Look in the console of VOD, or ask Tencent Cloud's support with the name, the time and, if there is one, the RequestId before you enter it anew.",
};

const UNCLEAR: Record<Unknown['reason'], string> = {
	deadline: "no answer came within the time that the option 'Timeout' allows",
	connectionLost: 'the connection broke after the call was sent',
	serverError: 'Tencent Cloud, or a proxy on the way, reported a fault of its own',
	foreign: 'what came back is no answer of Tencent Cloud',
	noResult: 'the answer holds no {id}',
	internal: 'something inside n8n failed while the call was under way',
	repeated:
		'Tencent Cloud has seen its SessionId before, and lists no task that was started under it',
};
