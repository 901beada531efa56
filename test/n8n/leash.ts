/**
 * Runs a program for as long as whoever started it lives: when standard input ends, which it does
 * however its other side ends, the program and everything it started end too.
 * Any line on standard input kills them at once.
 */
import { spawn } from 'node:child_process';

const SECONDS_TO_END = 10;

const [command = '', ...args] = process.argv.slice(2);
// A process group of its own, so that what it starts can be ended with it.
const child = spawn(command, args, { detached: true, stdio: ['ignore', 'inherit', 'inherit'] });

function signal(name: NodeJS.Signals): void {
	if (child.pid === undefined) return;
	try {
		process.kill(-child.pid, name);
	} catch {
		// Nothing of the group is left.
	}
}

child.on('error', ({ message }) => {
	console.error(message);
	process.exit(127);
});
child.on('exit', (code) => {
	signal('SIGKILL');
	process.exit(code ?? 137);
});
process.stdin.on('data', () => signal('SIGKILL'));
process.stdin.on('end', () => {
	signal('SIGTERM');
	setTimeout(() => signal('SIGKILL'), SECONDS_TO_END * 1000);
});
