/** Accounts for an execution by the commands that the README gives for after a crash, word for word. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Ledger } from '../emulator/ledger';
import { ROOT } from './places';

const SHOWS_THE_LOG = 'docker logs n8n 2>&1';
const NUMBER = '1234';

export interface Account {
	/** ElementIds that the log names. */
	created: ReadonlySet<string>;
	/** Names of the items that may have an element of which nobody knows. */
	inDoubt: ReadonlySet<string>;
}

/** @param log all of it, of every process */
export function accountOf(log: string, executionId: string): Account {
	const folder = mkdtempSync(join(tmpdir(), 'tencent-cloud-vod-account-'));
	try {
		writeFileSync(join(folder, 'log'), log);
		const commands = commandsOfReadme()
			.replace(SHOWS_THE_LOG, 'cat log')
			.replace(NUMBER, executionId);
		// A grep that finds nothing is no failure.
		const printed = execFileSync('sh', ['-c', `${commands}\ntrue`], { cwd: folder }).toString();
		const lines = printed.split('\n').filter(Boolean);
		return {
			created: new Set(lines.flatMap((line) => /created ElementId ([\w-]+)/.exec(line)?.[1] ?? [])),
			inDoubt: new Set(lines.filter((line) => !line.includes('created ElementId')).map(nameIn)),
		};
	} finally {
		rmSync(folder, { recursive: true });
	}
}

function commandsOfReadme(): string {
	const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
	const blocks = [...readme.matchAll(/^```sh\n(.*?)^```/gms)].map(([, code = '']) => code);
	const commands = blocks.find((code) => code.includes(SHOWS_THE_LOG) && code.includes(NUMBER));
	if (commands === undefined)
		throw new Error('The README no longer says how to account for a crash');
	return commands;
}

function nameIn(line: string): string {
	const [, name = '""'] = /, name ("(?:[^"\\]|\\.)*")/.exec(line) ?? [];
	return JSON.parse(name) as string;
}

/** @returns the elements that exist and that the account does not lead to; none when all is well */
export function unaccountedFor(ledger: Ledger, { created, inDoubt }: Account): string[] {
	return ledger
		.ofKind('element')
		.filter(({ id, name }) => !created.has(id) && !inDoubt.has(name))
		.map(({ id, name }) => `${id} ${name}`);
}
