/** One thing that is wrong. `text` is a sentence that starts with the field's name. */
export interface InputFault {
	/** The parameter, as the workflow stores it. */
	field: string;
	text: string;
}

/** Everything that is wrong with the input of one item. */
export class InputError extends Error {
	override readonly name = 'InputError';

	constructor(readonly faults: readonly InputFault[]) {
		super(faults.map(({ text }) => text).join(' '));
	}
}

/** Options that cannot be used; the text names them as the form does. */
export class OptionsError extends Error {
	override readonly name = 'OptionsError';

	/** @param expressionErrors n8n's own words on expressions that failed */
	constructor(
		message: string,
		readonly expressionErrors: readonly string[],
	) {
		super(message);
	}
}
