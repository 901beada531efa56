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
