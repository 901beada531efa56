import { parseArgs } from 'node:util';

export const USAGE = `Usage: npm run demo -- [options]
  --live                            create elements in a real account, with the key in the environment
  --site international|mainland     with --live: where the account was made (default: international)
  --rows <file>                     with --live: a JSON list of rows instead of the sample rows`;

/** The key of a real account, as its credential in n8n takes it. */
export interface LiveAccount {
	site: 'international' | 'mainland';
	secretId: string;
	secretKey: string;
	sessionToken: string;
}

export interface DemoOptions {
	/** Undefined: a local emulator. */
	live: LiveAccount | undefined;
	/** Path of a file with rows for the account; undefined: the sample rows. */
	rowsFile: string | undefined;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** @throws Error that says what is wrong or missing */
export function parseCommandLine(args: string[], environment: Environment): DemoOptions {
	const { values } = parseArgs({
		args,
		options: {
			live: { type: 'boolean', default: false },
			site: { type: 'string' },
			rows: { type: 'string' },
		},
	});
	if (values.live) return { live: liveAccount(values.site, environment), rowsFile: values.rows };
	for (const option of ['site', 'rows'] as const) {
		if (values[option] === undefined) continue;
		throw new Error(`--${option} is of use only together with --live.`);
	}
	return { live: undefined, rowsFile: undefined };
}

function liveAccount(site = 'international', environment: Environment): LiveAccount {
	if (site !== 'international' && site !== 'mainland') {
		throw new Error(`--site must be international or mainland, not "${site}".`);
	}
	const missing = ['TENCENTCLOUD_SECRET_ID', 'TENCENTCLOUD_SECRET_KEY'].filter(
		(name) => !environment[name],
	);
	if (missing.length > 0) {
		throw new Error(
			`--live creates elements in a real Tencent Cloud account, and takes its key from the environment. ` +
				`Not set: ${missing.join(' and ')}. For a temporary key, set TENCENTCLOUD_SESSION_TOKEN as well.`,
		);
	}
	return {
		site,
		secretId: environment.TENCENTCLOUD_SECRET_ID ?? '',
		secretKey: environment.TENCENTCLOUD_SECRET_KEY ?? '',
		sessionToken: environment.TENCENTCLOUD_SESSION_TOKEN ?? '',
	};
}
