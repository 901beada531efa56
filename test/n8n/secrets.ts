/** Looks for secrets wherever n8n keeps or shows something. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EMULATOR_SECRET_ID, EMULATOR_SECRET_KEY } from '../emulator/emulator';
import type { Api } from './api';
import { CREDENTIAL_TYPE } from './examples';

/** For an emulator whose key is a temporary one. */
export const SESSION_TOKEN = 'token-of-a-temporary-key-0123456789';

/** The key, and what only a signed request has. */
const SECRETS = [
	EMULATOR_SECRET_ID,
	EMULATOR_SECRET_KEY,
	SESSION_TOKEN,
	'TC3-HMAC-SHA256',
	'Signature=',
];

interface Places {
	/** Each an N8N_USER_FOLDER. */
	folders: string[];
	api: Api;
	/** The database, where it is none in a folder. */
	dump?: string;
}

/**
 * @returns where a secret is, and which; none when all is well
 * @throws Error when there is nothing to search
 */
export function secretsIn({ folders, api, dump }: Places): string[] {
	const files = folders.flatMap(keptFiles).map((path) => ({
		name: path,
		text: readFileSync(path, 'latin1'),
	}));
	const databases = files.filter(({ name }) => name.includes('.sqlite')).map(({ text }) => text);
	const database = dump ?? databases.join('');
	// Each of them has a credential of ours in it.
	if (!database.includes(CREDENTIAL_TYPE)) throw new Error("This is not n8n's database");
	const answers = api.answers.join('\n');
	const all = [
		...files,
		{ name: 'the database', text: database },
		{ name: "answers of n8n's API", text: answers },
	];
	return all.flatMap(({ name, text }) =>
		SECRETS.filter((secret) => text.includes(secret)).map((secret) => `${name}: ${secret}`),
	);
}

/** The database with its journal, n8n's log, and its event log. */
function keptFiles(folder: string): string[] {
	return [folder, join(folder, '.n8n')].flatMap((parent) =>
		readdirSync(parent)
			.filter((name) => /\.(log|sqlite|sqlite-wal|sqlite-shm)$/.test(name))
			.map((name) => join(parent, name)),
	);
}
