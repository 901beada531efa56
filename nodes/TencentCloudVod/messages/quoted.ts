/** What may end a line, or show the text around it in another order. */
const MISLEADING = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu;

/** A text that anybody may have written, as JSON in one line that reads as it stands. */
export function quoted(text: string): string {
	return JSON.stringify(text).replace(
		MISLEADING,
		(character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
	);
}
