/** What is there to be seen after an execution: by its user, in n8n's database, in the log. */
import { inspect } from 'node:util';

import type { INodeExecutionData } from 'n8n-workflow';

import type { Execution } from '../workflow/engine';
import { secrets } from './nodeSetup';

/** What headers with a secret hold, and what n8n puts in place of messages that it takes for network errors. */
const FORBIDDEN =
	/TC3-HMAC|Signature=|X-TC-Token|you can retry|perhaps it is offline|connection was aborted|took too long/gi;

/** Every secret, and everything else that must not be shown or stored, at any depth. */
export function forbiddenIn(...executions: Execution[]): string[] {
	return executions.flatMap(({ error, runData, logs, saved }) => {
		const shown = inspect({ error, runData, logs }, { depth: Infinity, showHidden: true });
		const everything = `${shown}\n${saved}`;
		return [
			...secrets().filter((secret) => everything.includes(secret)),
			...(everything.match(FORBIDDEN) ?? []),
		];
	});
}

/** The error that stopped an execution, as its user reads it. */
export function errorOf({ error }: Execution): { message: string; description: string } {
	const { message = '', description } = error ?? {};
	return { message, description: description ?? '' };
}

/** What a description says of an item that failed. */
export interface Facts {
	item: number;
	name: unknown;
	/** Epoch milliseconds. */
	sentAt: number;
	code: string;
	requestId: string;
}

const FACTS =
	/Item (\d+): \w+ ("(?:[^"\\]|\\.)*"), (?:sent|tried) (\S+) \(UTC\)(?:, Code (.+?))?(?:, RequestId (.+?))?(?:, Tencent Cloud says: .+?)?\. /g;

export function factsOf(execution: Execution): Facts[] {
	const { description } = errorOf(execution);
	return [...description.matchAll(FACTS)].map(
		([, item, name = '', sentAt = '', code = '', requestId = '']) => ({
			item: Number(item),
			name: JSON.parse(name) as unknown,
			sentAt: Date.parse(sentAt),
			code,
			requestId,
		}),
	);
}

/** The ElementIds that were put out, in the order of the items. */
export function elementIdsOf({ output }: Execution): unknown[] {
	return output.map(({ json }) => json.ElementId);
}

/** The items of both outputs, in the order of the items that they are paired with. */
export function inInputOrder({ output, errorOutput }: Execution): INodeExecutionData[] {
	return [...output, ...errorOutput].sort((one, other) => pairOf(one) - pairOf(other));
}

/** The index of the input item; -1 without one. */
export function pairOf({ pairedItem }: INodeExecutionData): number {
	return typeof pairedItem === 'object' && 'item' in pairedItem ? pairedItem.item : -1;
}

/**
 * n8n drops what a cancelled node puts out. And where such an execution is retried and fails, the
 * second of its tries throws the old error again, in place of ours (n8n-core, rethrowLastNodeError).
 */
export function isSilencedByN8n({ error, status }: Execution): boolean {
	return status !== 'success' && /cancelled manually/.test(error?.message ?? '');
}
