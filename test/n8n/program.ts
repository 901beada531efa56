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

export interface RunOptions extends ProgramOptions {
	/** How long it may take, in milliseconds. Default: 100 seconds, less than any test waits. */
	limitMs?: number;
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

const RUN_LIMIT_MS = 100_000;
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
 * @throws Error with its last lines when it failed or took too long
 */
export async function runProgram(
	command: string,
	args: readonly string[],
	{ limitMs = RUN_LIMIT_MS, ...options }: RunOptions,
): Promise<string> {
	const program = startProgram(command, args, options);
	let end = 'ended';
	const timer = setTimeout(() => {
		end = `was ended after ${limitMs / 1000} s`;
		void program.kill();
	}, limitMs);
	const code = await program.ended.finally(() => clearTimeout(timer));
	const log = program.log();
	if (code === 0) return log;
	const lastLines = log.trimEnd().split('\n').slice(-20).join('\n');
	throw new Error(
		`${command} ${args.join(' ')} ${end} with ${code}:\n${lastLines}\n(all of it: ${options.logFile})`,
	);
}
