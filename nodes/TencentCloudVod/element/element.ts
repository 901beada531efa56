/**
 * What an element is: the request of CreateAigcCustomElement, and the one way from what a person
 * entered to it. Nothing is trimmed or rewritten: what passes goes out as it came in.
 */
import { z } from 'zod';

import { FIELD_NAMES, type ElementField } from './fields';
import type { ImageList } from './imageList';
import {
	imageUrlFaults,
	MAX_DESCRIPTION_LENGTH,
	MAX_NAME_LENGTH,
	MAX_REFERENCES,
	MIN_REFERENCES,
	notTextFault,
	referenceCountFault,
	textFaults,
} from './rules';

/** The request's fields under the names, and in the order, of the API's documentation. */
export interface ElementRequest {
	ElementName: string;
	ElementDescription: string;
	ElementFrontalImage: string;
	ElementReferList: Array<{ ImageUrl: string }>;
}

/** What the form, an expression or a model gave, in whatever type it arrived. */
export interface ElementInput {
	elementName: unknown;
	elementDescription: unknown;
	elementFrontalImage: unknown;
	elementReferList: ImageList;
}

/** One thing that is wrong. `text` is a sentence that starts with the field's name. */
export interface InputFault {
	field: ElementField;
	text: string;
}

/** Everything that is wrong with one element's input. */
export class ElementInputError extends Error {
	constructor(readonly faults: readonly InputFault[]) {
		super(faults.map((fault) => fault.text).join(' '));
		this.name = 'ElementInputError';
	}
}

const text = (max: number) => refinedString((value) => textFaults(value, max));

const schemaOf = (allowPrivateHosts: boolean) => {
	const imageUrl = refinedString((value) => imageUrlFaults(value, allowPrivateHosts));
	return z.object({
		elementName: text(MAX_NAME_LENGTH),
		elementDescription: text(MAX_DESCRIPTION_LENGTH),
		elementFrontalImage: imageUrl,
		elementReferList: z
			.array(imageUrl, {
				errorMap: (_issue, { data }: { data: unknown[] }) => ({
					message: referenceCountFault(data.length),
				}),
			})
			.min(MIN_REFERENCES)
			.max(MAX_REFERENCES),
	});
};

const PUBLIC_HOSTS_ONLY = schemaOf(false);
const ANY_HOST = schemaOf(true);

/**
 * @param allowPrivateHosts whether images may lie in a private network (true with a custom endpoint)
 * @throws {ElementInputError} with every fault at once; nothing else
 */
export function parseElement(input: ElementInput, allowPrivateHosts: boolean): ElementRequest {
	const { elementReferList: list, ...fields } = input;
	const schema = allowPrivateHosts ? ANY_HOST : PUBLIC_HOSTS_ONLY;
	const parsed = schema.safeParse({ ...fields, elementReferList: list.ok ? list.images : [] });
	const faults = parsed.success ? [] : parsed.error.issues.map(toFault);
	if (!list.ok) {
		const others = faults.filter(({ field }) => field !== 'elementReferList');
		throw new ElementInputError([...others, fault('elementReferList', list.fault)]);
	}
	if (!parsed.success) throw new ElementInputError(faults);
	const { data } = parsed;
	return {
		ElementName: data.elementName,
		ElementDescription: data.elementDescription,
		ElementFrontalImage: data.elementFrontalImage,
		ElementReferList: data.elementReferList.map((ImageUrl) => ({ ImageUrl })),
	};
}

function refinedString(faultsOf: (value: string) => string[]) {
	const string = z.string({ errorMap: (_issue, { data }) => ({ message: notTextFault(data) }) });
	return string.superRefine((value, context) => {
		for (const message of faultsOf(value)) {
			context.addIssue({ code: z.ZodIssueCode.custom, message });
		}
	});
}

function toFault({ path, message }: z.ZodIssue): InputFault {
	// The schema's fields are the element's, and only the images have a place.
	const [field, index] = path as [ElementField, number?];
	return fault(field, index === undefined ? message : `image ${index + 1} ${message}`);
}

function fault(field: ElementField, message: string): InputFault {
	const separator = message.startsWith('image ') ? ': ' : ' ';
	return { field, text: `'${FIELD_NAMES[field]}'${separator}${message}.` };
}
