/** The local Tencent Cloud VOD of the demo: its tasks take a few seconds, make real files, and two calls meet a fault. */
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import {
	EMULATOR_SECRET_ID,
	EMULATOR_SECRET_KEY,
	startEmulator,
	type Emulator,
} from '../emulator/emulator';
import type { Fault, FaultPlan } from '../emulator/faults';
import type { TaskLifePlan } from '../emulator/taskLives';
import type { ClipRow } from './clipRows';
import { Studio } from './studio';

const CLIP_SECONDS = 5;

export interface Scene {
	emulator: Emulator;
	/** As its credential in n8n takes it. */
	account: ICredentialDataDecryptedObject;
}

/** Starts the emulator; its files show the people of these rows. */
export async function openScene(rows: readonly ClipRow[]): Promise<Scene> {
	const studio = await Studio.open(rows, CLIP_SECONDS);
	const emulator = await startEmulator({
		quota: { kind: 'fixedWindow', perSecond: 20 },
		answerMs: [100, 400],
		fileOf: (file) => studio.fileOf(file),
		onCall: () => studio.learn(emulator),
	});
	emulator.setTaskLives(lives);
	emulator.setFaults(oneFaultEach());
	const account = {
		site: 'custom',
		endpoint: emulator.url,
		secretId: EMULATOR_SECRET_ID,
		secretKey: EMULATOR_SECRET_KEY,
	};
	return { emulator, account };
}

/** One after the other, so that there is something to see. */
const lives: TaskLifePlan = ({ index }) => ({
	waitsMs: 300,
	runsMs: 1_000 + ((index * 700) % 3_400),
	end: { kind: 'success' },
});

/** The answer to the first start of a video is lost on its way, and the first download of a file is cut in half. */
function oneFaultEach(): FaultPlan {
	const faults = new Map<string, Fault>([
		['CreateAigcVideoTask', { kind: 'reset', stage: 'after' }],
		['GetObject', { kind: 'cutBody', stage: 'after' }],
	]);
	return ({ action }) => {
		const fault = faults.get(action);
		faults.delete(action);
		return fault;
	};
}
