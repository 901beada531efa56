/** What an operation says of itself: how it is offered, and how it is done. */
import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeProperties,
	INodePropertyOptions,
} from 'n8n-workflow';

import type { Operation } from '../execution/operation';
import { optionsForm } from '../execution/options';
import { run } from '../execution/run';

export type Declaration<Input, Value> = Operation<Input, Value> & Offer;

interface Offer {
	/** In the list of operations. `value` names it in workflows. */
	option: INodePropertyOptions & { value: string };
	/** The form, but for the options that all have. */
	fields: INodeProperties[];
}

/** An operation in the table, whatever it reads and brings. */
export interface OfferedOperation {
	option: INodePropertyOptions & { value: string };
	form: INodeProperties[];
	execute(context: IExecuteFunctions): Promise<INodeExecutionData[]>;
}

export function operation<Input, Value>(declared: Declaration<Input, Value>): OfferedOperation {
	return {
		option: declared.option,
		form: [...declared.fields, optionsForm(declared)],
		execute: async (context) => await run(context, declared),
	};
}
