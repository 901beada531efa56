import { resolveEndpoint } from '../../../credentials/tc3/endpoints';
import { optionalField, readKeys } from '../../../credentials/tc3/keys';
import { hashOf } from '../client/hash';
import { redactorOf, type Redact } from '../client/redaction';
import { CREDENTIAL_TYPE, type Caller } from '../transport/send';

/** Whose quota is used and whose elements are made. */
export interface Account {
	baseUrl: string;
	/** Hash of site and SecretId, whose quota is used. */
	quotaKey: string;
	/** Hash of site and credential. Its SecretId may be renewed: every temporary key is a new one. */
	owner: string;
	/** For actions that ask for one: the credential's, else one that fits the site. */
	region: string;
	/** Hash of the SecretId. */
	keyHash: string;
	/** With an endpoint of one's own, private addresses may be reachable. */
	isCustomEndpoint: boolean;
	/** Takes keys and signatures out of a text that others wrote. */
	redact: Redact;
}

/** @throws {SigningRefused} when a field of the credential cannot be used; n8n's own errors when there is none */
export async function readAccount(
	context: Pick<Caller, 'getCredentials' | 'getNode'>,
): Promise<Account> {
	const credential = await context.getCredentials(CREDENTIAL_TYPE);
	const { baseUrl } = resolveEndpoint(credential);
	const keys = readKeys(credential);
	const { secretId } = keys;
	// n8n's type has no null, but a credential that was never saved has no id.
	const credentialId = context.getNode().credentials?.[CREDENTIAL_TYPE]?.id ?? secretId;
	return {
		baseUrl,
		quotaKey: hashOf(`${baseUrl}\n${secretId}`),
		owner: hashOf(`${baseUrl}\n${credentialId}`),
		region:
			optionalField('Region', credential.region) ||
			(credential.site === 'mainland' ? 'ap-guangzhou' : 'ap-singapore'),
		keyHash: hashOf(secretId),
		isCustomEndpoint: credential.site === 'custom',
		redact: redactorOf(Object.values(keys)),
	};
}
