/** Whatever a request takes and the form does not have: JSON that is laid over it. */
import type { INodeProperties } from 'n8n-workflow';

import { isRecord, quoteLongIntegers } from '../../client/answer';
import type { ItemReader } from '../../execution/itemReader';
import { faultsIn, wrong, type Checked } from '../../input/checked';

const FIELD = 'extraParameters';
const DISPLAY_NAME = 'Extra Parameters';
export const EXTRA_PARAMETERS_LABEL = `'${DISPLAY_NAME}'`;

/** What a request is made of: JSON under the names of the API. */
export type Fields = Readonly<Record<string, unknown>>;

export const extraParametersField: INodeProperties = {
	displayName: DISPLAY_NAME,
	name: FIELD,
	type: 'json',
	default: '{}',
	description:
		'Parameters of the API that have no field here, or stand in place of one, as a JSON object: {"OutputConfig": {"Duration": 10}}. Objects are merged, lists are replaced.',
};

/** What the node decides, with what to do instead. */
const NOT_HERE = {
	SubAppId: "must not hold SubAppId: choose it in 'Sub-Application'",
	SessionId:
		'must not hold SessionId: the node makes one for each call, so that nothing is generated twice',
};

export function readExtraParameters(reader: ItemReader): Checked<Fields> {
	const value = reader.read(FIELD, DISPLAY_NAME, `additionalFields.${FIELD}`) ?? '';
	const parsed = typeof value === 'string' ? parse(value) : value;
	if (!isRecord(parsed)) {
		return wrong(FIELD, EXTRA_PARAMETERS_LABEL, 'must be a JSON object, such as {"Seed": 7}');
	}
	const faults = faultsIn([
		...Object.entries(NOT_HERE)
			.filter(([name]) => name in parsed)
			.map(([, text]) => wrong(FIELD, EXTRA_PARAMETERS_LABEL, text)),
		hasLostDigits(parsed)
			? wrong(
					FIELD,
					EXTRA_PARAMETERS_LABEL,
					'holds a number that is too long and has lost its last digits: give it as text',
				)
			: { ok: true, value: parsed },
	]);
	return faults.length === 0 ? { ok: true, value: parsed } : { ok: false, faults };
}

/** An ID that is written as a number keeps its digits as text, which is how the API has IDs. */
function parse(text: string): unknown {
	if (text.trim() === '') return {};
	try {
		return JSON.parse(quoteLongIntegers(text));
	} catch {
		return undefined;
	}
}

/** In what an expression has given, long numbers are rounded before anybody can see them. */
function hasLostDigits(value: unknown): boolean {
	if (typeof value === 'number') return Number.isInteger(value) && !Number.isSafeInteger(value);
	return typeof value === 'object' && value !== null && Object.values(value).some(hasLostDigits);
}

/** Objects are merged; anything else on top takes the place of what is below. */
export function laidOver(below: Fields, top: Fields): Fields {
	const merged = Object.entries(top).map(([name, value]) => {
		const under = below[name];
		return [name, isRecord(value) && isRecord(under) ? laidOver(under, value) : value] as const;
	});
	return { ...below, ...Object.fromEntries(merged) };
}
