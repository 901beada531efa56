import { z } from 'zod';
import { UNSET_TIME } from './times';

/** A task's Input repeats the request with all of these fields: those that were left out are blank. */
export function echo(fields: z.ZodTypeAny, given: unknown): unknown {
	if (fields instanceof z.ZodOptional) return echo(fields.unwrap() as z.ZodTypeAny, given);
	if (fields instanceof z.ZodObject) {
		return echoObject(fields.shape as z.ZodRawShape, (given ?? {}) as object);
	}
	if (fields instanceof z.ZodArray) {
		const entries = (given ?? []) as unknown[];
		return entries.map((entry) => echo(fields.element as z.ZodTypeAny, entry));
	}
	return given ?? (fields instanceof z.ZodNumber ? 0 : '');
}

function echoObject(shape: z.ZodRawShape, given: object): object {
	const values = new Map<string, unknown>(Object.entries(given));
	return Object.fromEntries(
		Object.entries(shape).map(([name, field]) => {
			const value = values.get(name) ?? (name === 'ExpireTime' ? UNSET_TIME : undefined);
			return [name, echo(field, value)];
		}),
	);
}
