import { SigningRefused } from './signingRefused';

/** What the credential holds to sign with, without the blanks that pasting leaves around it. */
export interface Keys {
	readonly secretId: string;
	readonly secretKey: string;
	/** Belongs to temporary keys; empty for permanent ones. */
	readonly sessionToken: string;
}

/** The fields of the credential that hold keys, as n8n stores them. */
export interface KeyFields {
	readonly secretId?: unknown;
	readonly secretKey?: unknown;
	readonly sessionToken?: unknown;
}

/** @throws SigningRefused when a key is missing or cannot be one */
export function readKeys({ secretId, secretKey, sessionToken }: KeyFields): Keys {
	return {
		secretId: requiredField('SecretId', secretId),
		secretKey: requiredField('SecretKey', secretKey),
		sessionToken: optionalField('Session Token', sessionToken),
	};
}

function requiredField(displayName: string, value: unknown): string {
	const text = optionalField(displayName, value);
	if (text === '') {
		throw new SigningRefused(`Fill in '${displayName}' in the Tencent Cloud API credential.`);
	}
	return text;
}

/**
 * A text of the credential that becomes part of a header; empty when it was left empty.
 *
 * @throws SigningRefused when it holds what neither a key nor a header can: blanks, line breaks,
 * characters outside ASCII
 */
export function optionalField(displayName: string, value: unknown): string {
	const text = typeof value === 'string' ? value.trim() : '';
	if (/[^\x21-\x7e]/.test(text)) {
		throw new SigningRefused(
			`'${displayName}' in the Tencent Cloud API credential contains a blank, a line break or ` +
				'another character that does not belong there. Copy it again and paste it.',
		);
	}
	return text;
}
