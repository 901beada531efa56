import { SigningRefused } from './signingRefused';

/** Where n8n keeps a body; the built-in HTTP Request node puts forms into fields of their own. */
export interface RequestBody {
	readonly body?: unknown;
	readonly form?: unknown;
	readonly formData?: unknown;
}

/**
 * The body as the text that is signed and sent. Axios, which sends it, parses a string again: it
 * trims JSON and puts other text into quotes, so only trimmed JSON reaches the wire unchanged.
 *
 * @throws SigningRefused when the body is anything but one JSON object or nothing
 */
export function jsonBody({ body, form, formData }: RequestBody): string {
	const text = typeof body === 'string' ? body.trim() : body;
	if (form === undefined && formData === undefined) {
		if (text === undefined || text === null || text === '') return '{}';
		if (typeof text === 'string' && isJsonObject(text)) return text;
		if (isPlainObject(text)) return JSON.stringify(text);
	}
	throw new SigningRefused(
		'Tencent Cloud API calls carry one JSON object as their body. In the HTTP Request node, set ' +
			`'Body Content Type' to JSON and give an object, such as { "Limit": 10 }.`,
	);
}

function isJsonObject(text: string): boolean {
	try {
		return isPlainObject(JSON.parse(text));
	} catch {
		return false;
	}
}

/** An object literal, from whichever realm; no array, buffer, form or stream. */
function isPlainObject(value: unknown): value is object {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
	const prototype: unknown = Object.getPrototypeOf(value);
	return prototype === null || Object.getPrototypeOf(prototype) === null;
}
