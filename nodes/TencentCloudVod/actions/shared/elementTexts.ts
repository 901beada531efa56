/** Name and description of an element: the fields, and what may stand in them. */
import type { INodeProperties } from 'n8n-workflow';

import type { ItemReader } from '../../execution/itemReader';
import { checkedText, faultsIn, type Checked } from '../../input/checked';
import { textFaults } from '../../input/texts';

/** Source of the limits: CreateAigcCustomElement, https://www.tencentcloud.com/document/product/266/79910 */
export const MAX_NAME_LENGTH = 20;
export const MAX_DESCRIPTION_LENGTH = 100;

const NAME = 'Element Name';
const DESCRIPTION = 'Element Description';

/** As the requests of all actions have them. Nothing is trimmed or rewritten. */
export interface ElementTexts {
	ElementName: string;
	ElementDescription: string;
}

export const elementTextFields: INodeProperties[] = [
	{
		displayName: NAME,
		name: 'elementName',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. Mira',
		description: `What the element is called, at most ${MAX_NAME_LENGTH} characters`,
	},
	{
		displayName: DESCRIPTION,
		name: 'elementDescription',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. Young woman with short black hair and a red raincoat',
		description: `What the element looks like, at most ${MAX_DESCRIPTION_LENGTH} characters`,
	},
];

export function readElementTexts(reader: ItemReader): Checked<ElementTexts> {
	return checkElementTexts({
		elementName: reader.read('elementName', NAME),
		elementDescription: reader.read('elementDescription', DESCRIPTION),
	});
}

/** @param entered what the form, an expression or a model gave, in whatever type it arrived */
export function checkElementTexts(entered: {
	elementName: unknown;
	elementDescription: unknown;
}): Checked<ElementTexts> {
	const text = (field: keyof typeof entered, displayName: string, max: number) =>
		checkedText(field, `'${displayName}'`, entered[field], (value) => textFaults(value, max));
	const name = text('elementName', NAME, MAX_NAME_LENGTH);
	const description = text('elementDescription', DESCRIPTION, MAX_DESCRIPTION_LENGTH);
	if (!name.ok || !description.ok) return { ok: false, faults: faultsIn([name, description]) };
	return {
		ok: true,
		value: { ElementName: name.value, ElementDescription: description.value },
	};
}
