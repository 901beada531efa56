/** Element → Create: CreateAigcCustomElement, https://www.tencentcloud.com/document/product/266/79910 */
import { z } from 'zod';

import { readId } from '../../client/answer';
import type { ItemReader } from '../../execution/itemReader';
import { makes } from '../../execution/memories';
import { readImageList, readImageRows, type ImageList } from '../../input/imageList';
import { InputError } from '../../input/inputError';
import { operation } from '../operation';
import {
	namesIn,
	pictureToUpload,
	readPictures,
	uploadPictures,
	type WithPictures,
} from '../shared/pictures';
import { checkPictureLinks, type PictureLink } from '../shared/pictureLinks';
import { readSubAppId } from '../shared/subAppId';
import type { Uploaded } from '../shared/upload';
import { elementForm } from './form';
import {
	faultsOfTexts,
	FIELD_NAMES,
	parseElement,
	PICTURE_LIMITS,
	type ElementRequest,
} from './request';

export const createElement = operation<ElementItem, string>({
	option: {
		name: 'Create',
		value: 'create',
		description: 'Create an element from its name, description and pictures, and get its ElementId',
		action: 'Create an element',
	},
	fields: elementForm,
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
			'Check the pictures first: each link must open without signing in and give a JPEG or PNG of at most 10 MB, at least 300 pixels wide and high, no side more than 2.5 times the other. Pictures from files get links of your VOD application: open such a link in a browser. If it is refused, the application protects its files (hotlink protection, key, referer rules), from Tencent Cloud as well.',
		],
		[/^RequestSizeLimitExceeded/, 'Give links to the pictures, not the pictures themselves.'],
		[
			/^(LimitExceeded|ResourceInsufficient)/,
			'Ask Tencent Cloud for a larger quota for VOD elements, or wait until it is renewed.',
		],
		[/^UnsupportedRegion/, "Leave 'Region' empty in the credential: creating elements needs none."],
	],
	readItem: async (reader) => {
		if (reader.read('imageInput', 'Image Input') === 'binary') return await readWithFiles(reader);
		const input = {
			elementName: read(reader, 'elementName'),
			elementDescription: read(reader, 'elementDescription'),
			elementFrontalImage: read(reader, 'elementFrontalImage'),
			elementReferList: readReferences(reader),
		};
		const request = parseElement(input, reader.allowsPrivateHosts);
		return { request, pictures: [], uploaded: [] };
	},
	check: async (context, { options }, items) =>
		options.checkImages ? await checkPictureLinks(context, items, linksOf, PICTURE_LIMITS) : [],
	prepare: uploadPictures,
	nameOf: ({ request }) => request.ElementName,
	bodyOf: ({ request, uploaded }) =>
		uploaded.length > 0 ? withUploaded(request, uploaded) : request,
	// A file is the same file, whatever link it has got.
	identityOf: ({ request, pictures }) =>
		pictures.length === 0
			? undefined
			: [
					request.ElementName,
					request.ElementDescription,
					...pictures.map(({ file }) => file.sha256),
				],
	resultOf: ({ ElementId }) => readId(ElementId),
	outputOf: (ElementId, { request: { ElementName }, uploaded }, RequestId) => ({
		ElementId,
		RequestId,
		ElementName,
		...(uploaded.length > 0 ? { UploadedImages: [...uploaded] } : {}),
	}),
});

/** One element to create. */
interface ElementItem extends WithPictures {
	/** Of pictures that have to be uploaded first, the links say which file is meant. */
	request: ElementRequest;
}

/** Of pictures that are files, none: they were looked at when they were read. */
function linksOf({ request, pictures }: ElementItem): PictureLink[] {
	if (pictures.length > 0) return [];
	const { elementFrontalImage, elementReferList } = FIELD_NAMES;
	const references = request.ElementReferList.map(({ ImageUrl: url }, index) => ({
		url,
		field: 'elementReferList',
		label: `'${elementReferList}': image ${index + 1}`,
	}));
	const front = {
		url: request.ElementFrontalImage,
		field: 'elementFrontalImage',
		label: `'${elementFrontalImage}'`,
	};
	return [front, ...references];
}

async function readWithFiles(reader: ItemReader): Promise<ElementItem> {
	const texts = {
		elementName: read(reader, 'elementName'),
		elementDescription: read(reader, 'elementDescription'),
	};
	const front = read(reader, 'elementFrontalImage', 'elementFrontalImageBinary');
	const references = namesIn(read(reader, 'elementReferList', 'elementReferListBinary'));
	const faults = faultsOfTexts(texts, references.length);
	const filesOf = async (field: keyof typeof FIELD_NAMES, names: readonly unknown[]) =>
		await readPictures(reader, field, FIELD_NAMES[field], names, PICTURE_LIMITS, faults);
	const files = [
		...(await filesOf('elementFrontalImage', [front])),
		...(await filesOf('elementReferList', references)),
	];
	const { subAppId, faults: ofSubApp } = readSubAppId(reader);
	faults.push(...ofSubApp);
	if (faults.length > 0 || reader.hasFaults) throw new InputError(faults);
	const links = files.map(({ name, sha256 }) => `file ${JSON.stringify(name)}, SHA-256 ${sha256}`);
	const [frontLink = '', ...referenceLinks] = links;
	return {
		request: {
			ElementName: String(texts.elementName),
			ElementDescription: String(texts.elementDescription),
			ElementFrontalImage: frontLink,
			ElementReferList: referenceLinks.map((ImageUrl) => ({ ImageUrl })),
		},
		pictures: files.map((file) => pictureToUpload(file, subAppId)),
		uploaded: [],
	};
}

function withUploaded(
	request: ElementRequest,
	[front, ...references]: readonly Uploaded[],
): ElementRequest {
	return {
		...request,
		ElementFrontalImage: front?.MediaUrl ?? request.ElementFrontalImage,
		ElementReferList: references.map(({ MediaUrl: ImageUrl }) => ({ ImageUrl })),
	};
}

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
