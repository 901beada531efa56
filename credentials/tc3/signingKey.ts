import type { CredentialScope } from './credentialScope';
import { hmacSha256 } from './digest';

/**
 * The chain of derived keys, under the names that the specification gives them. Each has one
 * character a byte.
 */
export interface DerivedKeys {
	readonly secretDate: string;
	readonly secretService: string;
	/** The key that signs. */
	readonly secretSigning: string;
}

/**
 * Derived anew for every request: three short HMACs cost a few microseconds, and nothing that can
 * sign is kept in memory.
 */
export function deriveKeys(secretKey: string, { date, service }: CredentialScope): DerivedKeys {
	const secretDate = hmacSha256(`TC3${secretKey}`, date);
	const secretService = hmacSha256(secretDate, service);
	const secretSigning = hmacSha256(secretService, 'tc3_request');

	return { secretDate, secretService, secretSigning };
}
