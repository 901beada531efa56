/** The lines that the node writes into n8n's log before each call that makes something and after it. */
import type { Execution } from '../workflow/engine';

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

/** How often the node set out to call, whether or not the call arrived. */
export function sendsOf(execution: Execution): number {
	return callLines(execution).filter(isSending).length;
}
