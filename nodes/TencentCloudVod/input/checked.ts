import { InputError, type InputFault } from './inputError';
import { notTextFault } from './texts';

/** What was entered in a field: its value, or everything that is wrong with it. */
export type Checked<T> = { ok: true; value: T } | { ok: false; faults: InputFault[] };

/** @param text follows the label: "is empty" */
export function wrong(field: string, label: string, text: string): Checked<never> {
	return { ok: false, faults: [{ field, text: `${label} ${text}.` }] };
}

/**
 * @param label begins a fault: the field as the form shows it, in quotes
 * @param faultsOf what is wrong with a text, worded to follow the label
 */
export function checkedText(
	field: string,
	label: string,
	value: unknown,
	faultsOf: (text: string) => string[],
): Checked<string> {
	if (typeof value !== 'string') return wrong(field, label, notTextFault(value));
	const faults = faultsOf(value).map((fault) => ({ field, text: `${label} ${fault}.` }));
	return faults.length === 0 ? { ok: true, value } : { ok: false, faults };
}

/** What is wrong with several fields, in their order. */
export function faultsIn(checked: ReadonlyArray<Checked<unknown>>): InputFault[] {
	return checked.flatMap((one) => (one.ok ? [] : one.faults));
}

/** @throws {InputError} with everything that is wrong with any of the fields */
export function allOf<T extends Record<string, unknown>>(fields: {
	[Name in keyof T]: Checked<T[Name]>;
}): T {
	const checked = Object.entries(fields) as Array<[string, Checked<unknown>]>;
	if (!checked.every(([, { ok }]) => ok)) {
		throw new InputError(faultsIn(checked.map(([, one]) => one)));
	}
	const values = checked.map(([name, one]) => [name, one.ok ? one.value : undefined]);
	return Object.fromEntries(values) as T;
}

/** An expression may give it as text. */
export function checkedBoolean(field: string, label: string, value: unknown): Checked<boolean> {
	if (value === true || value === 'true') return { ok: true, value: true };
	if (value === false || value === 'false') return { ok: true, value: false };
	return wrong(field, label, 'must be true or false');
}
