import type { IDataObject } from 'n8n-workflow';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

import type { WorkflowJson } from '../workflow/workflows';

export const EXAMPLE = 'examples/rows-to-elements.json';

const TRIGGER_NAME = 'Rows';
const NODE_NAME = 'Create Elements';

/** How many of the example's pinned rows are wrong, to show what becomes of such a row. */
export const WRONG_SAMPLE_ROWS = 1;

export interface RowsWorkflow {
	workflow: WorkflowJson;
	rows: readonly IDataObject[];
}

/**
 * The example up to the node that creates, as the editor's "Execute step" runs it: what comes after it
 * is a node of n8n's own collection, which is not part of the engine.
 *
 * @param rowsFile a JSON list of rows that takes the place of the pinned ones
 * @throws Error when that file holds no such list
 */
export function readRowsWorkflow(rowsFile: string | undefined): RowsWorkflow {
	const path = resolve(__dirname, '../..', EXAMPLE);
	const example = JSON.parse(readFileSync(path, 'utf8')) as WorkflowJson;
	const rows = rowsFile === undefined ? pinnedRows(example) : readRows(rowsFile);
	const workflow = {
		...example,
		nodes: example.nodes.filter(({ name }) => [TRIGGER_NAME, NODE_NAME].includes(name)),
		connections: { [TRIGGER_NAME]: example.connections[TRIGGER_NAME] ?? {} },
		pinData: { [TRIGGER_NAME]: rows.map((json) => ({ json })) },
	};
	return { workflow, rows };
}

function pinnedRows({ pinData = {} }: WorkflowJson): IDataObject[] {
	return (pinData[TRIGGER_NAME] ?? []).map(({ json }) => json);
}

function readRows(file: string): IDataObject[] {
	const rows: unknown = JSON.parse(readFileSync(file, 'utf8'));
	if (Array.isArray(rows) && rows.length > 0 && rows.every(isRow)) return rows;
	throw new Error(
		`${file} must hold a JSON list of rows: [{ "name": …, "description": …, "front_image": …, "reference_images": … }]`,
	);
}

function isRow(row: unknown): row is IDataObject {
	return typeof row === 'object' && row !== null && !Array.isArray(row);
}
