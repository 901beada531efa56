/** The example from rows to clips, and what comes out of it. */
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

import type { Execution } from '../workflow/execution';
import type { WorkflowJson } from '../workflow/workflows';

export const CLIPS_EXAMPLE = 'examples/rows-to-videos.json';

const ROWS = 'Rows';
const DONE = 'Rows with Videos';
const FAILED = 'Failed Rows';

export type ClipRow = Record<'name' | 'description' | 'clip', string>;

/** What became of a row, as a person finds it in n8n. */
export type ClipResult = { row: number; name: string } & (
	| { kind: 'made'; elementId: string; frontUrl: string; leftUrl: string; clip: Buffer }
	| { kind: 'failed'; step: string; problem: string }
);

/** What the two nodes at the end put out. */
type Fields = Partial<
	Record<'element_id' | 'front_url' | 'left_url' | 'step' | 'what_is_wrong' | 'Status', string>
>;

type Ran = Pick<Execution, 'runsOf'>;

export interface ClipWorkflow {
	workflow: WorkflowJson;
	rows: readonly ClipRow[];
}

/** @param subAppId what a person chooses in the first node that asks for it */
export function readClipWorkflow(subAppId: number): ClipWorkflow {
	const path = resolve(__dirname, '../..', CLIPS_EXAMPLE);
	const example = JSON.parse(readFileSync(path, 'utf8')) as WorkflowJson;
	const nodes = example.nodes.map((node) => {
		const { subAppId: locator } = node.parameters;
		if (!isToChoose(locator)) return node;
		const chosen = { ...locator, value: String(subAppId) };
		return { ...node, parameters: { ...node.parameters, subAppId: chosen } };
	});
	const rows = (example.pinData?.[ROWS] ?? []).map(({ json }) => json as ClipRow);
	return { workflow: { ...example, nodes }, rows };
}

/** The same workflow with other rows in its sheet. */
export function withRows({ workflow }: ClipWorkflow, rows: readonly ClipRow[]): ClipWorkflow {
	const pinData = { [ROWS]: rows.map((json) => ({ json })) };
	return { workflow: { ...workflow, pinData }, rows };
}

/** One result a row, in their order, by the names of the rows that n8n has put into its items. */
export function clipResultsOf(rows: readonly ClipRow[], execution: Ran): ClipResult[] {
	const done = itemsOf(execution, DONE);
	const failed = itemsOf(execution, FAILED);
	const isOf = (name: string) => (item: INodeExecutionData) => item.json.name === name;
	return rows.map(({ name }, index) => {
		const common = { row: index + 1, name };
		const item = done.find(isOf(name));
		const clip = Buffer.from(item?.binary?.data?.data ?? '', 'base64');
		const failure = failed.find(isOf(name)) ?? item;
		if (clip.length === 0) return { ...common, kind: 'failed', ...problemOf(failure?.json) };
		const { element_id, front_url, left_url } = (item?.json ?? {}) as Fields;
		const links = { frontUrl: front_url ?? '', leftUrl: left_url ?? '' };
		return { ...common, kind: 'made', elementId: element_id ?? '', ...links, clip };
	});
}

/** In all runs of the node: each output that leads to one starts it anew. */
function itemsOf(execution: Ran, node: string): INodeExecutionData[] {
	return execution.runsOf(node).flatMap(({ outputs }) => outputs[0] ?? []);
}

function problemOf(json: IDataObject = {}) {
	const { step = DONE, what_is_wrong, Status } = json as Fields;
	const problem = what_is_wrong ?? Status ?? 'The workflow put nothing out for this row.';
	return { step, problem };
}

function isToChoose(locator: unknown): locator is { mode: 'list' } {
	return (
		typeof locator === 'object' && locator !== null && 'mode' in locator && locator.mode === 'list'
	);
}
