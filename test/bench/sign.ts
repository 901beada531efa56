/**
 * What a signature costs: ours against the official SDK's, on the same input, in one run. Rounds
 * alternate between the two, so that both meet the same machine; the median round counts.
 */
import Sign from 'tencentcloud-sdk-nodejs-common/tencentcloud/common/sign';
import { version as sdkVersion } from 'tencentcloud-sdk-nodejs-common/package.json';
import { authorizationHeader } from '../../credentials/tc3/signature';
import { TencentCloudApi } from '../../credentials/TencentCloudApi.credentials';
import { median } from './median';

const WARM_UP_ROUNDS = 5;
const ROUNDS = 31;
const CALLS_A_ROUND = 2_000;

/** The bar: signing costs no more than it does with the SDK. */
const BAR = 1;

const SECRET_ID = 'AKIDexample';
const SECRET_KEY = 'a-key-for-measuring';
const HOST = 'vod.intl.tencentcloudapi.com';
const TIMESTAMP = 1767225600;
const CONTENT_TYPE = 'application/json; charset=utf-8';

const ELEMENT = {
	ElementName: '小明 Xiao Ming',
	ElementDescription: 'A boy of ten with short black hair, a red scarf and a satchel. 十岁男孩',
	ElementFrontalImage: 'https://images.example.com/characters/xiao-ming/front.png',
	ElementReferList: ['left', 'right', 'back'].map((side) => ({
		ImageUrl: `https://images.example.com/characters/xiao-ming/${side}.png`,
	})),
};
const ELEMENT_BYTES = Buffer.from(JSON.stringify(ELEMENT));
const ELEMENT_TEXT = ELEMENT_BYTES.toString();

const credential = { site: 'international', secretId: SECRET_ID, secretKey: SECRET_KEY };
const type = new TencentCloudApi();

type Call = () => unknown;

function bySdk(payload: object): string {
	return Sign.sign3({
		method: 'POST',
		url: `https://${HOST}/`,
		payload,
		timestamp: TIMESTAMP,
		service: 'vod',
		secretId: SECRET_ID,
		secretKey: SECRET_KEY,
		multipart: false,
		boundary: '',
		headers: { 'Content-Type': CONTENT_TYPE },
	});
}

function byUs(body: string): string {
	return authorizationHeader({
		secretId: SECRET_ID,
		secretKey: SECRET_KEY,
		service: 'vod',
		timestamp: TIMESTAMP,
		headers: { 'content-type': CONTENT_TYPE, host: HOST },
		body,
	});
}

/** All that happens to a request of the node before it leaves: checks, headers, signature. */
function authenticate(): Promise<unknown> {
	return type.authenticate(credential, {
		url: `https://${HOST}/`,
		method: 'POST',
		headers: { 'X-TC-Action': 'CreateAigcCustomElement', 'X-TC-Version': '2018-07-17' },
		body: ELEMENT,
	});
}

const comparisons: ReadonlyArray<{ work: string; ours: Call; theirs: Call }> = [
	{
		work: 'object to Authorization header',
		ours: () => byUs(JSON.stringify(ELEMENT)),
		theirs: () => bySdk(ELEMENT),
	},
	{
		work: 'text to Authorization header',
		ours: () => byUs(ELEMENT_TEXT),
		theirs: () => bySdk(ELEMENT_BYTES),
	},
	{
		work: 'whole authenticate, against their signer alone',
		ours: authenticate,
		theirs: () => bySdk(ELEMENT),
	},
];

/**
 * Microseconds of processor time that one call takes, over a round of them: what else runs on the
 * machine does not count.
 */
async function round(call: Call): Promise<number> {
	const before = process.cpuUsage();
	for (let calls = 0; calls < CALLS_A_ROUND; calls++) await call();
	const { user, system } = process.cpuUsage(before);
	return (user + system) / CALLS_A_ROUND;
}

async function compare(
	ours: Call,
	theirs: Call,
): Promise<{ ours: number; theirs: number; ratio: number }> {
	const rounds: Array<{ ours: number; theirs: number }> = [];
	for (let index = 0; index < WARM_UP_ROUNDS + ROUNDS; index++) {
		const oursFirst = index % 2 === 0;
		const first = await round(oursFirst ? ours : theirs);
		const second = await round(oursFirst ? theirs : ours);
		if (index < WARM_UP_ROUNDS) continue;
		rounds.push(oursFirst ? { ours: first, theirs: second } : { ours: second, theirs: first });
	}
	return {
		ours: median(rounds.map((times) => times.ours)),
		theirs: median(rounds.map((times) => times.theirs)),
		ratio: median(rounds.map((times) => times.ours / times.theirs)),
	};
}

/** Prints the table. Throws when both signers do not agree, as there is nothing to compare then. */
export async function run(): Promise<void> {
	if (byUs(ELEMENT_TEXT) !== bySdk(ELEMENT_BYTES)) throw new Error('The signatures differ');

	console.log(
		`Signing a ${ELEMENT_BYTES.length} byte request: this package against ` +
			`tencentcloud-sdk-nodejs-common ${sdkVersion}, Node ${process.version}, ` +
			`median of ${ROUNDS} rounds of ${CALLS_A_ROUND} calls, alternating`,
	);
	const rows = [];
	for (const { work, ours, theirs } of comparisons) {
		const times = await compare(ours, theirs);
		rows.push({
			work,
			'ours, µs': times.ours.toFixed(2),
			'SDK, µs': times.theirs.toFixed(2),
			ratio: times.ratio.toFixed(2),
			[`bar ${BAR}`]: times.ratio <= BAR ? 'met' : 'MISSED',
		});
	}
	console.table(rows);
}
