/** From the row to the clip: a workflow with an element and a video for each row. */
import type { INode, INodeParameters } from 'n8n-workflow';
import { EMULATOR_SUB_APP_ID } from '../emulator/emulator';
import type { SavedCredential } from './api';
import { CREDENTIAL_TYPE, type Workflow } from './examples';
import { inLine, node, NODE_TYPE, rowsFrom } from './workflows';

export const ELEMENTS = 'Elements';
export const CLIPS = 'Clips';
export const FILES = 'Files Once More';

/** What is entered for the clip of a row. */
export const promptOf = (name: string) => `<<<element_1>>> ${name}`;

/** Chosen from the list: n8n checks an ID that is typed, and on a busy machine runs out of time for that. */
const SUB_APP = { __rl: true, mode: 'list', value: String(EMULATOR_SUB_APP_ID) };
const named = (value: string) => ({ __rl: true, mode: 'name', value });

/** Video → Generate, with its file. */
export const GENERATE: INodeParameters = {
	resource: 'video',
	operation: 'generate',
	subAppId: SUB_APP,
	modelName: named('Kling'),
	modelVersion: named('3.0-Omni'),
	prompt: '={{ $json.name }}',
	downloadFile: true,
};

/**
 * A production webhook that takes `{"rows": [{name, front, left}]}`, the latter two the addresses of
 * pictures. Elements and clips that fail leave by the second output; of a clip whose task is known, the
 * file is fetched once more, and there a failure stops the workflow.
 * @param options of all three
 */
export function clipsWorkflow(
	path: string,
	credential: SavedCredential,
	options: INodeParameters,
): Workflow {
	const pictures = ['front', 'left'].map((field) =>
		node(`Picture ${field}`, 'n8n-nodes-base.httpRequest', 4.2, {
			url: `={{ $json.${field} }}`,
			options: { response: { response: { responseFormat: 'file', outputPropertyName: field } } },
		}),
	);
	const elements = ours(ELEMENTS, credential, {
		elementName: '={{ $json.name }}',
		elementDescription: '={{ $json.name }}',
		imageInput: 'binary',
		elementFrontalImageBinary: 'front',
		elementReferListBinary: 'left',
		subAppId: SUB_APP,
		options,
	});
	const clips = ours(CLIPS, credential, {
		...GENERATE,
		prompt: `=${promptOf('{{ $json.ElementName }}')}`,
		elementIds: '={{ $json.ElementId }}',
		options,
	});
	const toElsewhere = { onError: 'continueErrorOutput' } as const;
	const startedOnly = node('Started', 'n8n-nodes-base.filter', 2.2, { conditions: HAS_TASK });
	const files = ours(FILES, credential, {
		resource: 'task',
		operation: 'get',
		subAppId: SUB_APP,
		taskId: '={{ $json.details.taskId }}',
		waitForCompletion: true,
		downloadFile: true,
		options,
	});
	return {
		name: path,
		nodes: [
			...rowsFrom(path, 'atOnce'),
			...pictures,
			{ ...elements, ...toElsewhere, retryOnFail: true, maxTries: 2, waitBetweenTries: 0 },
			{ ...clips, ...toElsewhere },
			startedOnly,
			files,
		],
		connections: {
			...inLine('Webhook', 'Rows', ...pictures.map(({ name }) => name), ELEMENTS, CLIPS),
			[CLIPS]: { main: [[], [{ node: startedOnly.name, type: 'main', index: 0 }]] },
			...inLine(startedOnly.name, FILES),
		},
		settings: { executionOrder: 'v1' },
	};
}

const HAS_TASK = {
	options: { caseSensitive: true, leftValue: '', typeValidation: 'loose', version: 2 },
	conditions: [
		{
			id: 'taskId',
			leftValue: '={{ $json.details.taskId }}',
			rightValue: '',
			operator: { type: 'string', operation: 'exists', singleValue: true },
		},
	],
	combinator: 'and',
};

function ours(
	name: string,
	{ id, name: label }: SavedCredential,
	parameters: INodeParameters,
): INode {
	return {
		...node(name, NODE_TYPE, 1, parameters),
		credentials: { [CREDENTIAL_TYPE]: { id, name: label } },
	};
}
