/** Reads the fields of a request that generates, as the form, an expression or a model gives them. */
import type { ItemReader } from '../../execution/itemReader';
import { checkedText, wrong, type Checked } from '../../input/checked';
import type { InputFault } from '../../input/inputError';
import { textFaults } from '../../input/texts';
import { laidOver, type Fields } from './extraParameters';
import type { GenerationField } from './generationFields';

/** @returns what is filled in, where the request has it */
export function readGenerationFields(
	reader: ItemReader,
	fields: readonly GenerationField[],
): Checked<Fields> {
	const faults: InputFault[] = [];
	let request: Fields = {};
	for (const field of fields) {
		const { displayName, name } = field.form;
		const value = reader.read(name, displayName, `additionalFields.${name}`);
		if (isAbsent(value)) continue;
		const checked = check(field, value);
		if (checked.ok) request = laidOver(request, nested(field.path, checked.value));
		else faults.push(...checked.faults);
	}
	return faults.length === 0 ? { ok: true, value: request } : { ok: false, faults };
}

/** `OutputConfig.Duration` of 5 is `{OutputConfig: {Duration: 5}}`. */
function nested(path: string, value: unknown): Fields {
	const [first = '', ...rest] = path.split('.');
	return { [first]: rest.length === 0 ? value : nested(rest.join('.'), value) };
}

function isAbsent(value: unknown): boolean {
	return (
		value === undefined || value === null || (typeof value === 'string' && value.trim() === '')
	);
}

function numberIn(value: unknown): number {
	return typeof value === 'number' || typeof value === 'string' ? Number(value) : Number.NaN;
}

function check(field: GenerationField, value: unknown): Checked<unknown> {
	const { kind, maxLength = Number.POSITIVE_INFINITY } = field;
	const { displayName, name } = field.form;
	const label = `'${displayName}'`;
	switch (kind) {
		case 'text':
			return checkedText(name, label, value, (text) => textFaults(text, maxLength));
		case 'number': {
			const number = numberIn(value);
			return Number.isFinite(number) && number > 0
				? { ok: true, value: number }
				: wrong(name, label, 'must be a number above 0');
		}
		case 'wholeNumber': {
			const number = numberIn(value);
			return Number.isSafeInteger(number)
				? { ok: true, value: number }
				: wrong(name, label, 'must be a whole number');
		}
		case 'time': {
			const time = new Date(String(value));
			return Number.isNaN(time.getTime())
				? wrong(name, label, 'must be a date and a time')
				: { ok: true, value: time.toISOString().replace(/\.\d+Z$/, 'Z') };
		}
		case 'onOff': {
			const state = typeof value === 'boolean' ? (value ? 'Enabled' : 'Disabled') : value;
			return state === 'Enabled' || state === 'Disabled'
				? { ok: true, value: state }
				: wrong(name, label, 'must be Enabled or Disabled');
		}
	}
}
