import type { IExecuteFunctions } from 'n8n-workflow';

import { SigningRefused } from '../../../credentials/tc3/signingRefused';
import { OptionsError } from '../input/inputError';
import type { BatchReport } from '../messages/batchReport';
import { textOf } from '../messages/errorTexts';
import { mendSetting } from '../messages/goOnTexts';
import type { Wording } from '../messages/nouns';
import type { ReportContext } from '../messages/report';
import { readAccount, type Account } from './account';
import type { NodeSettings } from './nodeSettings';
import type { Operation } from './operation';
import type { Options } from './optionRules';
import { readOptions } from './options';

/** What a person has set, read once for all items. */
export interface Settings extends NodeSettings {
	account: Account;
	options: Options;
}

/** The words for what becomes of an operation's items. */
export function reportContext(wording: Wording, settings: Settings): ReportContext {
	const { account, executionId, isTool, options, wayToRetry } = settings;
	const { advice, nouns, repeat, taskAdvice } = wording;
	const { whenOutcomeUnknown: whenUnknown } = options;
	const { redact } = account;
	const words = { advice, nouns, repeat, taskAdvice };
	return { ...words, executionId, isTool, wayToRetry, whenUnknown, redact };
}

/** @returns a report where an option or the credential keeps the whole batch from starting */
export async function readSettings<Input, Value>(
	context: IExecuteFunctions,
	operation: Operation<Input, Value>,
	node: NodeSettings,
): Promise<Settings | { report: BatchReport }> {
	try {
		const options = readOptions(context, operation);
		return { ...node, options, account: await readAccount(context) };
	} catch (error) {
		return { report: reportOf(error, operation, node) };
	}
}

function reportOf<Input, Value>(
	error: unknown,
	operation: Operation<Input, Value>,
	{ wayToRetry }: NodeSettings,
): BatchReport {
	const details = { outcome: 'invalid', code: null, requestId: null };
	const text = error instanceof Error ? error.message : '';
	if (error instanceof OptionsError || error instanceof SigningRefused) {
		const words = error instanceof OptionsError ? error.expressionErrors : [];
		const description = [mendSetting(wayToRetry, operation), ...words].join(' ');
		return { message: `${text} Nothing was sent.`, description, details, itemIndex: 0 };
	}
	// Anything else comes from n8n: a credential that is missing or not shared, an expression in it.
	const failure = { kind: 'notSent', reason: 'noCredential', code: '' } as const;
	const { happened, remedy } = textOf(failure, operation, 'stop');
	return {
		message: happened,
		description: `${remedy} n8n says: ${text}`,
		details,
		itemIndex: 0,
	};
}
