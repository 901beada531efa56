import { z } from 'zod';

import { DEFAULT_REQUESTS_PER_SECOND, DEFAULT_TIMEOUT_MS, OPTION_NAMES } from './options.fields';

/** The longest wait that a timer can hold for sure is 24.8 days; an hour is more than any answer takes. */
const MAX_TIMEOUT_MS = 3_600_000;

/** An expression may give a number, or true and false, as text. */
const unquoted = (value: unknown) => {
	if (typeof value !== 'string' || value.trim() === '') return value;
	if (value === 'true' || value === 'false') return value === 'true';
	return Number(value);
};

const optionsSchema = z.object({
	requestsPerSecond: z
		.preprocess(unquoted, z.number().positive().finite())
		.default(DEFAULT_REQUESTS_PER_SECOND),
	timeout: z
		.preprocess(unquoted, z.number().int().min(1).max(MAX_TIMEOUT_MS))
		.default(DEFAULT_TIMEOUT_MS),
	whenOutcomeUnknown: z.enum(['stop', 'createAgain']).default('stop'),
	reuseCreated: z.preprocess(unquoted, z.boolean()).default(false),
	validateOnly: z.preprocess(unquoted, z.boolean()).default(false),
});

export type CreateOptions = z.infer<typeof optionsSchema>;

const RULES: Record<keyof CreateOptions, string> = {
	requestsPerSecond: 'must be a number above 0',
	timeout: `must be a whole number of milliseconds from 1 to ${MAX_TIMEOUT_MS} (an hour)`,
	whenOutcomeUnknown: "must be 'stop' or 'createAgain'",
	reuseCreated: 'must be true or false',
	validateOnly: 'must be true or false',
};

/** An option that cannot be used; the text names it as the form does. */
export class OptionsError extends Error {
	override readonly name = 'OptionsError';
}

/**
 * @param options the collection as n8n gives it, with values of whatever type an expression gave
 * @throws {OptionsError} that says what is wrong with every option that is
 */
export function readOptions(options: unknown): CreateOptions {
	const parsed = optionsSchema.safeParse(options);
	if (parsed.success) return parsed.data;
	const wrong = new Set(parsed.error.issues.map(({ path: [name] }) => name));
	const texts = (Object.keys(RULES) as Array<keyof CreateOptions>)
		.filter((name) => wrong.has(name))
		.map((name) => `'${OPTION_NAMES[name]}' ${RULES[name]}.`);
	throw new OptionsError(texts.join(' '));
}
