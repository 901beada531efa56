import { sleep, type IExecuteFunctions } from 'n8n-workflow';

import {
	ElementInputError,
	parseElement,
	type ElementRequest,
	type InputFault,
} from '../../element/element';
import { FIELD_NAMES, type ElementField } from '../../element/fields';
import { readImageList, readImageRows, type ImageList } from '../../element/imageList';
import { isCancelled } from './create.calls';
import type { RejectedItem } from './report';

export interface ValidRow {
	index: number;
	request: ElementRequest;
}

export interface Rows {
	valid: ValidRow[];
	rejected: RejectedItem[];
}

/** Expressions run synchronously and take most of a millisecond an item: other executions must get a turn. */
const ITEMS_A_TURN = 25;

/**
 * Reads and checks all items, before anything is sent. Stops soon after a cancel.
 * @param allowPrivateHosts whether images may lie in a private network
 */
export async function readRows(
	context: IExecuteFunctions,
	count: number,
	allowPrivateHosts: boolean,
): Promise<Rows> {
	const rows: Rows = { valid: [], rejected: [] };
	const readReferList =
		context.getNodeParameter('specifyElementReferList', 0) === 'json' ? readListField : readForm;
	for (let index = 0; index < count; index++) {
		if (index % ITEMS_A_TURN === ITEMS_A_TURN - 1) {
			await sleep(0);
			if (isCancelled(context)) break;
		}
		const reader = new RowReader(context, index);
		const input = {
			elementName: reader.read('elementName'),
			elementDescription: reader.read('elementDescription'),
			elementFrontalImage: reader.read('elementFrontalImage'),
			elementReferList: readReferList(reader),
		};
		try {
			rows.valid.push({ index, request: parseElement(input, allowPrivateHosts) });
		} catch (error) {
			rows.rejected.push(reader.rejectedFor(error));
		}
	}
	return rows;
}

function readListField(reader: RowReader): ImageList {
	return readImageList(reader.read('elementReferList', 'elementReferListJson'));
}

/** The form gives `{image: [{imageUrl}]}`, or `{}` without a row. */
function readForm(reader: RowReader): ImageList {
	const form = reader.read('elementReferList');
	return readImageRows(
		typeof form === 'object' && form !== null && 'image' in form ? form.image : [],
	);
}

/** Reads the fields of one item and remembers whose expression failed: that is this row's fault alone. */
class RowReader {
	private readonly faults: InputFault[] = [];
	private readonly expressionErrors: string[] = [];

	constructor(
		private readonly context: IExecuteFunctions,
		private readonly index: number,
	) {}

	/** @param parameter where it is named otherwise than the field */
	read(field: ElementField, parameter: string = field): unknown {
		try {
			return this.context.getNodeParameter(parameter, this.index, null);
		} catch (error) {
			const text = `'${FIELD_NAMES[field]}': its expression failed.`;
			this.faults.push({ field, text });
			if (error instanceof Error) this.expressionErrors.push(`${text} ${error.message}`);
			return undefined;
		}
	}

	/** A field without a value because of its expression is not empty as well. */
	rejectedFor(error: unknown): RejectedItem {
		if (!(error instanceof ElementInputError)) throw error;
		const failed = new Set(this.faults.map(({ field }) => field));
		const others = error.faults.filter(({ field }) => !failed.has(field));
		return {
			index: this.index,
			faults: [...this.faults, ...others],
			expressionErrors: this.expressionErrors,
		};
	}
}
