/** The images that something is generated from: links, files in VOD, or files of the item. */
import type { INodeProperties } from 'n8n-workflow';

import type { BinaryFile } from '../../execution/binaryFile';
import type { ImageLimits } from '../../input/imageRules';

export const IMAGES = { field: 'images', displayName: 'Images' } as const;
export const IMAGES_LABEL = `'${IMAGES.displayName}'`;

export type GenerationImage = {
	/** What it is for; undefined where images are for one thing alone. */
	usage: string | undefined;
} & ImageSource;

export type ImageSource =
	| { source: 'url'; url: string }
	| { source: 'fileId'; fileId: string }
	| { source: 'binary'; file: BinaryFile };

/** What the files of an action have to be. Source: `FileInfos` of its request. */
export function imageLimits(maxMegabytes: number): ImageLimits {
	return {
		formats: ['PNG', 'JPEG', 'WebP'],
		maxMegabytes,
		minSide: 1,
		maxRatio: Number.POSITIVE_INFINITY,
	};
}

/** What an image of a video is for. */
export const usageField: INodeProperties = {
	displayName: 'Usage',
	name: 'usage',
	type: 'options',
	options: [
		{
			name: 'First Frame',
			value: 'FirstFrame',
			description: 'The video begins with this image, and takes its aspect ratio',
		},
		{
			name: 'Last Frame',
			value: 'LastFrame',
			description: 'The video ends with this image. It needs a first frame, too.',
		},
		{
			name: 'Reference',
			value: 'Reference',
			description: 'What this image shows appears in the video',
		},
	],
	default: 'Reference',
	description: 'What the image is for',
};

const sourceFields: INodeProperties[] = [
	{
		displayName: 'Source',
		name: 'source',
		type: 'options',
		options: [
			{ name: 'File in VOD', value: 'fileId', description: 'A file that was uploaded, by FileId' },
			{ name: 'File of the Item', value: 'binary', description: 'A file in an input field' },
			{ name: 'Link', value: 'url', description: 'A link that anybody can open' },
		],
		default: 'url',
		description: 'Where the image is',
	},
	{
		displayName: 'Image URL',
		name: 'url',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://example.com/street.png',
		displayOptions: { show: { source: ['url'] } },
		description:
			'A link that Tencent Cloud can open without signing in: .jpg, .jpeg, .png or .webp. An expression may give several at once.',
	},
	{
		displayName: 'Input Binary Field',
		name: 'binaryPropertyName',
		type: 'string',
		default: 'data',
		displayOptions: { show: { source: ['binary'] } },
		hint: 'The name of the input field that contains the file',
		description:
			'A PNG, JPEG or WebP. Several names are separated by commas. Files of together more than 7 MB are uploaded to VOD first.',
	},
	{
		displayName: 'File ID',
		name: 'fileId',
		type: 'string',
		default: '',
		placeholder: 'e.g. 5145403700000000001',
		displayOptions: { show: { source: ['fileId'] } },
		description: 'The FileId that Media → Upload, or another task, has put out',
	},
];

/** @param perImage fields that each image has beside its source */
export function imagesField(
	description: string,
	perImage: readonly INodeProperties[],
): INodeProperties {
	return {
		displayName: IMAGES.displayName,
		name: IMAGES.field,
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, sortable: true },
		placeholder: 'Add Image',
		default: {},
		description,
		options: [{ displayName: 'Image', name: 'image', values: [...perImage, ...sourceFields] }],
	};
}
