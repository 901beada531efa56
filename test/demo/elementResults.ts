import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import type { Line } from './table';

/** What became of a row, as a person finds it in n8n. */
export type RowResult = { row: number; name: string } & (
	| { kind: 'created'; elementId: string; requestId: string }
	/** Refused by the node's own checks: nothing was sent. */
	| { kind: 'invalid'; problem: string }
	| { kind: 'failed'; problem: string }
);

/** What the node put out by its two outputs. */
export interface Outputs {
	output: readonly INodeExecutionData[];
	errorOutput: readonly INodeExecutionData[];
}

/** '' for a row that has none. */
export function nameOf(row: IDataObject | undefined): string {
	return textOf(row?.name);
}

/** One result a row, in their order, by the pairing that n8n keeps between output and input. */
export function resultsOf(
	rows: readonly IDataObject[],
	{ output, errorOutput }: Outputs,
): RowResult[] {
	return rows.map((row, index) => {
		const common = { row: index + 1, name: nameOf(row) };
		const created = output.find((item) => isPairedWith(item, index));
		if (created) {
			const { ElementId, RequestId } = created.json;
			const elementId = textOf(ElementId);
			return { ...common, kind: 'created', elementId, requestId: textOf(RequestId) };
		}
		const refused = errorOutput.find((item) => isPairedWith(item, index));
		return { ...common, ...problemOf(refused?.json ?? {}) };
	});
}

/** The row in the table, under the columns ElementId and RequestId. */
export function lineOf(result: RowResult): Line {
	const { row, name } = result;
	switch (result.kind) {
		case 'created':
			return { row, name, cells: [result.elementId, result.requestId] };
		case 'invalid':
		case 'failed':
			return { row, name, problem: `No element. ${result.problem}` };
	}
}

/**
 * Whether every good row has its ElementId.
 * @param mostWrongRows how many rows may be wrong
 */
export function areGoodRowsCreated(results: readonly RowResult[], mostWrongRows: number): boolean {
	const wrong = results.filter(({ kind }) => kind === 'invalid').length;
	const created = results.filter((result) => result.kind === 'created' && result.elementId !== '');
	return created.length > 0 && wrong <= mostWrongRows && created.length + wrong === results.length;
}

function isPairedWith({ pairedItem }: INodeExecutionData, index: number): boolean {
	return typeof pairedItem === 'object' && 'item' in pairedItem && pairedItem.item === index;
}

function problemOf({ error, message, details }: IDataObject) {
	const { outcome } = (details ?? {}) as IDataObject;
	const problem = textOf(error) || 'The node put nothing out for this row.';
	if (outcome === 'invalid') return { kind: 'invalid', problem } as const;
	return { kind: 'failed', problem: `${problem} ${textOf(message)}`.trim() } as const;
}

function textOf(value: unknown): string {
	return typeof value === 'string' ? value : '';
}
