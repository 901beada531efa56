import type { IExecuteFunctions } from 'n8n-workflow';

import { resolveEndpoint } from '../../../credentials/tc3/endpoints';
import { readKeys } from '../../../credentials/tc3/keys';
import { hashOf } from '../client/journal';
import { CREDENTIAL_TYPE } from './send';

/** Whose quota is used and whose elements are made. */
export interface Account {
	baseUrl: string;
	/** Tells accounts apart: a hash of site and SecretId. */
	hash: string;
	/** With an endpoint of one's own, private addresses may be reachable. */
	isCustomEndpoint: boolean;
}

/** @throws {SigningRefused} when a field of the credential cannot be used; n8n's own errors when there is none */
export async function readAccount(context: IExecuteFunctions): Promise<Account> {
	const credential = await context.getCredentials(CREDENTIAL_TYPE);
	const { baseUrl } = resolveEndpoint(credential);
	const { secretId } = readKeys(credential);
	return {
		baseUrl,
		hash: hashOf(`${baseUrl}\n${secretId}`),
		isCustomEndpoint: credential.site === 'custom',
	};
}
