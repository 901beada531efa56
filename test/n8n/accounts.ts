/** Accounts for an execution by the commands of docs/after-a-crash.md, word for word. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Ledger } from '../emulator/ledger';
import { ROOT } from './places';

const SHOWS_THE_LOG = 'docker logs n8n 2>&1';
const NUMBER = '1234';

export interface Account {
	/** ElementIds that the log names, and TaskIds of finished videos and images. */
	created: ReadonlySet<string>;
	/** Names of the items for which something may have been made of which nobody knows. */
	inDoubt: ReadonlySet<string>;
	/** TaskIds of tasks that were started and of whose end the log knows nothing. */
	running: ReadonlySet<string>;
}

/** @param log all of it, of every process */
export function accountOf(log: string, executionId: string): Account {
	const folder = mkdtempSync(join(tmpdir(), 'tencent-cloud-vod-account-'));
	try {
		writeFileSync(join(folder, 'log'), log);
		const commands = commandsOfPage()
			.replace(SHOWS_THE_LOG, 'cat log')
			.replace(NUMBER, executionId);
		const printed = execFileSync('sh', ['-c', commands], { cwd: folder }).toString();
		const calls = printed.split('\n').filter(Boolean).map(callIn);
		return {
			created: new Set(calls.flatMap(({ made }) => made ?? [])),
			inDoubt: new Set(calls.flatMap(({ made, name, taskId }) => (made || taskId ? [] : name))),
			running: new Set(calls.flatMap(({ taskId }) => taskId ?? [])),
		};
	} finally {
		rmSync(folder, { recursive: true });
	}
}

function commandsOfPage(): string {
	const page = readFileSync(join(ROOT, 'docs/after-a-crash.md'), 'utf8');
	const blocks = [...page.matchAll(/^```sh\n(.*?)^```/gms)].map(([, code = '']) => code);
	const commands = blocks.find((code) => code.includes(SHOWS_THE_LOG) && code.includes(NUMBER));
	if (commands === undefined) throw new Error('The page no longer says how to account for a crash');
	return commands;
}

interface Call {
	made: string | undefined;
	/** Of the line that tells its start. */
	taskId: string | undefined;
	name: string;
}

/** By the positions of the words, as the commands read it. */
function callIn(line: string): Call {
	const what = line.replace(/^Tencent Cloud VOD: execution \S+, item \S+, input \S+, /, '');
	const [, name = '""'] = /, name ("(?:[^"\\]|\\.)*")$/.exec(line) ?? [];
	return {
		made: /^(?:created ElementId|generated TaskId) (\S+),/.exec(what)?.[1],
		taskId: /^started TaskId (\S+),/.exec(what)?.[1],
		name: JSON.parse(name) as string,
	};
}

/** @returns the elements that exist and that the account does not lead to; none when all is well */
export function unaccountedFor(ledger: Ledger, { created, inDoubt }: Account): string[] {
	return ledger
		.ofKind('element')
		.filter(({ id, name }) => !created.has(id) && !inDoubt.has(name))
		.map(({ id, name }) => `${id} ${name}`);
}
