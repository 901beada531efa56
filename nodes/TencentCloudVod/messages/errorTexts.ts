/**
 * The catalogue: every text in which a person, or a model, reads what became of something that was not
 * done for certain. Whether it was is decided in client/outcome.ts; the texts about keys stand with the
 * credential, whose test uses them too.
 *
 * `happened` ends up in messages, so it holds fixed words and numbers only: n8n rewrites messages with
 * the names of system errors in them (n8n-workflow, errors/abstract/node.error.ts).
 */
import type { WhenUnknown } from '../client/nextStep';
import type { Failed, NotSent, Outcome, Refused, Unknown } from '../client/outcome';
import { textOfClock, textOfCode } from './codeTexts';
import type { Nouns, Wording } from './nouns';

export interface ErrorText {
	/** What happened, in one or two sentences. */
	happened: string;
	/** What to do about it. */
	remedy: string;
}

export type Failure = Exclude<Outcome<unknown>, { kind: 'done' }>;

export function textOf(failure: Failure, wording: Wording, whenUnknown: WhenUnknown): ErrorText {
	switch (failure.kind) {
		case 'notSent':
			return textOfNotSent(failure, nothingDone(wording));
		case 'refused':
			return textOfRefused(failure, wording);
		case 'failed':
			return textOfFailed(failure, wording);
		case 'unknown':
			return textOfUnknown(failure, wording, whenUnknown);
	}
}

/** E.g. "nothing was created". */
export function nothingDone({ nouns }: Wording): string {
	return `nothing was ${nouns.done}`;
}

function textOfNotSent({ reason }: NotSent, nothing: string): ErrorText {
	switch (reason) {
		case 'unreachable':
			return {
				happened: `The call did not reach Tencent Cloud, so ${nothing}.`,
				remedy:
					"Check this machine's internet connection, its name resolution (DNS) and its proxy settings, and, with a custom endpoint, that a server runs there.",
			};
		case 'deadline':
			return {
				happened: `No connection to Tencent Cloud came about within the time that the option 'Timeout' allows, so nothing was sent and ${nothing}.`,
				remedy:
					"Check this machine's internet connection, its name resolution (DNS), its firewall and its proxy settings. If the network is only slow, raise 'Timeout' in the options.",
			};
		case 'untrusted':
			return {
				happened: `No safe connection to Tencent Cloud came about, so nothing was sent and ${nothing}.`,
				remedy:
					"The certificate was not accepted, or what answered does not speak TLS. Check this machine's clock, and that a custom endpoint has the right http:// or https://. If a proxy of your company opens encrypted connections, give n8n its CA certificate in the environment variable NODE_EXTRA_CA_CERTS.",
			};
		case 'forbiddenHost':
			return {
				happened: `n8n's protection against server-side request forgery (SSRF) does not allow requests to this address, so nothing was sent and ${nothing}.`,
				remedy:
					"Whoever runs n8n can allow the address: add the host to the environment variable N8N_SSRF_ALLOWED_HOSTNAMES, or its IP address to N8N_SSRF_ALLOWED_IP_RANGES, and restart n8n. The host is the credential's endpoint or the proxy. If the endpoint is wrong, correct it in the credential.",
			};
		case 'proxySetting':
			return {
				happened: `A proxy is set for n8n whose address is not a URL, so nothing was sent and ${nothing}.`,
				remedy:
					'Correct the environment variables HTTPS_PROXY, HTTP_PROXY and ALL_PROXY of n8n (also in small letters): each is empty or a whole address such as http://proxy.example.com:3128. Then restart n8n.',
			};
		case 'noCredential':
			return {
				happened: `The Tencent Cloud API credential could not be used, so nothing was sent and ${nothing}.`,
				remedy: 'Open the credential, check that every field is filled in, and test it.',
			};
	}
}

function textOfRefused(refused: Refused, wording: Wording): ErrorText {
	const nothing = nothingDone(wording);
	switch (refused.reason) {
		case 'throttled':
			return {
				happened: `For a minute Tencent Cloud refused the call because too many come from this account, so ${nothing}.`,
				remedy:
					"Lower 'Requests per Second' in the options, or run when other programs with this account are quiet.",
			};
		case 'clock':
			return textOfClock(refused.code, refused.offBySeconds, wording);
		case 'code':
			return textOfCode(refused.code, wording);
		case 'redirect':
			return {
				happened: `The call was answered with a redirect, which Tencent Cloud never sends. It was not followed, and ${nothing}.`,
				remedy:
					'Something between n8n and Tencent Cloud answered: look for a proxy or a sign-in page of the network, or correct the custom endpoint in the credential.',
			};
		case 'http':
			return {
				happened: `A proxy or another server on the way to Tencent Cloud refused the call, so ${nothing}.`,
				remedy:
					'HTTP 407 means that the proxy asks for a user name and password. For any other number look at what the proxy allows, or correct the custom endpoint in the credential.',
			};
	}
}

function textOfUnknown(
	{ reason }: Unknown,
	{ nouns }: Wording,
	whenUnknown: WhenUnknown,
): ErrorText {
	return {
		happened: `It is unknown whether the ${nouns.thing} was ${nouns.done}: ${UNCLEAR[reason](nouns)}.`,
		remedy: UNKNOWN_REMEDY[whenUnknown](nouns),
	};
}

/** Where a repeat does no harm, an unclear outcome only means that it did not work. */
function textOfFailed({ reason }: Failed, { nouns }: Wording): ErrorText {
	return {
		happened: `The ${nouns.thing} could not be ${nouns.done}: ${UNCLEAR[reason](nouns)}.`,
		remedy: 'It was tried three times. Wait a while, and run it again.',
	};
}

const UNKNOWN_REMEDY: Record<WhenUnknown, (nouns: Nouns) => string> = {
	stop: ({ thing }) =>
		`The ${thing} may exist, and Tencent Cloud has no way to look it up or to delete it, so it is not sent again by itself. Ask Tencent Cloud's support with the name, the time and, if there is one, the RequestId; or, if a second ${thing} does no harm, set the option 'When Outcome Is Unknown' to 'Create Again' and save before you go on.`,
	createAgain: ({ things }) =>
		`It was sent again as often as the option 'When Outcome Is Unknown' allows, so up to three ${things} may exist, which Tencent Cloud has no way to look up or to delete. Wait until the cause has passed, and ask Tencent Cloud's support with the name, the time and, if there is one, the RequestId before you enter it anew.`,
};

const UNCLEAR: Record<Unknown['reason'], (nouns: Nouns) => string> = {
	deadline: () => "no answer came within the time that the option 'Timeout' allows",
	connectionLost: () => 'the connection broke after the call was sent',
	serverError: () => 'Tencent Cloud, or a proxy on the way, reported a fault of its own',
	foreign: () => 'what came back is no answer of Tencent Cloud',
	noResult: ({ id }) => `the answer holds no ${id}`,
	internal: () => 'something inside n8n failed while the call was under way',
};
