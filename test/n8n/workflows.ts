/** Workflows made for the tests: what starts them, rows, and the node. */
import type { IDataObject, INode, INodeParameters } from 'n8n-workflow';
import type { SavedCredential } from './api';
import { CREDENTIAL_TYPE, type Workflow } from './examples';

export const NODE_TYPE = 'n8n-nodes-tencent-cloud-vod.tencentCloudVod';
export const NODE_NAME = 'Create Elements';

/** Of each row of `fetchedFilesWorkflow`, with the pictures' addresses. */
export const PICTURE_FIELDS = ['front', 'left', 'right', 'back'];

export interface Row extends IDataObject {
	name: string;
	description: string;
	front_image: string;
	reference_images: string;
}

export interface NodeSetup {
	credential: SavedCredential;
	/** The collection 'Options' of the node. */
	options?: INodeParameters;
	/** Its Settings tab. */
	settings?: Partial<Pick<INode, 'retryOnFail' | 'maxTries' | 'waitBetweenTries' | 'onError'>>;
}

export function rowsNamed(prefix: string, count: number): Row[] {
	return Array.from({ length: count }, (_, index) => ({
		name: `${prefix} ${index}`,
		description: `Character number ${index} of ${prefix}`,
		front_image: `https://images.example.com/${encodeURIComponent(prefix)}/${index}/front.jpg`,
		reference_images: `https://images.example.com/${encodeURIComponent(prefix)}/${index}/left.jpg`,
	}));
}

/** Whether a webhook's caller waits for what is made, or gets an answer at once. */
type Respond = 'withElements' | 'atOnce';

/**
 * A production webhook that takes `{"rows": […]}`.
 * @param path of the webhook
 */
export function webhookWorkflow(path: string, respond: Respond, setup: NodeSetup): Workflow {
	return {
		name: path,
		nodes: [...rowsFrom(path, respond), createElements(setup)],
		connections: inLine('Webhook', 'Rows', NODE_NAME),
		settings: { executionOrder: 'v1' },
	};
}

/**
 * The same with other parameters of the node.
 * @param parameters resource and operation, and an expression for each column of a row
 */
export function webhookWorkflowWith(
	path: string,
	respond: Respond,
	credential: SavedCredential,
	parameters: INodeParameters,
): Workflow {
	const { nodes, ...workflow } = webhookWorkflow(path, respond, { credential });
	const own = nodes.map((one) => (one.name === NODE_NAME ? { ...one, parameters } : one));
	return { ...workflow, nodes: own };
}

/** What a person sends with a form: name and description, and the files `front`, `left` and `right`. */
export function filesWebhookWorkflow(path: string, setup: NodeSetup): Workflow {
	return {
		name: path,
		nodes: [
			webhook(path, 'withElements'),
			createElementsOfFiles(setup, '$json.body', ['front', 'left', 'right']),
		],
		connections: inLine('Webhook', NODE_NAME),
		settings: { executionOrder: 'v1' },
	};
}

/**
 * A production webhook that takes `{"rows": […]}` and fetches the pictures of each row, one node a field.
 * @param setup of the node at its end; undefined: the workflow ends with the pictures
 * @param between nodes that pass the pictures on
 */
export function fetchedFilesWorkflow(
	path: string,
	setup: NodeSetup | undefined,
	between: readonly INode[] = [],
): Workflow {
	const fetches = PICTURE_FIELDS.map((field) =>
		node(`Fetch ${field}`, 'n8n-nodes-base.httpRequest', 4.2, {
			url: `={{ $json.${field} }}`,
			options: {
				// The next picture begins when the one before is about done.
				batching: { batch: { batchSize: 1, batchInterval: 50 } },
				response: { response: { responseFormat: 'file', outputPropertyName: field } },
			},
		}),
	);
	const last = setup
		? createElementsOfFiles(setup, '$json', PICTURE_FIELDS)
		: node(NODE_NAME, 'n8n-nodes-base.noOp', 1, {});
	return {
		name: path,
		nodes: [...rowsFrom(path, 'withElements'), ...fetches, ...between, last],
		connections: inLine(
			'Webhook',
			'Rows',
			...[...fetches, ...between].map(({ name }) => name),
			NODE_NAME,
		),
		settings: { executionOrder: 'v1' },
	};
}

/** Advanced Element → Delete, with no element chosen yet. */
export function pickerWorkflow(
	credential: SavedCredential,
	subApp: { id: number; name: string },
): Workflow {
	const name = 'Delete Element';
	const cachedResultName = `${subApp.name} (${subApp.id})`;
	const deleting = node(name, NODE_TYPE, 1, {
		resource: 'advancedElement',
		operation: 'delete',
		subAppId: { __rl: true, mode: 'list', value: String(subApp.id), cachedResultName },
		elementId: { __rl: true, mode: 'list', value: '' },
		options: {},
	});
	const { id } = credential;
	return {
		name,
		nodes: [
			node('Start', 'n8n-nodes-base.manualTrigger', 1, {}),
			{
				...deleting,
				position: [220, 0],
				credentials: { [CREDENTIAL_TYPE]: { id, name: credential.name } },
			},
		],
		connections: inLine('Start', name),
		settings: { executionOrder: 'v1' },
	};
}

/** Every second, the same rows. */
export function scheduleWorkflow(name: string, rows: Row[], setup: NodeSetup): Workflow {
	return {
		name,
		nodes: [
			node('Every Second', 'n8n-nodes-base.scheduleTrigger', 1.2, {
				rule: { interval: [{ field: 'seconds', secondsInterval: 1 }] },
			}),
			...rowsNodes('Rows', rows),
			createElements(setup),
		],
		connections: inLine('Every Second', 'Data of Rows', 'Rows', NODE_NAME),
		settings: { executionOrder: 'v1' },
	};
}

/**
 * The same workflow with its pinned data in nodes: data is pinned for runs in the editor only.
 * The pinned node is replaced; where it is the trigger, it goes on to be the trigger, under another name.
 */
export function withoutPins({ pinData = {}, ...workflow }: Workflow): Workflow {
	const [[pinned = '', items = []] = []] = Object.entries(pinData);
	const before = workflow.nodes.find(({ name }) => name === pinned);
	const rows = items.map(({ json }) => json);
	const isTrigger = before?.type === 'n8n-nodes-base.manualTrigger';
	const start = isTrigger ? [{ ...before, name: 'Start' }] : [];
	const [previous = 'Start'] = Object.entries(workflow.connections)
		.filter(([, targets]) => JSON.stringify(targets).includes(`"node":"${pinned}"`))
		.map(([name]) => name);
	return {
		...workflow,
		nodes: [
			...start,
			...workflow.nodes.filter(({ name }) => name !== pinned),
			...rowsNodes(pinned, rows),
		],
		connections: { ...workflow.connections, ...inLine(previous, `Data of ${pinned}`, pinned) },
	};
}

/** A webhook and its rows, one an item. */
export function rowsFrom(path: string, respond: Respond): [webhook: INode, rows: INode] {
	const rows = { fieldToSplitOut: 'body.rows', options: {} };
	return [webhook(path, respond), node('Rows', 'n8n-nodes-base.splitOut', 1, rows)];
}

function webhook(path: string, respond: Respond): INode {
	const parameters = {
		httpMethod: 'POST',
		path,
		responseMode: respond === 'atOnce' ? 'onReceived' : 'lastNode',
		responseData: 'allEntries',
		options: {},
	};
	return { ...node('Webhook', 'n8n-nodes-base.webhook', 2, parameters), webhookId: path };
}

/** Two nodes that put out these rows; the second has this name. */
function rowsNodes(name: string, rows: IDataObject[]): INode[] {
	return [
		node(`Data of ${name}`, 'n8n-nodes-base.set', 3.4, {
			mode: 'raw',
			jsonOutput: JSON.stringify({ rows }),
			options: {},
		}),
		node(name, 'n8n-nodes-base.splitOut', 1, { fieldToSplitOut: 'rows', options: {} }),
	];
}

function createElements({ credential, options = {}, settings }: NodeSetup): INode {
	const { id, name } = credential;
	return {
		...node(NODE_NAME, NODE_TYPE, 1, {
			elementName: '={{ $json.name }}',
			elementDescription: '={{ $json.description }}',
			elementFrontalImage: '={{ $json.front_image }}',
			specifyElementReferList: 'json',
			elementReferListJson: '={{ $json.reference_images }}',
			options,
		}),
		credentials: { [CREDENTIAL_TYPE]: { id, name } },
		...settings,
	};
}

/** @param texts expression of the object that has name and description */
function createElementsOfFiles(
	{ credential, options = {}, settings }: NodeSetup,
	texts: string,
	[front, ...references]: readonly string[],
): INode {
	const { id, name } = credential;
	return {
		...node(NODE_NAME, NODE_TYPE, 1, {
			elementName: `={{ ${texts}.name }}`,
			elementDescription: `={{ ${texts}.description }}`,
			imageInput: 'binary',
			elementFrontalImageBinary: front ?? '',
			elementReferListBinary: references.join(', '),
			options,
		}),
		credentials: { [CREDENTIAL_TYPE]: { id, name } },
		...settings,
	};
}

export function node(
	name: string,
	type: string,
	typeVersion: number,
	parameters: INodeParameters,
): INode {
	return { id: name, name, type, typeVersion, position: [0, 0], parameters };
}

export function inLine(...names: string[]): IDataObject {
	return Object.fromEntries(
		names
			.slice(0, -1)
			.map((name, index) => [
				name,
				{ main: [[{ node: names[index + 1], type: 'main', index: 0 }]] },
			]),
	);
}
