/** What is there to be seen after an execution: by its user, in n8n's database, in the log. */
import { inspect } from 'node:util';

import type { INodeExecutionData } from 'n8n-workflow';

import type { Execution } from '../workflow/engine';
import { secrets } from './scene';

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
	/Item (\d+): ElementName ("(?:[^"\\]|\\.)*"), (?:sent|tried) (\S+) \(UTC\)(?:, Code (.+?))?(?:, RequestId (.+?))?(?:, Tencent Cloud says: .+?)?\. /g;

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

/** How often the node set out to call, whether or not the call arrived. */
export function sendsOf(execution: Execution): number {
	return callLines(execution).filter(isSending).length;
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

/** A line that the node wrote into n8n's log. */
export interface CallLine {
	execution: string;
	item: number;
	says: string;
	name: unknown;
	/** The hash of the input. */
	input: string;
}

const LINE =
	/^Tencent Cloud VOD: execution (\S+), item (\d+), input ([0-9a-f]{32}), (.*?), name (".*")$/;

/** In the order in which they were written. */
export function callLines({ logs }: Pick<Execution, 'logs'>): CallLine[] {
	return logs.flatMap(({ message }) => {
		const [, execution = '', item = '', input = '', says = '', name] = LINE.exec(message) ?? [];
		if (name === undefined) return [];
		return [{ execution, item: Number(item), says, name: JSON.parse(name) as unknown, input }];
	});
}

export function isSending({ says }: CallLine): boolean {
	return says.startsWith('sending ');
}

/** The lines from before each call, as they were written, and those from after it, by item. */
export function linesOf(execution: Execution): { sending: CallLine[]; ended: CallLine[] } {
	const lines = callLines(execution);
	const ended = lines.filter((line) => !isSending(line));
	return {
		sending: lines.filter(isSending),
		ended: ended.sort((one, other) => one.item - other.item),
	};
}
