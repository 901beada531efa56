/** A script with the official SDK, as people write it: rows from a list, three tries each. */
import { Agent } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'tencentcloud-sdk-nodejs-vod/tencentcloud/services/vod/v20180717/vod_client';

import { EMULATOR_SECRET_ID, EMULATOR_SECRET_KEY } from '../../emulator/authentication';
import { LOOPBACK } from '../../emulator/loopback';
import type { Address } from '../processes/emulator';
import type { Row } from '../rows';
import type { Runner } from './inEngine';
import type { Meter } from './meter';

const TRIES = 3;
const PAUSE_MS = 1000;

export function sdkScript({ port }: Address, atOnce: number, meter: Meter): Runner {
	const client = clientOf(port);
	return (rows) =>
		meter.measure(async () => {
			const elementIds: string[] = [];
			const rest = rows.values();
			const work = async () => {
				for (const row of rest) elementIds.push(...(await create(client, row)));
			};
			await Promise.all(Array.from({ length: atOnce }, work));
			return { elementIds, unknown: [] };
		});
}

/** @returns the ElementId, or nothing: the script prints the error and goes on with the next row */
async function create(client: Client, row: Row): Promise<string[]> {
	for (let tries = 1; ; tries++) {
		try {
			const { ElementId = '' } = await client.CreateAigcCustomElement({
				ElementName: row.name,
				ElementDescription: row.description,
				ElementFrontalImage: row.front,
				ElementReferList: row.references.map((ImageUrl) => ({ ImageUrl })),
			});
			return [ElementId];
		} catch (error) {
			if (tries === TRIES || !mayPass(error)) return [];
			await pause(PAUSE_MS);
		}
	}
}

/** A network fault, for which the SDK's exception has no code, or a throttle. */
function mayPass(error: unknown): boolean {
	if (!(error instanceof Error) || !('code' in error)) return true;
	return error.code === 'RequestLimitExceeded';
}

/** The SDK takes the service from the first label of the host, which so has to be `vod`. */
function clientOf(port: number): Client {
	type Done = (error: null, addresses: Array<{ address: string; family: number }>) => void;
	const lookup = (_host: string, _options: object, done: Done) =>
		done(null, [{ address: LOOPBACK, family: 4 }]);
	return new Client({
		credential: { secretId: EMULATOR_SECRET_ID, secretKey: EMULATOR_SECRET_KEY },
		profile: {
			httpProfile: {
				endpoint: `vod.localhost:${port}`,
				protocol: 'http://',
				agent: new Agent({ lookup }),
			},
		},
	});
}
