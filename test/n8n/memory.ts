/** The memory of a process that is not this one's child, on Linux. */
import { readdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';

/** @returns the process that runs `script` in `folder` */
export function processOf(script: string, folder: string): number {
	const found = readdirSync('/proc').find((pid) => {
		try {
			const [, first] = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
			return first === script && readlinkSync(`/proc/${pid}/cwd`) === folder;
		} catch {
			// Not a process, not ours to read, or over.
			return false;
		}
	});
	if (found === undefined) throw new Error(`Nothing runs ${script} in ${folder}`);
	return Number(found);
}

/** What the process holds now, in MB. */
export function residentMb(pid: number): number {
	return statusOf(pid, 'VmRSS');
}

/** Makes what the process holds now the most that it has held: a start takes more than what follows. */
export function forgetHighest(pid: number): void {
	writeFileSync(`/proc/${pid}/clear_refs`, '5');
}

/** The most that the process has held, as the kernel counts it, in MB. */
export function highestMb(pid: number): number {
	return statusOf(pid, 'VmHWM');
}

function statusOf(pid: number, field: string): number {
	const status = readFileSync(`/proc/${pid}/status`, 'utf8');
	return Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]) / 1024;
}
