/**
 * The fields of an element under the names that the form shows. Error texts and the form both take
 * them from here, so that an error names exactly what the person sees.
 */
export const FIELD_NAMES = {
	elementName: 'Element Name',
	elementDescription: 'Element Description',
	elementFrontalImage: 'Element Frontal Image',
	elementReferList: 'Element Reference Images',
} as const;

export type ElementField = keyof typeof FIELD_NAMES;
