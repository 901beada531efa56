/**
 * The catalogue: every text in which a person, or a model, reads what became of an element that was
 * not created for certain. Whether something was created is decided in client/outcome.ts; the texts about
 * keys stand with the credential, whose test uses them too.
 *
 * `happened` ends up in messages, so it holds fixed words and numbers only: n8n rewrites messages with
 * the names of system errors in them (n8n-workflow, errors/abstract/node.error.ts).
 */
import { AUTH_FAILURES } from '../../../../credentials/tc3/authFailures';
import type { WhenUnknown } from '../../client/nextStep';
import type { NotSent, Outcome, Refused, Unknown } from '../../client/outcome';

export interface ErrorText {
	/** What happened, in one or two sentences. */
	happened: string;
	/** What to do about it. */
	remedy: string;
}

export type Failure = Exclude<Outcome<unknown>, { kind: 'created' }>;

export const DO_NOT_CALL_AGAIN = 'Do not call this tool again for this element.';

export function textOf(failure: Failure, whenUnknown: WhenUnknown): ErrorText {
	switch (failure.kind) {
		case 'notSent':
			return textOfNotSent(failure);
		case 'refused':
			return textOfRefused(failure);
		case 'unknown':
			return textOfUnknown(failure, whenUnknown);
	}
}

function textOfNotSent({ reason }: NotSent): ErrorText {
	switch (reason) {
		case 'unreachable':
			return {
				happened: 'The call did not reach Tencent Cloud, so nothing was created.',
				remedy:
					"Check this machine's internet connection, its name resolution (DNS) and its proxy settings, and, with a custom endpoint, that a server runs there.",
			};
		case 'deadline':
			return {
				happened:
					"No connection to Tencent Cloud came about within the time that the option 'Timeout' allows, so nothing was sent and nothing was created.",
				remedy:
					"Check this machine's internet connection, its name resolution (DNS), its firewall and its proxy settings. If the network is only slow, raise 'Timeout' in the options. Then retry this execution.",
			};
		case 'untrusted':
			return {
				happened:
					'No safe connection to Tencent Cloud came about, so nothing was sent and nothing was created.',
				remedy:
					"The certificate was not accepted, or what answered does not speak TLS. Check this machine's clock, and that a custom endpoint has the right http:// or https://. If a proxy of your company opens encrypted connections, give n8n its CA certificate in the environment variable NODE_EXTRA_CA_CERTS.",
			};
		case 'forbiddenHost':
			return {
				happened:
					"n8n's protection against server-side request forgery (SSRF) does not allow requests to this address, so nothing was sent and nothing was created.",
				remedy:
					"Whoever runs n8n can allow the address: add the host to the environment variable N8N_SSRF_ALLOWED_HOSTNAMES, or its IP address to N8N_SSRF_ALLOWED_IP_RANGES, and restart n8n. The host is the credential's endpoint or the proxy. If the endpoint is wrong, correct it in the credential.",
			};
		case 'proxySetting':
			return {
				happened:
					'A proxy is set for n8n whose address is not a URL, so nothing was sent and nothing was created.',
				remedy:
					'Correct the environment variables HTTPS_PROXY, HTTP_PROXY and ALL_PROXY of n8n (also in small letters): each is empty or a whole address such as http://proxy.example.com:3128. Then restart n8n.',
			};
		case 'noCredential':
			return {
				happened:
					'The Tencent Cloud API credential could not be used, so nothing was sent and nothing was created.',
				remedy: 'Open the credential, check that every field is filled in, and test it.',
			};
	}
}

function textOfRefused(refused: Refused): ErrorText {
	switch (refused.reason) {
		case 'throttled':
			return {
				happened:
					'For a minute Tencent Cloud refused the call because too many come from this account, so nothing was created.',
				remedy:
					"Lower 'Requests per Second' in the options, or run when other programs with this account are quiet.",
			};
		case 'clock':
			return textOfClock(refused.code, refused.offBySeconds);
		case 'code':
			return textOfCode(refused.code);
		case 'redirect':
			return {
				happened:
					'The call was answered with a redirect, which Tencent Cloud never sends. It was not followed, and nothing was created.',
				remedy:
					'Something between n8n and Tencent Cloud answered: look for a proxy or a sign-in page of the network, or correct the custom endpoint in the credential.',
			};
		case 'http':
			return {
				happened:
					'A proxy or another server on the way to Tencent Cloud refused the call, so nothing was created.',
				remedy:
					'HTTP 407 means that the proxy asks for a user name and password. For any other number look at what the proxy allows, or correct the custom endpoint in the credential.',
			};
	}
}

function textOfClock(code: string, offBySeconds: number | undefined): ErrorText {
	const { meaning, remedy } = authText(code);
	const happened = `${meaning} Tencent Cloud refused the call, and nothing was created.`;
	if (offBySeconds === undefined) return { happened, remedy };
	const minutes = Math.round(Math.abs(offBySeconds) / 60);
	const direction = offBySeconds > 0 ? 'ahead' : 'behind';
	return { happened: `${happened} It is ${minutes} minutes ${direction}.`, remedy };
}

/** By the beginning of the code: the first that fits counts. */
const CODE_TEXTS: ReadonlyArray<readonly [RegExp, ErrorText]> = [
	[
		/^InvalidParameter\.(Violation|Voilation)Content/,
		{
			happened:
				"Tencent Cloud's content check refused the text or a picture, so nothing was created.",
			remedy: 'Change the name, the description or the pictures: the same input is refused again.',
		},
	],
	[
		/^(InvalidParameter|Missing|UnknownParameter|InvalidRequest)/,
		{
			happened: 'Tencent Cloud did not accept the input, so nothing was created.',
			remedy:
				'Check the pictures first: each link must open without signing in and give a JPEG or PNG of at most 10 MB, at least 300 pixels wide and high, no side more than 2.5 times the other.',
		},
	],
	[
		/^RequestSizeLimitExceeded/,
		{
			happened:
				'The input is larger than the 10 MB that Tencent Cloud takes, so nothing was created.',
			remedy: 'Give links to the pictures, not the pictures themselves.',
		},
	],
	[
		/^(LimitExceeded|ResourceInsufficient)/,
		{
			happened: 'A quota of the Tencent Cloud account is used up, so nothing was created.',
			remedy: 'Ask Tencent Cloud for a larger quota for VOD elements, or wait until it is renewed.',
		},
	],
	[
		/^FailedOperation\.InvalidVodUser/,
		{
			happened: 'VOD is not activated for this Tencent Cloud account, so nothing was created.',
			remedy: "Open Video on Demand in the console of the credential's site and activate it.",
		},
	],
	[
		/^FailedOperation\.UserStatus/,
		{
			happened: 'VOD is suspended for this Tencent Cloud account, so nothing was created.',
			remedy: 'Look in the Tencent Cloud console for an unpaid bill or a notice, and settle it.',
		},
	],
	[
		/^UnsupportedRegion/,
		{
			happened: 'Tencent Cloud does not offer this in the chosen region, so nothing was created.',
			remedy: "Leave 'Region' empty in the credential: creating elements needs none.",
		},
	],
	[
		/^(UnsupportedProtocol|InvalidAction|NoSuchVersion|NoSuchProduct|ActionOffline)/,
		{
			happened: 'Tencent Cloud does not offer this action at this address, so nothing was created.',
			remedy:
				"Check 'Site' and 'Endpoint' in the credential. If they are right, update this community node.",
		},
	],
	[
		/^Ip(InBlacklist|NotInWhitelist)/,
		{
			happened:
				"Tencent Cloud does not accept calls from this machine's IP address, so nothing was created.",
			remedy: 'Change the list of allowed IP addresses for the key or the account in the console.',
		},
	],
];

function textOfCode(code: string): ErrorText {
	const known = CODE_TEXTS.find(([pattern]) => pattern.test(code));
	if (known) return known[1];
	const { meaning, remedy } = authText(code);
	return { happened: `${meaning} Nothing was created.`, remedy };
}

function authText(code: string): { meaning: string; remedy: string } {
	const known = AUTH_FAILURES.get(code) ?? AUTH_FAILURES.get(code.replace(/\..*$/, ''));
	return (
		known ?? {
			meaning: 'Tencent Cloud refused the key or its permissions.',
			remedy: 'Test the credential, and check in the console (CAM) what the key may do.',
		}
	);
}

function textOfUnknown({ reason }: Unknown, whenUnknown: WhenUnknown): ErrorText {
	return {
		happened: `It is unknown whether the element was created: ${UNKNOWN_REASONS[reason]}.`,
		remedy: UNKNOWN_REMEDY[whenUnknown],
	};
}

const UNKNOWN_REMEDY: Record<WhenUnknown, string> = {
	stop: "The element may exist, and Tencent Cloud has no way to look it up or to delete it, so it is not sent again by itself. Ask Tencent Cloud's support with the name, the time and, if there is one, the RequestId; or, if a second element does no harm, set the option 'When Outcome Is Unknown' to 'Create Again' and save before you go on.",
	createAgain:
		"It was sent again as often as the option 'When Outcome Is Unknown' allows, so up to three elements may exist, which Tencent Cloud has no way to look up or to delete. Wait until the cause has passed, and ask Tencent Cloud's support with the name, the time and, if there is one, the RequestId before you enter it anew.",
};

const UNKNOWN_REASONS: Record<Unknown['reason'], string> = {
	deadline: "no answer came within the time that the option 'Timeout' allows",
	connectionLost: 'the connection broke after the call was sent',
	serverError: 'Tencent Cloud, or a proxy on the way, reported a fault of its own',
	foreign: 'what came back is no answer of Tencent Cloud',
	noId: 'the answer holds no ElementId',
	internal: 'something inside n8n failed while the call was under way',
};
