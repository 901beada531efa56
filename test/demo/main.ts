/** `npm run demo`: an example workflow in n8n's real engine, on this machine or with a real account. */
import { parseCommandLine, USAGE, type DemoOptions } from './commandLine';

async function demo({ live, rowsFile }: DemoOptions): Promise<boolean> {
	if (live) {
		const { demoWithAccount } = await import('./elements');
		return await demoWithAccount(live, rowsFile);
	}
	const { demoOnThisMachine } = await import('./clips');
	return await demoOnThisMachine();
}

function optionsOrExit(): DemoOptions {
	try {
		return parseCommandLine(process.argv.slice(2), process.env);
	} catch (error) {
		console.error(error instanceof Error ? error.message : error);
		console.error(USAGE);
		process.exit(2);
	}
}

demo(optionsOrExit()).then(
	(isGood) => {
		process.exitCode = isGood ? 0 : 1;
	},
	(error: Error) => {
		console.error(`The demo failed: ${error.message}`);
		process.exitCode = 1;
	},
);
