import { z } from 'zod';
import { missing, refusal, type Refusal } from '../refusal';
import { isIsoTime } from '../times';

/** Exactly the fields of the official SDK's type, each of its type: the compiler finds what differs. */
export type FieldsOf<T> = { [Field in keyof Required<T>]: z.ZodType<T[Field]> };

export const text = z.string().optional();
export const onOff = z.enum(['Enabled', 'Disabled']).optional();
export const integer = z.number().int();

/** Counted in code points; what the service itself counts is not documented. */
export function isLonger(value: string, maximum: number): boolean {
	return [...value].length > maximum;
}

export function requiredText(maximum: number): z.ZodType<string> {
	return textUpTo(maximum).refine((value) => value !== '', 'must not be empty');
}

export function textUpTo(maximum: number): z.ZodType<string> {
	return z
		.string()
		.refine((value) => !isLonger(value, maximum), `takes at most ${maximum} characters`);
}

export const webUrl: z.ZodType<string> = z
	.string()
	.refine((value) => /^https?:\/\/[^/]/i.test(value), 'must be a URL');

export const isoTime: z.ZodType<string> = z.string().refine(isIsoTime, 'must be a time');

/** Text that is JSON and holds exactly this. */
export function jsonText(content: z.ZodTypeAny): z.ZodType<string> {
	return z.string().superRefine((value, context) => {
		const { error } = content.safeParse(parsed(value));
		if (!error) return;
		const { message } = refuseFields(error);
		context.addIssue({ code: z.ZodIssueCode.custom, message: `as JSON: ${message}` });
	});
}

/** What is no JSON is as good as nothing. */
function parsed(json: string): unknown {
	try {
		return JSON.parse(json);
	} catch {
		return undefined;
	}
}

/** The service's code for the first rule that a request's fields break. */
export function refuseFields({ issues }: z.ZodError): Refusal {
	const [issue] = issues;
	if (!issue) return refusal('InvalidParameter', 'The request is not valid.');
	const field = issue.path.join('.');
	if (issue.code === 'unrecognized_keys') {
		const unknown = [...issue.path, issue.keys[0]].join('.');
		return refusal('UnknownParameter', `The parameter ${unknown} is not known.`);
	}
	if (issue.code !== 'invalid_type') {
		return refusal(
			'InvalidParameterValue',
			`The value of ${field} is not valid: ${issue.message}.`,
		);
	}
	if (issue.received === 'undefined') {
		return missing(field);
	}
	return refusal('InvalidParameter', `The parameter ${field || 'body'} must be ${issue.expected}.`);
}
