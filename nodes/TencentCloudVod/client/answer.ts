/**
 * Reads the body of an HTTP answer as Tencent Cloud's API 3.0 writes it: `{"Response": {…}}`, with an
 * `Error` in it or the action's own fields. https://www.tencentcloud.com/document/product/266/34133
 */
import { AnswerText } from './answerText';
import type { Redact } from './redaction';

export type Answer =
	| (TencentAnswer & { kind: 'result' })
	| (TencentAnswer & { kind: 'error'; code: string; message: string })
	| { kind: 'foreign' };

interface TencentAnswer {
	/** All fields of `Response`, an `Error` and whatever stands beside it included. */
	response: Readonly<Record<string, unknown>>;
	requestId: string | undefined;
	/** Whether nothing but blanks follows it. What does follow it is no part of it. */
	isAlone: boolean;
}

const FOREIGN: Answer = { kind: 'foreign' };
const MAX_MESSAGE_LENGTH = 300;

/**
 * @param redact applied to every text in it: whoever answers may repeat what the request held
 * @returns `foreign` for whatever Tencent Cloud would not have written: a proxy's page, a cut-off text. Never throws.
 */
export function readAnswer(body: string, redact: Redact): Answer {
	const text = new AnswerText();
	text.add(body);
	const parsed = parseJson(text.object ?? '', redact);
	const response = isRecord(parsed) ? parsed.Response : undefined;
	if (!isRecord(response)) return FOREIGN;
	const isAlone = text.isWhole;
	const requestId = requestIdIn(response);
	const { Code, Message } = isRecord(response.Error) ? response.Error : {};
	if (!isCode(Code)) return { kind: 'result', response, requestId, isAlone };
	return { kind: 'error', code: Code, message: oneLine(Message), response, requestId, isAlone };
}

/** Whether it is written as Tencent Cloud writes its codes. */
export function isCode(value: unknown): value is string {
	return typeof value === 'string' && /^[A-Za-z][\w.]{0,99}$/.test(value);
}

const MAX_ID_LENGTH = 256;

/**
 * Reads an id from a field of an answer. Its form is Tencent Cloud's affair: any text that can be shown
 * in one line is taken, and a short integer as text.
 * @returns undefined when it is none
 */
export function readId(value: unknown): string | undefined {
	const id = Number.isSafeInteger(value) ? String(value) : value;
	if (typeof id !== 'string') return undefined;
	const trimmed = id.trim();
	return /^[^\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+$/u.test(trimmed) &&
		[...trimmed].length <= MAX_ID_LENGTH
		? trimmed
		: undefined;
}

function parseJson(text: string, redact: Redact): unknown {
	try {
		return JSON.parse(quoteLongIntegers(text), (_key, value: unknown) =>
			typeof value === 'string' ? redact(value) : value,
		);
	} catch {
		return undefined;
	}
}

/** Strings and numbers. A string that is cut off counts to the end, so that no text is read twice. */
const TOKENS = /"(?:[^"\\]|\\.)*"?|-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?/gs;

/** An id of 16 digits and more would lose its last digits as a JavaScript number, so it is read as text. */
export function quoteLongIntegers(json: string): string {
	return json.replace(TOKENS, (token) => (/^-?\d{16,}$/.test(token) ? `"${token}"` : token));
}

function requestIdIn({ RequestId: id }: Readonly<Record<string, unknown>>): string | undefined {
	return typeof id === 'string' && /^[\w.-]{1,64}$/.test(id) ? id : undefined;
}

/** A text that others wrote, short enough to be shown. */
export function oneLine(value: unknown): string {
	if (typeof value !== 'string') return '';
	return value
		.slice(0, MAX_MESSAGE_LENGTH)
		.replace(/[\p{Cc}\s]+/gu, ' ')
		.trim();
}

export function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function recordsIn(value: unknown): Array<Record<string, unknown>> {
	return Array.isArray(value) ? value.filter(isRecord) : [];
}
