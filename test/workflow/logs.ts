import { Writable } from 'node:stream';

import { internalLogger } from './n8n';

/** A line as n8n's Logger wrote it. With its default settings n8n prints the message alone. */
export interface LogLine {
	readonly level: string;
	readonly message: string;
	readonly metadata: Readonly<Record<string, unknown>>;
}

const recordings = new Set<LogLine[]>();

/** A winston transport: it gets every line that passes n8n's log level, which is info. */
class Recorder extends Writable {
	constructor() {
		super({ objectMode: true });
	}

	/** winston takes a stream for a transport when it has this method. */
	log({ level, message, ...rest }: { level: string; message: string }): void {
		// winston keeps its own state under symbols, which entries leave out.
		const metadata = Object.fromEntries(Object.entries(rest));
		for (const lines of recordings) lines.push({ level, message, metadata });
	}

	override _write(
		line: { level: string; message: string },
		_encoding: BufferEncoding,
		written: () => void,
	): void {
		this.log(line);
		written();
	}
}

internalLogger.add(new Recorder());

/**
 * Runs something while n8n cannot write the lines that match, as with a full disk.
 * @param error what its logger throws
 */
export async function withoutLogOf<T>(
	lines: RegExp,
	error: Error,
	action: () => Promise<T>,
): Promise<T> {
	const log = internalLogger.log.bind(internalLogger);
	internalLogger.log = (level, message, metadata) => {
		if (lines.test(message)) throw error;
		return log(level, message, metadata);
	};
	try {
		return await action();
	} finally {
		internalLogger.log = log;
	}
}

/** Records what n8n logs, from now until `stop` is called. */
export function recordLogs(): { readonly lines: readonly LogLine[]; stop(): void } {
	const lines: LogLine[] = [];
	recordings.add(lines);
	return { lines, stop: () => recordings.delete(lines) };
}
