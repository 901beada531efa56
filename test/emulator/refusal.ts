/** Why a call is refused: Code and Message of the error answer. */
export interface Refusal {
	code: string;
	message: string;
}

export function refusal(code: string, message: string): Refusal {
	return { code, message };
}

export function missing(field: string): Refusal {
	return refusal('MissingParameter', `The parameter ${field} is missing.`);
}
