/** Programs that run beside this one and never outlive it. */
import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

export interface ProgramOptions {
	/** The whole environment: nothing is inherited. */
	env: Record<string, string>;
	cwd: string;
	/** Takes standard output and standard error. */
	logFile: string;
}

export interface Program {
	/** Resolves with the exit code when the program has ended. */
	readonly ended: Promise<number>;
	/** Everything it has printed so far. */
	readonly log: () => string;
	/** Asks it to end, and forces it after ten seconds. */
	readonly stop: () => Promise<void>;
	/** Ends it at once, as a power cut would. */
	readonly kill: () => Promise<void>;
}

const TSX = pathToFileURL(require.resolve('tsx')).href;
const LEASH = join(__dirname, 'leash.ts');

export function startProgram(
	command: string,
	args: readonly string[],
	{ env, cwd, logFile }: ProgramOptions,
): Program {
	const log = openSync(logFile, 'a');
	const leash = spawn(process.execPath, ['--import', TSX, LEASH, command, ...args], {
		cwd,
		env,
		stdio: ['pipe', log, log],
		// Whatever ends this process's group must not end the leash before it has done its work.
		detached: true,
	});
	closeSync(log);
	const ended = new Promise<number>((resolve, reject) => {
		leash.on('error', reject);
		leash.on('exit', (code) => resolve(code ?? 137));
	});
	// The program may have ended by itself a moment ago.
	leash.stdin?.on('error', () => undefined);
	return {
		ended,
		log: () => readFileSync(logFile, 'utf8'),
		stop: async () => {
			leash.stdin?.end();
			await ended;
		},
		kill: async () => {
			leash.stdin?.write('kill\n');
			await ended;
		},
	};
}

/**
 * Runs a program to its end.
 * @returns what it printed
 * @throws Error with its last lines when it failed
 */
export async function runProgram(
	command: string,
	args: readonly string[],
	options: ProgramOptions,
): Promise<string> {
	const program = startProgram(command, args, options);
	const code = await program.ended;
	const log = program.log();
	if (code === 0) return log;
	const lastLines = log.trimEnd().split('\n').slice(-20).join('\n');
	throw new Error(
		`${command} ${args.join(' ')} ended with ${code}:\n${lastLines}\n(all of it: ${options.logFile})`,
	);
}
