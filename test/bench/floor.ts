import { MEAN_ANSWER_MS } from './processes/emulator';

/** What Tencent Cloud gives an account. */
export const QUOTA_PER_SECOND = 20;

/** The shortest time for so many rows: the last of them may start when all before it had their second. */
export function floorMs(rows: number): number {
	return (rows / QUOTA_PER_SECOND - 1) * 1000 + MEAN_ANSWER_MS;
}
