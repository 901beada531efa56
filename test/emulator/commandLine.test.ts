import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { describeCall, parseCommandLine, USAGE, welcome } from './commandLine';
import { EMULATOR_SECRET_ID, EMULATOR_SECRET_KEY, startEmulator } from './emulator';
import { IdleTimer } from './idleTimer';
import type { CallRecord } from './ledger';
import { call, ELEMENT } from './rawClient';

test.each([
	['', 0, { kind: 'fixedWindow', perSecond: 20 }, [0, 0]],
	['--port 9911 --quota none', 9911, { kind: 'none' }, [0, 0]],
	['--quota bucket --rate 5', 0, { kind: 'tokenBucket', perSecond: 5 }, [0, 0]],
	['--quota=leaky --answer-ms=200-400', 0, { kind: 'leakyBucket', perSecond: 20 }, [200, 400]],
])('arguments %j', (args, port, quota, answerMs) => {
	expect(parseCommandLine(args.split(' ').filter(Boolean))).toEqual({ port, quota, answerMs });
});

test.each([
	['--port=-1', '--port must be a whole number from 0 to 65535, not "-1".'],
	['--port=65536', '--port must be a whole number from 0 to 65535, not "65536".'],
	['--rate=0', '--rate must be a whole number from 1 to 1000000, not "0".'],
	['--quota=strict', '--quota must be fixed, bucket, leaky or none, not "strict".'],
	['--answer-ms=400-200', '--answer-ms must be two numbers such as 200-400, not "400-200".'],
	['--answer-ms=200', '--answer-ms must be two numbers such as 200-400, not "200".'],
	['--verbose', "Unknown option '--verbose'"],
])('argument %s is an error', (arg, message) => {
	expect(() => parseCommandLine([arg])).toThrow(message);
});

test('a call is one line, whatever its name holds', () => {
	const record: CallRecord = {
		index: 3,
		arrivedAt: Date.UTC(2026, 0, 2, 3, 4, 5, 67),
		action: 'CreateAigcCustomElement',
		name: 'a "fox"\n小明',
		requestId: 'r-1',
		outcome: { kind: 'made', thing: { kind: 'element', id: '858477278396170315' } },
	};
	expect(describeCall(record)).toBe(
		String.raw`03:04:05.067 UTC  CreateAigcCustomElement "a \"fox\"\n小明"  made element 858477278396170315  RequestId r-1`,
	);
	const refused = {
		...record,
		name: undefined,
		outcome: { kind: 'refused', code: 'A.B' },
	} as const;
	expect(describeCall(refused)).toBe(
		'03:04:05.067 UTC  CreateAigcCustomElement  refused: A.B  RequestId r-1',
	);
});

test('an idle timer runs its task once nothing happened for the whole time', () => {
	jest.useFakeTimers();
	const task = jest.fn();
	const idle = new IdleTimer(1_000, task);
	jest.advanceTimersByTime(999);
	idle.touch();
	jest.advanceTimersByTime(999);
	expect(task).not.toHaveBeenCalled();
	jest.advanceTimersByTime(1);
	expect(task).toHaveBeenCalledTimes(1);

	const stopped = new IdleTimer(1_000, task);
	stopped.stop();
	jest.advanceTimersByTime(2_000);
	expect(task).toHaveBeenCalledTimes(1);
	jest.useRealTimers();
});

describe('the program', () => {
	let program: ChildProcess;
	let output: string;

	/** Starts it and collects what it prints. */
	function run(...args: string[]): void {
		program = spawn(process.execPath, ['--import', 'tsx', join(__dirname, 'cli.ts'), ...args]);
		output = '';
		program.stdout?.on('data', (chunk) => (output += chunk));
		program.stderr?.on('data', (chunk) => (output += chunk));
	}

	/** Resolves once it has printed such a text; rejects when it ends before that. */
	function printed(pattern: RegExp): Promise<RegExpExecArray> {
		return new Promise((resolve, reject) => {
			const look = () => {
				const found = pattern.exec(output);
				if (found) resolve(found);
			};
			program.stdout?.on('data', look);
			program.on('close', () => reject(new Error(`Not printed: ${pattern} in: ${output}`)));
			look();
		});
	}

	afterEach(() => {
		program.kill('SIGKILL');
	});

	test.each(['SIGINT', 'SIGTERM'] as const)(
		'says what to enter, shows each call, and stops on %s',
		async (signal) => {
			run('--quota', 'leaky', '--rate', '1');
			const [, url = ''] = await printed(/Endpoint +(\S+)/);
			await printed(/to stop/);
			expect(output).toContain(welcome({ url }));
			expect(output).toContain(EMULATOR_SECRET_ID);
			expect(output).toContain(EMULATOR_SECRET_KEY);

			const { ElementId } = await call({ url, certificate: undefined });
			await printed(new RegExp(`${ELEMENT.ElementName}" +made element ${ElementId} `));
			await call({ url, certificate: undefined });
			await printed(/refused: RequestLimitExceeded/);

			const ended = once(program, 'close');
			program.kill(signal);
			expect(await ended).toEqual([0, null]);
			expect(output).toMatch(/the emulator stops\.\n$/);
		},
	);

	test('explains a wrong argument', async () => {
		run('--port', 'http');
		expect(await once(program, 'close')).toEqual([2, null]);
		expect(output).toContain('--port must be a whole number from 0 to 65535, not "http".');
		expect(output).toContain(USAGE);
	});

	test('explains a port that is taken', async () => {
		const emulator = await startEmulator();
		run('--port', String(emulator.port));
		expect(await once(program, 'close')).toEqual([1, null]);
		expect(output).toContain('The emulator cannot run: listen EADDRINUSE');
		await emulator.close();
	});
});
