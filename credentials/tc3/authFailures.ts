/** What a code of Tencent Cloud says about the key, in words for the person who entered it. */
export interface AuthFailure {
	/** What is wrong. */
	readonly meaning: string;
	/** What to do about it. */
	readonly remedy: string;
}

const NOT_PERMITTED: AuthFailure = {
	meaning: 'The key is right, but its user has no permission for this action.',
	remedy:
		'In Cloud Access Management (CAM), give the user the policy QcloudVODFullAccess, or the ' +
		'single action that is missing (for elements: vod:CreateAigcCustomElement).',
};

/**
 * By error code. Nothing was done when one of these comes back.
 *
 * Source: https://cloud.tencent.com/document/product/266/31774 (error codes of VOD)
 */
export const AUTH_FAILURES: ReadonlyMap<string, AuthFailure> = new Map([
	[
		'AuthFailure.SecretIdNotFound',
		{
			meaning: "There is no such SecretId on the chosen 'Site', or the key is disabled.",
			remedy:
				"Check 'Site' first: the international site and mainland China are two separate account " +
				'systems, and neither knows the keys of the other. Then see in the console of that site, ' +
				"under API Keys, whether the key exists and is enabled, and paste 'SecretId' again.",
		},
	],
	[
		'AuthFailure.InvalidSecretId',
		{
			meaning: 'This SecretId is not a Tencent Cloud API key.',
			remedy:
				"Make a key under API Keys in the console (Cloud Access Management) and enter its 'SecretId' " +
				"and 'SecretKey'. Keys of single products, such as an AppId, do not work here.",
		},
	],
	[
		'AuthFailure.SignatureFailure',
		{
			meaning: "The SecretKey does not belong to the SecretId, so Tencent Cloud can't confirm it.",
			remedy:
				"Paste 'SecretKey' again, from the same row as 'SecretId'. If it is lost, make a new key: the " +
				'console shows a SecretKey only once. If the key is surely right, a proxy on the way may be ' +
				'changing requests.',
		},
	],
	[
		'AuthFailure.SignatureExpire',
		{
			meaning: 'The clock of the machine that runs n8n is more than 5 minutes wrong.',
			remedy: 'Set the clock right, best by time synchronisation (NTP), and try again.',
		},
	],
	[
		'AuthFailure.TokenFailure',
		{
			meaning: 'The session token has expired or does not belong to this key.',
			remedy:
				"Get new temporary keys and enter all three: 'SecretId', 'SecretKey' and 'Session Token'. For a " +
				"permanent key leave 'Session Token' empty.",
		},
	],
	[
		'AuthFailure.MFAFailure',
		{
			meaning:
				'Tencent Cloud asks for multi-factor authentication (MFA), which a workflow cannot give.',
			remedy:
				'In Cloud Access Management (CAM), use the key of a user without MFA protection for API calls.',
		},
	],
	[
		'AuthFailure.InvalidAuthorization',
		{
			meaning: 'Tencent Cloud could not read the Authorization header of the request.',
			remedy:
				"Paste 'SecretId' again. If it is right, look for a proxy on the way that changes headers.",
		},
	],
	['AuthFailure.UnauthorizedOperation', NOT_PERMITTED],
	['UnauthorizedOperation', NOT_PERMITTED],
]);
