import type { IExecuteFunctions } from 'n8n-workflow';
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

type OptionName = keyof CreateOptions;

const RULES: Record<OptionName, string> = {
	requestsPerSecond: 'must be a number above 0',
	timeout: `must be a whole number of milliseconds from 1 to ${MAX_TIMEOUT_MS} (an hour)`,
	whenOutcomeUnknown: "must be 'stop' or 'createAgain'",
	reuseCreated: 'must be true or false',
	validateOnly: 'must be true or false',
};

const NAMES = Object.keys(RULES) as OptionName[];

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

interface GivenOptions {
	values: Partial<Record<OptionName, unknown>>;
	/** Whose expression failed, and why in n8n's words. */
	failed: Map<OptionName, string>;
}

/**
 * The options of the whole batch, from its first item. Only an option that nobody added has its
 * default: one whose expression gives nothing must not turn, say, 'Validate Only' off.
 * @throws {OptionsError} that says what is wrong with every option that is
 */
export function readOptions(context: IExecuteFunctions): CreateOptions {
	const { values, failed } = givenOptions(context);
	const parsed = optionsSchema.safeParse(values);
	if (parsed.success && failed.size === 0) return parsed.data;
	const wrong = new Set(parsed.error?.issues.map(({ path: [name] }) => name));
	const texts = NAMES.flatMap((name) => {
		if (failed.has(name)) return [`'${OPTION_NAMES[name]}': its expression failed.`];
		return wrong.has(name) ? [`'${OPTION_NAMES[name]}' ${RULES[name]}.`] : [];
	});
	const expressionErrors = [...failed].map(
		([name, words]) => `'${OPTION_NAMES[name]}': n8n says: ${words}`,
	);
	throw new OptionsError(texts.join(' '), expressionErrors);
}

/** Read one by one, so that an expression that fails is known by its option. */
function givenOptions(context: IExecuteFunctions): GivenOptions {
	const given: GivenOptions = { values: {}, failed: new Map() };
	const added = context.getNodeParameter('options', 0, {}, { rawExpressions: true });
	for (const name of NAMES.filter((known) => known in added)) {
		try {
			given.values[name] = context.getNodeParameter(`options.${name}`, 0) ?? null;
		} catch (error) {
			given.failed.set(name, error instanceof Error ? error.message : '');
		}
	}
	return given;
}
