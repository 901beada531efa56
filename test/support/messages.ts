/** What messages must say, word for word, of calls that were not answered clearly or did not leave. */
import type { NotSent, Unknown } from '../../nodes/TencentCloudVod/client/outcome';
import type { OperationUnderTest } from './operations';

const UNCLEAR: Record<Unknown['reason'], (nouns: OperationUnderTest['nouns']) => string> = {
	connectionLost: () => 'the connection broke after the call was sent',
	deadline: () => "no answer came within the time that the option 'Timeout' allows",
	serverError: () => 'Tencent Cloud, or a proxy on the way, reported a fault of its own',
	foreign: () => 'what came back is no answer of Tencent Cloud',
	noResult: ({ result }) => `the answer holds no ${result}`,
	internal: () => 'something inside n8n failed while the call was under way',
	repeated: () =>
		'Tencent Cloud has seen its SessionId before, and lists no task that was started under it',
};

/** The message, after "Item 0: ", where no clear answer came. */
export function unclear(reason: Unknown['reason'], operation: OperationUnderTest): string {
	const { nouns, repeat } = operation;
	const head =
		repeat === 'safe'
			? `The ${nouns.thing} could not be ${nouns.done}`
			: `It is unknown whether the ${nouns.thing} was ${nouns.done}`;
	return `${head}: ${UNCLEAR[reason](nouns)}.`;
}

const NOT_SENT: Record<NotSent['reason'], string> = {
	unreachable: 'The call did not reach Tencent Cloud, so',
	untrusted: 'No safe connection to Tencent Cloud came about, so nothing was sent and',
	deadline:
		"No connection to Tencent Cloud came about within the time that the option 'Timeout' allows, so nothing was sent and",
	forbiddenHost:
		"n8n's protection against server-side request forgery (SSRF) does not allow requests to this address, so nothing was sent and",
	proxySetting: 'A proxy is set for n8n whose address is not a URL, so nothing was sent and',
	unreadFile: 'A file of the item could not be read any more, so nothing was sent and',
	noCredential: 'The Tencent Cloud API credential could not be used, so nothing was sent and',
};

/** The message, after "Item 0: ", where the call never left. */
export function notSent(reason: NotSent['reason'], { nouns }: OperationUnderTest): string {
	return `${NOT_SENT[reason]} nothing was ${nouns.done}.`;
}
