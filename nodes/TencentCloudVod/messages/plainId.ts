/** What n8n takes for a system error in a message, which it then replaces (n8n-workflow, node.error.ts). */
const REWRITTEN =
	/E(CONN|NOT|TIMED|RRADDR|ADDR|HOST|AI_|NOENT|ISDIR|ACCES|EXIST|PERM)|GETADDR|cancel/i;

/** Whether an id can stand in a message: one word, and none that n8n rewrites. */
export function isPlain(id: string): boolean {
	return /^[\w-]+$/.test(id) && !REWRITTEN.test(id);
}
