/** Why a call is refused: Code and Message of the error answer. */
export interface Refusal {
	code: string;
	message: string;
}

export function refusal(code: string, message: string): Refusal {
	return { code, message };
}
