import type { Files } from './files';
import type { IdSource } from './ids';
import type { Ledger } from './ledger';
import type { Sessions } from './sessions';
import type { Studio } from './studio';
import type { Tasks } from './tasks';
import type { Uploads } from './uploads';

/** The sub-application that the emulated account has unless it is given others. */
export const EMULATOR_SUB_APP_ID = 1500000001;

export interface SubApp {
	id: number;
	name: string;
	status: 'On' | 'Off' | 'Destroying' | 'Destroyed';
}

export const DEFAULT_SUB_APPS: readonly SubApp[] = [
	{ id: EMULATOR_SUB_APP_ID, name: 'emulator', status: 'On' },
];

/** What the emulated account holds. */
export interface Account {
	ids: IdSource;
	ledger: Ledger;
	sessions: Sessions;
	subApps: readonly SubApp[];
	tasks: Tasks;
	/** Whether DescribeTasks knows the tasks. */
	tasksListed: boolean;
	uploads: Uploads;
	/** Those that are served, of uploads and of tasks. */
	files: Files;
	studio: Studio;
}

/** The sub-application that a request is for. Without SubAppId it is the account's default one: the first. */
export function subAppIdOf({ SubAppId }: { SubAppId?: unknown }, { subApps }: Account): number {
	const [first] = subApps;
	return typeof SubAppId === 'number' ? SubAppId : (first?.id ?? EMULATOR_SUB_APP_ID);
}
