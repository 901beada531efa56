/** The workflows of examples/, and what is asked of them. */
import type { INode } from 'n8n-workflow';
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

import type { WorkflowJson } from '../workflow/workflows';

const folder = resolve(__dirname, '../../examples');
export const read = (file: string): string => readFileSync(resolve(folder, file), 'utf8');

export const examples = readdirSync(folder)
	.filter((file) => file.endsWith('.json'))
	.map((file) => ({ file, workflow: JSON.parse(read(file)) as WorkflowJson & { id: string } }));

export const NODE_TYPE = 'n8n-nodes-tencent-cloud-vod.tencentCloudVod';
export const TOOL_TYPE = `${NODE_TYPE}Tool`;
export const STICKY_NOTE = 'n8n-nodes-base.stickyNote';

export const ours = ({ nodes }: WorkflowJson): INode[] =>
	nodes.filter(({ type }) => [NODE_TYPE, TOOL_TYPE].includes(type));

export const oursFor = (workflow: WorkflowJson, resource: string): INode | undefined =>
	ours(workflow).find(({ parameters }) => parameters.resource === resource);

/** What a person does who chooses the sub-application in the lists of an example. */
export const withSubApp = (node: INode, subAppId: number): INode => {
	const { subAppId: locator } = node.parameters;
	if (typeof locator !== 'object' || locator === null || !('mode' in locator)) return node;
	if (locator.mode !== 'list') return node;
	const chosen = { ...locator, value: String(subAppId) };
	return { ...node, parameters: { ...node.parameters, subAppId: chosen } };
};

export const pinned = ({ pinData = {} }: WorkflowJson) => Object.entries(pinData);

export const namesIn = (text: string): string[] =>
	[...text.matchAll(/\$\('([^']+)'\)/g)].map(([, name = '']) => name);
