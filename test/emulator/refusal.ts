/** Why a call is refused: Code and Message of Tencent Cloud's error answer. */
export interface Refusal {
	code: string;
	message: string;
}

export function refusal(code: string, message: string): Refusal {
	return { code, message };
}

/** The body of an error answer. */
export function errorAnswer({ code, message }: Refusal, requestId: string): string {
	return JSON.stringify({
		Response: { Error: { Code: code, Message: message }, RequestId: requestId },
	});
}

/** The body of a successful answer. */
export function successAnswer(fields: object, requestId: string): string {
	return JSON.stringify({ Response: { ...fields, RequestId: requestId } });
}
