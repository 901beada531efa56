/** What n8n's queue mode needs beside n8n: Redis and PostgreSQL, from Debian's packages, on loopback. */
import { chmodSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { execFileSync } from 'node:child_process';
import type { CleanUp } from './cleanUp';
import { eventually } from './eventually';
import type { Say } from './install';
import { runProgram, startProgram } from './program';
import { freePort } from './ports';

export interface QueueServices {
	/** The environment variables that lead n8n there, and switch queue mode on. */
	readonly env: Record<string, string>;
	/** Everything in the database, as text. */
	dump(): Promise<string>;
}

interface Postgres {
	port: number;
	bin: string;
}

const REDIS = '/usr/bin/redis-server';
const POSTGRES_VERSIONS = '/usr/lib/postgresql';
/** PostgreSQL refuses to run as root. */
const POSTGRES_USER = 'postgres';
const INSTALL_LIMIT_MS = 10 * 60_000;

/**
 * @param folder takes data and logs
 * @param cleanUp ends both
 */
export async function startQueueServices(folder: string, cleanUp: CleanUp): Promise<QueueServices> {
	const redisPort = await startRedis(folder, cleanUp);
	const postgres = await startPostgres(folder, cleanUp);
	return {
		env: {
			EXECUTIONS_MODE: 'queue',
			QUEUE_BULL_REDIS_HOST: '127.0.0.1',
			QUEUE_BULL_REDIS_PORT: String(redisPort),
			DB_TYPE: 'postgresdb',
			DB_POSTGRESDB_HOST: '127.0.0.1',
			DB_POSTGRESDB_PORT: String(postgres.port),
			DB_POSTGRESDB_USER: POSTGRES_USER,
			DB_POSTGRESDB_DATABASE: 'postgres',
		},
		dump: () => dump(folder, postgres),
	};
}

/**
 * Installs Redis and PostgreSQL, unless they are there. The services that Debian sets up for them are
 * not started.
 *
 * @param folder takes the log
 */
export async function installQueueServices(folder: string, say: Say): Promise<void> {
	if (existsSync(REDIS) && existsSync(POSTGRES_VERSIONS)) return;
	say('Redis and PostgreSQL: installing the packages of Debian');
	const env = { ...inherited(), DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
	const logFile = join(folder, 'apt.log');
	const packages = ['redis-server', 'postgresql'];
	const asRoot = isRoot() ? ['env'] : ['sudo', '--non-interactive', '--preserve-env'];
	for (const args of [['update'], ['install', '-y', '--no-install-recommends', ...packages]]) {
		const [command = '', ...rest] = [...asRoot, 'apt-get', ...args];
		await runProgram(command, rest, { env, cwd: folder, logFile, limitMs: INSTALL_LIMIT_MS });
	}
}

/** @returns its port */
async function startRedis(folder: string, cleanUp: CleanUp): Promise<number> {
	const port = await freePort();
	const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', folder];
	const logFile = join(folder, 'redis.log');
	const program = startProgram(REDIS, args, { env: inherited(), cwd: folder, logFile });
	await cleanUp.add(() => program.stop());
	await eventually('Redis', () => connects(port));
	return port;
}

async function startPostgres(folder: string, cleanUp: CleanUp): Promise<Postgres> {
	const [version = ''] = readdirSync(POSTGRES_VERSIONS).sort().reverse();
	const bin = join(POSTGRES_VERSIONS, version, 'bin');
	const port = await freePort();
	const home = join(folder, 'postgres');
	mkdirSync(home);
	const asUser = isRoot() ? ['runuser', '-u', POSTGRES_USER, '--'] : [];
	if (isRoot()) {
		execFileSync('chown', [POSTGRES_USER, home]);
		// Lets that user through to its own folder, without showing it what else is there.
		chmodSync(folder, 0o711);
	}
	const options = { env: inherited(), cwd: '/', logFile: join(folder, 'postgres.log') };
	const data = join(home, 'data');
	const [init = '', ...initArgs] = [
		...asUser,
		join(bin, 'initdb'),
		...['-D', data, '-U', POSTGRES_USER, '--auth', 'trust', '--no-sync'],
	];
	await runProgram(init, initArgs, options);
	const [command = '', ...args] = [
		...asUser,
		join(bin, 'postgres'),
		...['-D', data, '-p', String(port), '-c', 'listen_addresses=127.0.0.1'],
		...['-c', 'unix_socket_directories=', '-c', 'fsync=off'],
	];
	const program = startProgram(command, args, options);
	await cleanUp.add(() => program.stop());
	await eventually('PostgreSQL', async () =>
		program.log().includes('ready to accept connections') ? true : undefined,
	);
	return { port, bin };
}

async function dump(folder: string, { bin, port }: Postgres): Promise<string> {
	const args = ['-h', '127.0.0.1', '-p', String(port), '-U', POSTGRES_USER, 'postgres'];
	const logFile = join(folder, 'dump.sql');
	return await runProgram(join(bin, 'pg_dump'), args, { env: inherited(), cwd: '/', logFile });
}

async function connects(port: number): Promise<true | undefined> {
	return await new Promise((resolve) => {
		const socket = connect(port, '127.0.0.1', () => {
			socket.destroy();
			resolve(true);
		});
		socket.on('error', () => resolve(undefined));
	});
}

function isRoot(): boolean {
	return process.getuid?.() === 0;
}

function inherited(): Record<string, string> {
	return process.env as Record<string, string>;
}
