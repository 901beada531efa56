/** The operations under test: how each is set up, and by which words its user knows it. */
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { Repeat } from '../../nodes/TencentCloudVod/client/outcome';
import { EMULATOR_SUB_APP_ID, type Emulator } from '../emulator/emulator';
import { sdkClient } from '../emulator/sdkClient';

/** A new operation is one more object of this kind: the outcome table and the properties then run over it. */
export interface OperationUnderTest {
	/** The X-TC-Action that it calls. */
	action: string;
	/** How a call that was not answered clearly may be sent again. */
	repeat: Repeat;
	nouns: {
		thing: string;
		/** The output's field that tells one thing from another. */
		id: string;
		/** What an answer must hold. */
		result: string;
		/** The field by which errors and the log name an item. */
		name: string;
		done: string;
	};
	/** The node's parameters: an expression for each column of a row. */
	parameters: INodeParameters;
	/** Parameters that differ where a model fills them in. */
	fromModel?: INodeParameters;
	/** A parameter that may differ each time that n8n asks for it. */
	differing?: INodeParameters;
	/** Whether an item that was put out has a task that runs. */
	isRunning: (output: IDataObject) => boolean;
	/** One row per name, and in the account whatever they need. Equal names give equal rows. */
	rowsNamed: (names: readonly string[], emulator: Emulator) => Promise<Row[]>;
	/** The row, so that it cannot be used. */
	spoilt: (row: Row) => Row;
}

export interface Row extends IDataObject {
	name: string;
}

export const createElement: OperationUnderTest = {
	action: 'CreateAigcCustomElement',
	repeat: 'never',
	nouns: {
		thing: 'element',
		id: 'ElementId',
		result: 'ElementId',
		name: 'ElementName',
		done: 'created',
	},
	parameters: {
		elementName: '={{ $json.name }}',
		elementDescription: '={{ $json.description }}',
		elementFrontalImage: '={{ $json.front }}',
		specifyElementReferList: 'json',
		elementReferListJson: '={{ $json.references }}',
	},
	fromModel: {
		elementName: '={{ $fromAI("name") }}',
		elementDescription: '={{ $fromAI("description") }}',
		elementFrontalImage: '={{ $fromAI("front") }}',
		elementReferListJson: '={{ $fromAI("references", "", "json") }}',
	},
	isRunning: () => false,
	differing: { elementDescription: '={{ "Seen at " + $now.toMillis() + " " + Math.random() }}' },
	rowsNamed: async (names) => rows(...names),
	spoilt: (good) => ({ ...good, front: 'none' }),
};

/** Chosen from the list: n8n checks an ID that is typed, and on a busy machine runs out of time for that. */
export const SUB_APP = { __rl: true, mode: 'list', value: String(EMULATOR_SUB_APP_ID) };

/** Its call starts a task, and the element is there when that has ended. */
export const createAdvancedElement: OperationUnderTest = {
	...createElement,
	action: 'CreateAigcAdvancedCustomElement',
	repeat: 'bySession',
	nouns: { ...createElement.nouns, thing: 'advanced element', result: 'TaskId' },
	isRunning: ({ ElementId }) => ElementId === null,
	parameters: {
		...createElement.parameters,
		resource: 'advancedElement',
		operation: 'create',
		subAppId: SUB_APP,
	},
};

const named = (value: string) => ({ __rl: true, mode: 'name', value });

/** Its call starts a task, and the video is there when that has ended. */
export const generateVideo: OperationUnderTest = {
	action: 'CreateAigcVideoTask',
	repeat: 'bySession',
	nouns: { thing: 'video', id: 'TaskId', result: 'TaskId', name: 'Prompt', done: 'generated' },
	isRunning: ({ Status }) => Status !== 'FINISH',
	parameters: {
		resource: 'video',
		operation: 'generate',
		subAppId: SUB_APP,
		modelName: named('Kling'),
		modelVersion: named('3.0-Omni'),
		prompt: '={{ $json.name }}',
		images: { image: [{ url: '={{ $json.front }}' }] },
	},
	fromModel: {
		prompt: '={{ $fromAI("name") }}',
		images: { image: [{ url: '={{ $fromAI("front") }}' }] },
	},
	differing: {
		additionalFields: { negativePrompt: '={{ $now.toMillis() + " " + Math.random() }}' },
	},
	rowsNamed: async (names) => rows(...names),
	spoilt: (good) => ({ ...good, front: 'none' }),
};

export const generateImage: OperationUnderTest = {
	...generateVideo,
	action: 'CreateAigcImageTask',
	nouns: { ...generateVideo.nouns, thing: 'image' },
	parameters: { ...generateVideo.parameters, resource: 'image' },
};

export const getTask: OperationUnderTest = {
	action: 'DescribeTaskDetail',
	repeat: 'safe',
	nouns: {
		thing: 'task',
		id: 'TaskId',
		result: 'task',
		name: 'TaskId',
		done: 'read',
	},
	parameters: {
		resource: 'task',
		operation: 'get',
		taskId: '={{ $json.task }}',
		subAppId: SUB_APP,
	},
	isRunning: () => false,
	rowsNamed: async (names, emulator) => {
		const tasks = new Map<string, string>();
		for (const name of new Set(names)) tasks.set(name, await startTask(emulator, name));
		return names.map((name) => ({ name, task: tasks.get(name) }));
	},
	spoilt: (good) => ({ ...good, task: ' ' }),
};

/** Starts a task that makes a video. @returns its TaskId */
export async function startTask(emulator: Emulator, Prompt = 'A fox'): Promise<string> {
	const { TaskId } = await sdkClient(emulator).CreateAigcVideoTask({
		SubAppId: EMULATOR_SUB_APP_ID,
		ModelName: 'Hailuo',
		ModelVersion: '2.3',
		Prompt,
	});
	return TaskId ?? 'none';
}

/** A row that makes a good element; its pictures lie under its name. */
export function row(name: string): Row {
	const folder = `https://pictures.example.com/${encodeURIComponent(name)}`;
	return {
		name,
		description: `What ${name} looks like`.slice(0, 100),
		front: `${folder}/front.png`,
		references: [`${folder}/left.png`, `${folder}/right.jpg?size=large,sharp`],
	};
}

export function rows(...names: string[]): Row[] {
	return names.map(row);
}

/** `Row 0`, `Row 1` and so on. */
export function manyRows(count: number): Row[] {
	return rows(...Array.from({ length: count }, (_, n) => `Row ${n}`));
}
