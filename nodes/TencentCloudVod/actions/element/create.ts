/** Element → Create: CreateAigcCustomElement, https://www.tencentcloud.com/document/product/266/79910 */
import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { readId } from '../../client/answer';
import type { ItemReader } from '../../execution/itemReader';
import { makes } from '../../execution/memories';
import { readImageList, readImageRows, type ImageList } from '../../input/imageList';
import { operation } from '../operation';
import {
	FIELD_NAMES,
	MAX_DESCRIPTION_LENGTH,
	MAX_NAME_LENGTH,
	MAX_REFERENCES,
	parseElement,
	type ElementRequest,
} from './request';

const IMAGE_RULES =
	'A link that Tencent Cloud can open without signing in: .jpg, .jpeg or .png, at most 10 MB, at least 300 pixels wide and high, no side more than 2.5 times the other';

const fields: INodeProperties[] = [
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
];

export const createElement = operation<ElementRequest, string>({
	option: {
		name: 'Create',
		value: 'create',
		description: 'Create an element from its name, description and pictures, and get its ElementId',
		action: 'Create an element',
	},
	fields,
	action: { name: 'CreateAigcCustomElement', version: '2018-07-17' },
	quota: 20,
	// There is no token that tells a repeat from a new one, no look-up and no deletion.
	repeat: 'never',
	makes: makes(z.string(), (elementId) => elementId),
	nouns: {
		thing: 'element',
		things: 'elements',
		id: 'ElementId',
		name: 'ElementName',
		do: 'create',
		done: 'created',
	},
	advice: [
		[
			/^InvalidParameter\.(Violation|Voilation)Content/,
			'Change the name, the description or the pictures: the same input is refused again.',
		],
		[
			/^(InvalidParameter|Missing|UnknownParameter|InvalidRequest)/,
			'Check the pictures first: each link must open without signing in and give a JPEG or PNG of at most 10 MB, at least 300 pixels wide and high, no side more than 2.5 times the other.',
		],
		[/^RequestSizeLimitExceeded/, 'Give links to the pictures, not the pictures themselves.'],
		[
			/^(LimitExceeded|ResourceInsufficient)/,
			'Ask Tencent Cloud for a larger quota for VOD elements, or wait until it is renewed.',
		],
		[/^UnsupportedRegion/, "Leave 'Region' empty in the credential: creating elements needs none."],
	],
	readItem: (reader) =>
		parseElement(
			{
				elementName: read(reader, 'elementName'),
				elementDescription: read(reader, 'elementDescription'),
				elementFrontalImage: read(reader, 'elementFrontalImage'),
				elementReferList: readReferences(reader),
			},
			reader.allowsPrivateHosts,
		),
	nameOf: ({ ElementName }) => ElementName,
	bodyOf: (request) => request,
	resultOf: ({ ElementId }) => readId(ElementId),
	outputOf: (ElementId, { ElementName }, RequestId) => ({ ElementId, RequestId, ElementName }),
});

function read(reader: ItemReader, field: keyof typeof FIELD_NAMES, parameter?: string): unknown {
	return reader.read(field, FIELD_NAMES[field], parameter);
}

function readReferences(reader: ItemReader): ImageList {
	const form = reader.read('specifyElementReferList', 'Specify Reference Images');
	if (form === 'json') {
		return readImageList(read(reader, 'elementReferList', 'elementReferListJson'));
	}
	// The form gives `{image: [{imageUrl}]}`, or `{}` without a row.
	const rows = read(reader, 'elementReferList');
	return readImageRows(
		typeof rows === 'object' && rows !== null && 'image' in rows ? rows.image : [],
	);
}
