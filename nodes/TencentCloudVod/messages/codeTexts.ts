/** Texts for the codes with which Tencent Cloud refuses. */

export type Text = readonly [happened: string, remedy: string];

/** By the beginning of the code: the first that fits counts. What happened goes on with what that means. */
export const CODE_TEXTS: ReadonlyArray<readonly [code: RegExp, text: Text]> = [
	[
		/^InvalidParameter\.(Violation|Voilation)Content/,
		[
			"Tencent Cloud's content check refused the text or a picture",
			'Change the text or the picture: the same input is refused again.',
		],
	],
	[
		/^(InvalidParameter|Missing|UnknownParameter|InvalidRequest)/,
		['Tencent Cloud did not accept the input', 'Correct the field that Tencent Cloud names below.'],
	],
	[
		/^ResourceNotFound/,
		[
			'Tencent Cloud knows nothing of that name or number',
			'Check the ID, the sub-application and the account of the credential.',
		],
	],
	[
		/^RequestSizeLimitExceeded/,
		[
			'The input is larger than the 10 MB that Tencent Cloud takes',
			'Give links to files, not the files themselves.',
		],
	],
	[
		/^(LimitExceeded|ResourceInsufficient)/,
		[
			'A quota of the Tencent Cloud account is used up',
			'Ask Tencent Cloud for a larger quota, or wait until it is renewed.',
		],
	],
	[
		/^FailedOperation\.InvalidVodUser/,
		[
			'VOD is not activated for this Tencent Cloud account',
			"Open Video on Demand in the console of the credential's site and activate it.",
		],
	],
	[
		/^FailedOperation\.UserStatus/,
		[
			'VOD is suspended for this Tencent Cloud account',
			'Look in the Tencent Cloud console for an unpaid bill or a notice, and settle it.',
		],
	],
	[
		/^UnsupportedRegion/,
		[
			'Tencent Cloud does not offer this in the chosen region',
			"Choose another 'Region' in the credential, or leave it empty.",
		],
	],
	[
		/^(UnsupportedProtocol|InvalidAction|NoSuchVersion|NoSuchProduct|ActionOffline)/,
		[
			'Tencent Cloud does not offer this action at this address',
			"Check 'Site' and 'Endpoint' in the credential. If they are right, update this community node.",
		],
	],
	[
		/^Ip(InBlacklist|NotInWhitelist)/,
		[
			"Tencent Cloud does not accept calls from this machine's IP address",
			'Change the list of allowed IP addresses for the key or the account in the console.',
		],
	],
];

/** A code about the key or its permissions that is not documented. */
export const OTHER_AUTH_FAILURE = {
	meaning: 'Tencent Cloud refused the key or its permissions.',
	remedy: 'Test the credential, and check in the console (CAM) what the key may do.',
};
