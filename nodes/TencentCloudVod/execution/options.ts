/** The options of a call: the part of the form, and how it is read. */
import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { OptionsError } from '../input/inputError';
import { DEFAULTS, rulesOf, type Options, type Subject } from './optionRules';

/** The collection "Options" of an operation's form. */
export function optionsForm(subject: Subject): INodeProperties {
	return {
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [...rulesOf(subject)]
			.map(([name, { form }]): INodeProperties => ({ ...form, name }))
			.sort((one, other) => (one.displayName < other.displayName ? -1 : 1)),
	};
}

/**
 * Only an option that nobody added has its default: one whose expression gives nothing must not turn,
 * say, 'Validate Only' off.
 * @throws {OptionsError} that says what is wrong with every option that is
 */
export function readOptions(context: IExecuteFunctions, subject: Subject): Options {
	const options: Options = { requestsPerSecond: subject.quota, ...DEFAULTS };
	const faults: string[] = [];
	const expressionErrors: string[] = [];
	const added = context.getNodeParameter('options', 0, {}, { rawExpressions: true });
	for (const [name, { form, rule, schema }] of rulesOf(subject)) {
		if (!(name in added)) continue;
		try {
			const parsed = schema.safeParse(context.getNodeParameter(`options.${name}`, 0) ?? null);
			if (parsed.success) Object.assign(options, { [name]: parsed.data as unknown });
			else faults.push(`'${form.displayName}' ${rule}.`);
		} catch (error) {
			faults.push(`'${form.displayName}': its expression failed.`);
			const words = error instanceof Error ? error.message : '';
			expressionErrors.push(`'${form.displayName}': n8n says: ${words}`);
		}
	}
	if (faults.length > 0) throw new OptionsError(faults.join(' '), expressionErrors);
	return options;
}
