import { isResourceLocatorValue, type IExecuteFunctions } from 'n8n-workflow';

import { InputError, type InputFault } from '../input/inputError';
import type { RejectedItem } from '../messages/report';

/** Reads the fields of one item and remembers whose expression failed: that is this item's fault alone. */
export class ItemReader {
	private readonly faults: InputFault[] = [];
	private readonly expressionErrors: string[] = [];

	/** @param allowsPrivateHosts whether links may lie in a private network */
	constructor(
		private readonly context: IExecuteFunctions,
		readonly index: number,
		readonly allowsPrivateHosts: boolean,
	) {}

	/**
	 * @param field the parameter under which its faults are known
	 * @param displayName as the form shows it
	 * @param parameter where it is stored otherwise
	 * @returns undefined where its expression failed; of a resource locator, what is chosen in it
	 */
	read(field: string, displayName: string, parameter: string = field): unknown {
		try {
			const value = this.context.getNodeParameter(parameter, this.index, null);
			return isResourceLocatorValue(value) ? value.value : value;
		} catch (error) {
			const text = `'${displayName}': its expression failed.`;
			this.faults.push({ field, text });
			if (error instanceof Error) this.expressionErrors.push(`${text} ${error.message}`);
			return undefined;
		}
	}

	/** A field without a value because of its expression is not empty as well. */
	rejectedFor(error: unknown): RejectedItem {
		if (!(error instanceof InputError)) throw error;
		const failed = new Set(this.faults.map(({ field }) => field));
		const others = error.faults.filter(({ field }) => !failed.has(field));
		return {
			index: this.index,
			faults: [...this.faults, ...others],
			expressionErrors: this.expressionErrors,
		};
	}
}
