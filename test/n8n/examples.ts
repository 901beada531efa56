/** The workflows of examples/, ready to run here: with a credential, and towards the emulator. */
import type { IDataObject, INode } from 'n8n-workflow';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EMULATOR_SUB_APP_ID } from '../emulator/emulator';
import { withSubApp } from '../examples/examples';
import type { SavedCredential } from './api';
import { ROOT } from './places';

export const CREDENTIAL_TYPE = 'tencentCloudApi';

export interface Workflow {
	name: string;
	nodes: INode[];
	connections: IDataObject;
	pinData?: Record<string, { json: IDataObject }[]>;
	settings?: IDataObject;
}

const FOLDER = join(ROOT, 'examples');

export function exampleFiles(): string[] {
	return readdirSync(FOLDER).filter((file) => file.endsWith('.json'));
}

/** Does what the example's note asks its reader to do. */
export function readExample(file: string, credential: SavedCredential): Workflow {
	const text = readFileSync(join(FOLDER, file), 'utf8');
	const { name, nodes, connections, pinData, settings } = JSON.parse(text) as Workflow;
	const ready = nodes.map((node) =>
		withSubApp(withCredential(node, credential), EMULATOR_SUB_APP_ID),
	);
	return { name, nodes: ready, connections, pinData, settings };
}

function withCredential(node: INode, { id, name }: SavedCredential): INode {
	if (!node.type.startsWith('n8n-nodes-tencent-cloud-vod.')) return node;
	return { ...node, credentials: { [CREDENTIAL_TYPE]: { id, name } } };
}
