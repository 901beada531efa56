import type { INodeProperties } from 'n8n-workflow';

import { IMAGE_FIELDS, MAX_REFERENCES } from './elementImages';

const IMAGE_RULES =
	'A link that Tencent Cloud can open without signing in: .jpg, .jpeg or .png, at most 10 MB, at least 300 pixels wide and high, no side more than 2.5 times the other';

const FILE_RULES =
	'A PNG or JPEG of at most 10 MB, at least 300 pixels wide and high, no side more than 2.5 times the other';

/** Whether the pictures of an element are links or files. */
export const imageInputField: INodeProperties = {
	displayName: 'Image Input',
	name: 'imageInput',
	type: 'options',
	noDataExpression: true,
	options: [
		{ name: 'Links', value: 'url', description: 'The pictures lie where anybody can open them' },
		{
			name: 'Files',
			value: 'binary',
			description: 'The pictures are files of the item, and are uploaded to VOD first',
		},
	],
	default: 'url',
	description: 'How the pictures are given',
};

/** The pictures of an element, as links or as files. */
export const elementImageFields: INodeProperties[] = [
	{
		displayName: IMAGE_FIELDS.elementFrontalImage,
		name: 'elementFrontalImageBinary',
		type: 'string',
		required: true,
		default: 'data',
		displayOptions: { show: { imageInput: ['binary'] } },
		hint: 'The name of the input field that contains the file',
		description: `Picture of the element from the front. ${FILE_RULES}.`,
	},
	{
		displayName: IMAGE_FIELDS.elementReferList,
		name: 'elementReferListBinary',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. left, right',
		displayOptions: { show: { imageInput: ['binary'] } },
		hint: 'The names of the input fields that contain the files',
		description: `1 to ${MAX_REFERENCES} more pictures of the same person or thing, names separated by commas. ${FILE_RULES}.`,
	},
	{
		displayName: IMAGE_FIELDS.elementFrontalImage,
		name: 'elementFrontalImage',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. https://example.com/mira-front.png',
		displayOptions: { show: { imageInput: ['url'] } },
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
		displayOptions: { show: { imageInput: ['url'] } },
		description: `How to give 1 to ${MAX_REFERENCES} more pictures of the same person or thing`,
	},
	{
		displayName: IMAGE_FIELDS.elementReferList,
		name: 'elementReferList',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, maxValue: MAX_REFERENCES },
		placeholder: 'Add Image',
		default: {},
		displayOptions: { show: { imageInput: ['url'], specifyElementReferList: ['fields'] } },
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
		displayName: IMAGE_FIELDS.elementReferList,
		name: 'elementReferListJson',
		type: 'string',
		typeOptions: { rows: 3 },
		default: '',
		placeholder: 'e.g. https://example.com/mira-left.png, https://example.com/mira-right.png',
		displayOptions: { show: { imageInput: ['url'], specifyElementReferList: ['json'] } },
		description: `1 to ${MAX_REFERENCES} links to pictures of the same person or thing: separated by commas or line breaks, as a JSON array of links, or as a JSON array of objects with ImageUrl. An expression may give an array. The rules for each are those of ${IMAGE_FIELDS.elementFrontalImage}.`,
	},
];
