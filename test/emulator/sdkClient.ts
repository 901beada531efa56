import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { Client } from 'tencentcloud-sdk-nodejs-vod/tencentcloud/services/vod/v20180717/vod_client';
import { EMULATOR_SECRET_ID, EMULATOR_SECRET_KEY, type Emulator } from './emulator';

/** ApplyUpload wants one, whichever; it changes nothing else. */
const REGION = 'ap-singapore';

/**
 * The official SDK's client, which takes the service from the first label of the host: that has to be `vod`.
 */
export function sdkClient({ port, certificate }: Emulator, token?: string): Client {
	const lookup = (_host: string, _options: object, done: LookupDone) =>
		done(null, [{ address: '127.0.0.1', family: 4 }]);
	const agent =
		certificate === undefined
			? new HttpAgent({ lookup })
			: new HttpsAgent({ lookup, ca: certificate });
	return new Client({
		region: REGION,
		credential: { secretId: EMULATOR_SECRET_ID, secretKey: EMULATOR_SECRET_KEY, token },
		profile: {
			httpProfile: {
				endpoint: `vod.localhost:${port}`,
				protocol: certificate === undefined ? 'http://' : 'https://',
				agent,
			},
		},
	});
}

type LookupDone = (error: null, addresses: { address: string; family: number }[]) => void;
