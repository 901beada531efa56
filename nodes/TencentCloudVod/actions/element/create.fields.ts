import type { INodeProperties } from 'n8n-workflow';

import { FIELD_NAMES } from '../../element/fields';
import { MAX_DESCRIPTION_LENGTH, MAX_NAME_LENGTH, MAX_REFERENCES } from '../../element/rules';
import { createOptions } from '../options.fields';

const IMAGE_RULES =
	'A link that Tencent Cloud can open without signing in: .jpg, .jpeg or .png, at most 10 MB, at least 300 pixels wide and high, no side more than 2.5 times the other';

/** The form of Element → Create. */
export const createFields: INodeProperties[] = [
	{
		displayName: FIELD_NAMES.elementName,
		name: 'elementName',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. Mira',
		description: `What the element is called, at most ${MAX_NAME_LENGTH} characters`,
	},
	{
		displayName: FIELD_NAMES.elementDescription,
		name: 'elementDescription',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. Young woman with short black hair and a red raincoat',
		description: `What the element looks like, at most ${MAX_DESCRIPTION_LENGTH} characters`,
	},
	{
		displayName: FIELD_NAMES.elementFrontalImage,
		name: 'elementFrontalImage',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. https://example.com/mira-front.png',
		description: `Picture of the element from the front. ${IMAGE_RULES}.`,
	},
	{
		displayName: 'Specify Reference Images',
		name: 'specifyElementReferList',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Using Fields Below',
				value: 'fields',
				description: 'One field for each image',
			},
			{
				name: 'Using a List or JSON',
				value: 'json',
				description: 'One field or expression for all images',
			},
		],
		default: 'fields',
		description: `How to give 1 to ${MAX_REFERENCES} more pictures of the same person or thing`,
	},
	{
		displayName: FIELD_NAMES.elementReferList,
		name: 'elementReferList',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, maxValue: MAX_REFERENCES },
		placeholder: 'Add Image',
		default: {},
		displayOptions: { show: { specifyElementReferList: ['fields'] } },
		description: `1 to ${MAX_REFERENCES} more pictures of the same person or thing, from other sides`,
		options: [
			{
				displayName: 'Image',
				name: 'image',
				values: [
					{
						displayName: 'Image URL',
						name: 'imageUrl',
						type: 'string',
						default: '',
						placeholder: 'e.g. https://example.com/mira-left.png',
						description: `${IMAGE_RULES}. An expression may give several at once.`,
					},
				],
			},
		],
	},
	{
		displayName: FIELD_NAMES.elementReferList,
		name: 'elementReferListJson',
		type: 'string',
		typeOptions: { rows: 3 },
		default: '',
		placeholder: 'e.g. https://example.com/mira-left.png, https://example.com/mira-right.png',
		displayOptions: { show: { specifyElementReferList: ['json'] } },
		description: `1 to ${MAX_REFERENCES} links to pictures of the same person or thing: separated by commas or line breaks, as a JSON array of links, or as a JSON array of objects with ImageUrl. An expression may give an array. The rules for each are those of ${FIELD_NAMES.elementFrontalImage}.`,
	},
	createOptions,
];
