/**
 * What an element is: the request of CreateAigcCustomElement, and the one way from what a person
 * entered to it. Nothing is trimmed or rewritten: what passes goes out as it came in.
 */
import { z } from 'zod';

import type { ImageList } from '../../input/imageList';
import type { ImageLimits } from '../../input/imageRules';
import { imageUrlFaults } from '../../input/imageLinks';
import { InputError, type InputFault } from '../../input/inputError';
import { notTextFault, textFaults } from '../../input/texts';

/** Source of the limits: CreateAigcCustomElement, https://www.tencentcloud.com/document/product/266/79910 */
export const MAX_NAME_LENGTH = 20;
export const MAX_DESCRIPTION_LENGTH = 100;
const MIN_REFERENCES = 1;
export const MAX_REFERENCES = 3;

/** The fields of an element under the names that the form shows: an error names exactly what the person sees. */
export const FIELD_NAMES = {
	elementName: 'Element Name',
	elementDescription: 'Element Description',
	elementFrontalImage: 'Element Frontal Image',
	elementReferList: 'Element Reference Images',
} as const;

type ElementField = keyof typeof FIELD_NAMES;

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

/** The fields that are texts, whether pictures come as links or as files. */
export interface ElementTexts {
	elementName: unknown;
	elementDescription: unknown;
}

/** What pictures have to be; the reference images, how many. */
export const PICTURE_LIMITS: ImageLimits = { maxMegabytes: 10, minSide: 300, maxRatio: 2.5 };

const text = (max: number) => refinedString((value) => textFaults(value, max));

const TEXTS = z.object({
	elementName: text(MAX_NAME_LENGTH),
	elementDescription: text(MAX_DESCRIPTION_LENGTH),
});

const schemaOf = (allowPrivateHosts: boolean) => {
	const imageUrl = refinedString((value) => imageUrlFaults(value, allowPrivateHosts));
	return TEXTS.extend({
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
 * @throws {InputError} with every fault at once; nothing else
 */
export function parseElement(input: ElementInput, allowPrivateHosts: boolean): ElementRequest {
	const { elementReferList: list, ...fields } = input;
	const schema = allowPrivateHosts ? ANY_HOST : PUBLIC_HOSTS_ONLY;
	const parsed = schema.safeParse({ ...fields, elementReferList: list.ok ? list.images : [] });
	const faults = parsed.success ? [] : parsed.error.issues.map(toFault);
	if (!list.ok) {
		const others = faults.filter(({ field }) => field !== 'elementReferList');
		throw new InputError([...others, fault('elementReferList', list.fault)]);
	}
	if (!parsed.success) throw new InputError(faults);
	const { data } = parsed;
	return {
		ElementName: data.elementName,
		ElementDescription: data.elementDescription,
		ElementFrontalImage: data.elementFrontalImage,
		ElementReferList: data.elementReferList.map((ImageUrl) => ({ ImageUrl })),
	};
}

/** What is wrong with the texts, and with how many pictures there are. */
export function faultsOfTexts(texts: ElementTexts, references: number): InputFault[] {
	const parsed = TEXTS.safeParse(texts);
	const faults = parsed.success ? [] : parsed.error.issues.map(toFault);
	if (references >= MIN_REFERENCES && references <= MAX_REFERENCES) return faults;
	return [...faults, fault('elementReferList', referenceCountFault(references))];
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

/** What is wrong with a number of references below the least or above the most. */
function referenceCountFault(count: number): string {
	return count < MIN_REFERENCES
		? `has no image, but ${MIN_REFERENCES} to ${MAX_REFERENCES} are needed`
		: `has ${count} images, but at most ${MAX_REFERENCES} are allowed`;
}
