/** Texts for the codes with which Tencent Cloud refuses. */
import { AUTH_FAILURES } from '../../../credentials/tc3/authFailures';
import type { ErrorText } from './errorTexts';
import type { Wording } from './nouns';

export function textOfClock(
	code: string,
	offBySeconds: number | undefined,
	{ nouns }: Wording,
): ErrorText {
	const { meaning, remedy } = authText(code);
	const happened = `${meaning} Tencent Cloud refused the call, and nothing was ${nouns.done}.`;
	if (offBySeconds === undefined) return { happened, remedy };
	const minutes = Math.round(Math.abs(offBySeconds) / 60);
	const direction = offBySeconds > 0 ? 'ahead' : 'behind';
	return { happened: `${happened} It is ${minutes} minutes ${direction}.`, remedy };
}

/** By the beginning of the code: the first that fits counts. `happened` goes on with what that means. */
const CODE_TEXTS: ReadonlyArray<readonly [code: RegExp, text: ErrorText]> = [
	[
		/^InvalidParameter\.(Violation|Voilation)Content/,
		{
			happened: "Tencent Cloud's content check refused the text or a picture",
			remedy: 'Change the text or the picture: the same input is refused again.',
		},
	],
	[
		/^(InvalidParameter|Missing|UnknownParameter|InvalidRequest)/,
		{
			happened: 'Tencent Cloud did not accept the input',
			remedy: 'Correct the field that Tencent Cloud names below.',
		},
	],
	[
		/^ResourceNotFound/,
		{
			happened: 'Tencent Cloud knows nothing of that name or number',
			remedy: 'Check the ID, the sub-application and the account of the credential.',
		},
	],
	[
		/^RequestSizeLimitExceeded/,
		{
			happened: 'The input is larger than the 10 MB that Tencent Cloud takes',
			remedy: 'Give links to files, not the files themselves.',
		},
	],
	[
		/^(LimitExceeded|ResourceInsufficient)/,
		{
			happened: 'A quota of the Tencent Cloud account is used up',
			remedy: 'Ask Tencent Cloud for a larger quota, or wait until it is renewed.',
		},
	],
	[
		/^FailedOperation\.InvalidVodUser/,
		{
			happened: 'VOD is not activated for this Tencent Cloud account',
			remedy: "Open Video on Demand in the console of the credential's site and activate it.",
		},
	],
	[
		/^FailedOperation\.UserStatus/,
		{
			happened: 'VOD is suspended for this Tencent Cloud account',
			remedy: 'Look in the Tencent Cloud console for an unpaid bill or a notice, and settle it.',
		},
	],
	[
		/^UnsupportedRegion/,
		{
			happened: 'Tencent Cloud does not offer this in the chosen region',
			remedy: "Choose another 'Region' in the credential, or leave it empty.",
		},
	],
	[
		/^(UnsupportedProtocol|InvalidAction|NoSuchVersion|NoSuchProduct|ActionOffline)/,
		{
			happened: 'Tencent Cloud does not offer this action at this address',
			remedy:
				"Check 'Site' and 'Endpoint' in the credential. If they are right, update this community node.",
		},
	],
	[
		/^Ip(InBlacklist|NotInWhitelist)/,
		{
			happened: "Tencent Cloud does not accept calls from this machine's IP address",
			remedy: 'Change the list of allowed IP addresses for the key or the account in the console.',
		},
	],
];

/** @returns what happened, with "so nothing was created" or the like at its end */
export function textOfCode(code: string, { advice, nouns }: Wording): ErrorText {
	const particular = advice.find(([pattern]) => pattern.test(code))?.[1];
	const known = CODE_TEXTS.find(([pattern]) => pattern.test(code));
	if (!known) {
		const { meaning, remedy } = authText(code);
		return { happened: `${meaning} Nothing was ${nouns.done}.`, remedy };
	}
	const { happened, remedy } = known[1];
	return {
		happened: `${happened}, so nothing was ${nouns.done}.`,
		remedy: particular ?? remedy,
	};
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
