/** Takes what must not be shown out of a text that comes from a server. */
export type Redact = (text: string) => string;

/** What a signature, or a header that holds one, looks like (credentials/tc3/signature.ts). */
const SIGNATURE = /TC3-HMAC|signature=|[0-9a-f]{64}/i;

/**
 * A server can repeat what it was sent, in upper or lower case.
 * @returns a function that gives '' for a text with one of the secrets or a signature in it
 */
export function redactorOf(secrets: readonly string[]): Redact {
	const redactSecrets = secretsRedactorOf(secrets);
	return (text) => (SIGNATURE.test(text) ? '' : redactSecrets(text));
}

/** For answers with tokens, or links that others have signed: they look like a signature. */
export function secretsRedactorOf(secrets: readonly string[]): Redact {
	const hidden = secrets.filter((secret) => secret !== '').map((secret) => secret.toLowerCase());
	return (text) => (hidden.some((secret) => text.toLowerCase().includes(secret)) ? '' : text);
}
