/** What a signature is good for: one service on one day. */
export interface CredentialScope {
	/** UTC day of the timestamp, `YYYY-MM-DD`. */
	readonly date: string;
	/** The product's short name, e.g. `vod`. */
	readonly service: string;
}

/** @param timestamp whole seconds since 1970, the value of X-TC-Timestamp */
export function credentialScope(timestamp: number, service: string): CredentialScope {
	return { date: new Date(timestamp * 1000).toISOString().slice(0, 10), service };
}

/** The scope as it stands in the string to sign and in the Authorization header. */
export function formatScope({ date, service }: CredentialScope): string {
	return `${date}/${service}/tc3_request`;
}
