import { RETENTION_MS } from './times';

/** SessionId of a request, and what it is unique within. */
export interface Session {
	action: string;
	subAppId: number;
	sessionId: string;
}

/** The SessionIds that requests have used. Each tells repeats for three days. */
export class Sessions {
	private readonly usedAt = new Map<string, number>();

	/** @param now milliseconds since 1970 */
	isUsed(session: Session, now: number): boolean {
		const usedAt = this.usedAt.get(keyOf(session));
		return usedAt !== undefined && now - usedAt < RETENTION_MS;
	}

	use(session: Session, now: number): void {
		this.usedAt.set(keyOf(session), now);
	}

	clear(): void {
		this.usedAt.clear();
	}
}

function keyOf({ action, subAppId, sessionId }: Session): string {
	return JSON.stringify([action, subAppId, sessionId]);
}
