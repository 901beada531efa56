import { describeCall, parseCommandLine, USAGE, welcome } from './commandLine';
import { startEmulator, type EmulatorOptions } from './emulator';
import { IdleTimer } from './idleTimer';

const IDLE_LIMIT_MS = 60 * 60 * 1000;

async function run(options: EmulatorOptions): Promise<void> {
	const idle = new IdleTimer(IDLE_LIMIT_MS, () => stop('An hour without a call'));
	const emulator = await startEmulator({
		...options,
		onCall: (call) => {
			idle.touch();
			console.log(describeCall(call));
		},
	});
	let stopping: Promise<void> | undefined;
	const stop = (reason: string) => {
		// One Ctrl-C can arrive more than once, by way of npm and tsx.
		if (stopping) return;
		console.log(`\n${reason}: the emulator stops.`);
		idle.stop();
		stopping = emulator.close();
	};
	process.on('SIGINT', () => stop('Ctrl-C'));
	process.on('SIGTERM', () => stop('Told to end'));
	console.log(welcome(emulator));
}

function optionsOrExit(): EmulatorOptions {
	try {
		return parseCommandLine(process.argv.slice(2));
	} catch (error) {
		console.error(error instanceof Error ? error.message : error);
		console.error(USAGE);
		process.exit(2);
	}
}

run(optionsOrExit()).catch((error: Error) => {
	console.error(`The emulator cannot run: ${error.message}`);
	process.exit(1);
});
