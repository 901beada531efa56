import { availableParallelism, loadavg } from 'node:os';

/** Runs the benchmarks named on the command line, or all of them, one after the other. */
interface Benchmark {
	run: () => Promise<void>;
}

const BENCHMARKS: Record<string, () => Promise<Benchmark>> = {
	sign: () => import('./sign'),
	load: () => import('./load'),
	peers: () => import('./peers'),
	pace: () => import('./pace'),
	workers: () => import('./workers'),
	large: () => import('./large'),
	faults: () => import('./faults'),
};

async function main(names: string[]): Promise<void> {
	const unknown = names.filter((name) => !Object.hasOwn(BENCHMARKS, name));
	if (unknown.length > 0) {
		throw new Error(
			`There is no benchmark ${unknown.join(', ')}. There are: ${Object.keys(BENCHMARKS).join(', ')}.`,
		);
	}
	for (const [name, load] of Object.entries(BENCHMARKS)) {
		if (names.length > 0 && !names.includes(name)) continue;
		const startedAt = performance.now();
		const loadBefore = machineLoad();
		const { run } = await load();
		await run();
		const took = Math.round((performance.now() - startedAt) / 1000);
		console.log(
			`(${name} took ${took} s; processes wanting to run, over the last minute: ` +
				`${loadBefore} before, ${machineLoad()} after, for ${availableParallelism()} cores)\n`,
		);
	}
}

/** What else the machine has to do disturbs every figure that has a time in it. */
function machineLoad(): string {
	const [lastMinute = 0] = loadavg();
	return lastMinute.toFixed(1);
}

main(process.argv.slice(2)).catch((error: Error) => {
	console.error(error.message);
	// Whatever processes were started end with this one.
	process.exit(1);
});
