/**
 * Stands in for n8n's HTTP Request node, whose package (n8n-nodes-base) is too large to install here.
 * For a JSON body and a predefined credential it does what that node does, in the same order: it starts
 * each request as soon as it has read the item's parameters, all of them; it sleeps between batches;
 * it waits for every answer, and only then looks at what they brought.
 *
 * Source: HttpRequestV3.node.ts of n8n, version 4.4 of the node.
 */
import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
	IRequestOptions,
	JsonObject,
} from 'n8n-workflow';
import {
	deepCopy,
	jsonParse,
	NodeApiError,
	NodeConnectionTypes,
	removeCircularRefs,
	sleep,
} from 'n8n-workflow';
import type { Readable } from 'node:stream';

export const STANDS_IN_FOR = 'packages/nodes-base/nodes/HttpRequest/V3/HttpRequestV3.node.ts';

const FORM = [
	...['method', 'url', 'authentication', 'nodeCredentialType', 'sendHeaders', 'headerParameters'],
	...['sendBody', 'contentType', 'specifyBody', 'jsonBody', 'options'],
];

/** What is read for an item and not used in this setting, or only to choose the way. */
const ALSO_READ = [
	...['provideSslCertificates', 'sendQuery', 'queryParameters.parameters', 'specifyQuery'],
	...['jsonQuery', 'sendBody', 'contentType', 'specifyBody', 'bodyParameters.parameters', 'body'],
	...['sendHeaders', 'specifyHeaders', 'jsonHeaders'],
];

const DEFAULT_TIMEOUT_MS = 300_000;

interface Options {
	batching?: { batch: { batchSize: number; batchInterval: number } };
	timeout?: number;
}

/** What the request helper gives with `resolveWithFullResponse` and `useStream`. */
interface FullResponse {
	headers: Record<string, unknown>;
	body: Buffer | Readable;
}

export class HttpRequestStandIn implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'HTTP Request',
		name: 'httpRequest',
		group: ['output'],
		version: 1,
		description: 'Makes an HTTP request and returns the response data',
		defaults: { name: 'HTTP Request' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'tencentCloudApi', required: true }],
		// Of type `json`, so that n8n passes on what the workflow has.
		properties: FORM.map((name) => ({ displayName: name, name, type: 'json', default: '' })),
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const requests: Array<Promise<FullResponse>> = [];
		for (const index of this.getInputData().keys()) {
			const options = this.getNodeParameter('options', index) as Options;
			const request = await readRequest(this, index, options);
			await sleepBetweenBatches(index, options);
			const answered = send(this, index, request);
			// Looked at only when all have ended.
			answered.catch(() => {});
			requests.push(answered);
		}
		const results = await Promise.allSettled(requests);
		const output: INodeExecutionData[] = [];
		for (const [item, result] of results.entries()) {
			output.push({ json: await outputOf(this, item, result), pairedItem: { item } });
		}
		return [output];
	}
}

async function sleepBetweenBatches(index: number, { batching }: Options): Promise<void> {
	if (batching === undefined) return;
	const { batchSize, batchInterval } = batching.batch;
	if (index > 0 && batchInterval > 0 && index % batchSize === 0) await sleep(batchInterval);
}

async function readRequest(
	context: IExecuteFunctions,
	index: number,
	{ timeout = DEFAULT_TIMEOUT_MS }: Options,
): Promise<IRequestOptions> {
	for (const name of ALSO_READ) context.getNodeParameter(name, index, '');
	const headers = context.getNodeParameter('headerParameters.parameters', index) as Array<{
		name: string;
		value: string;
	}>;
	await context.getCredentials(context.getNodeParameter('nodeCredentialType', index) as string);
	return {
		method: context.getNodeParameter('method', index) as 'POST',
		uri: context.getNodeParameter('url', index) as string,
		body: context.getNodeParameter('jsonBody', index) as IDataObject,
		headers: {
			...Object.fromEntries(headers.map(({ name, value }) => [name.toLowerCase(), value])),
			accept:
				'application/json,text/html,application/xhtml+xml,application/xml,text/*;q=0.9, image/*;q=0.8, */*;q=0.7',
		},
		timeout,
		gzip: true,
		rejectUnauthorized: true,
		followRedirect: true,
		followAllRedirects: true,
		resolveWithFullResponse: true,
		// What the format "Autodetect", the default, asks for.
		encoding: null,
		json: false,
		useStream: true,
	};
}

async function send(
	context: IExecuteFunctions,
	index: number,
	request: IRequestOptions,
): Promise<FullResponse> {
	const type = context.getNodeParameter('nodeCredentialType', index) as string;
	try {
		return (await context.helpers.requestWithAuthentication.call(
			context,
			type,
			request,
			undefined,
			index,
		)) as FullResponse;
	} finally {
		// Read again, to take its secrets out of what the editor is shown.
		await context.getCredentials(type, index);
		context.sendMessageToUI(deepCopy(request.headers));
	}
}

async function outputOf(
	context: IExecuteFunctions,
	itemIndex: number,
	result: PromiseSettledResult<FullResponse>,
): Promise<IDataObject> {
	if (result.status === 'fulfilled') return await readJson(context, result.value);
	const reason = result.reason as JsonObject;
	if (context.continueOnFail()) {
		removeCircularRefs(reason);
		return { error: reason };
	}
	throw reason instanceof NodeApiError
		? reason
		: new NodeApiError(context.getNode(), reason, { itemIndex });
}

/** Tencent Cloud answers errors with HTTP 200, too, so an error is put out like a success. */
async function readJson(context: IExecuteFunctions, { body }: FullResponse): Promise<IDataObject> {
	const buffer = Buffer.isBuffer(body) ? body : await context.helpers.binaryToBuffer(body);
	const text = await context.helpers.binaryToString(buffer);
	return jsonParse<IDataObject>(text, { errorMessage: 'Invalid JSON in response body' });
}
