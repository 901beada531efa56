/** Element → Create: CreateAigcCustomElement, https://www.tencentcloud.com/document/product/266/79910 */
import { z } from 'zod';

import { readId } from '../../client/answer';
import { makes } from '../../execution/memories';
import { allOf } from '../../input/checked';
import { operation } from '../operation';
import { elementAdvice, PICTURE_ADVICE } from '../shared/elementAdvice';
import { elementImageFields, imageInputField } from '../shared/elementImageFields';
import {
	hashesOfFiles,
	linksOfUploaded,
	linksToCheck,
	outputOfUploaded,
	PICTURE_LIMITS,
	type ElementImages,
} from '../shared/elementImages';
import { elementTextFields, readElementTexts, type ElementTexts } from '../shared/elementTexts';
import { checkPictureLinks } from '../shared/pictureLinks';
import { pictureToUpload, uploadPictures, type WithPictures } from '../shared/pictures';
import { readElementImages } from '../shared/readElementImages';
import { readSubAppId, subAppIdField } from '../shared/subAppId';

/** One element to create. */
interface ElementItem extends WithPictures {
	texts: ElementTexts;
	/** Of pictures that have to be uploaded first, the links say which file is meant. */
	images: ElementImages;
}

export const createElement = operation<ElementItem, string>({
	option: {
		name: 'Create',
		value: 'create',
		description: 'Create an element from its name, description and pictures, and get its ElementId',
		action: 'Create an element',
	},
	fields: [
		...elementTextFields,
		imageInputField,
		{ ...subAppIdField, displayOptions: { show: { imageInput: ['binary'] } } },
		...elementImageFields,
	],
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
		...elementAdvice('the pictures', PICTURE_ADVICE),
		[/^UnsupportedRegion/, "Leave 'Region' empty in the credential: creating elements needs none."],
	],
	readItem: async (reader) => {
		const { texts, entered, subAppId } = allOf({
			texts: readElementTexts(reader),
			entered: await readElementImages(reader),
			// n8n gives none where the form does not show it.
			subAppId: readSubAppId(reader),
		});
		const pictures = entered.files.map((file) => pictureToUpload(file, subAppId));
		return { texts, images: entered.images, pictures, uploaded: [] };
	},
	check: async (context, { options }, items) =>
		options.checkImages
			? await checkPictureLinks(
					context,
					items,
					(item) => linksToCheck(item.images, item),
					PICTURE_LIMITS,
				)
			: [],
	prepare: uploadPictures,
	nameOf: ({ texts }) => texts.ElementName,
	bodyOf: (item) => requestOf(item, linksOfUploaded(item) ?? item.images),
	identityOf: (item) => {
		const hashes = hashesOfFiles(item);
		return hashes && requestOf(item, hashes);
	},
	resultOf: ({ ElementId }) => readId(ElementId),
	outputOf: (ElementId, item, RequestId) => ({
		ElementId,
		RequestId,
		ElementName: item.texts.ElementName,
		...outputOfUploaded(item),
	}),
});

function requestOf({ texts }: ElementItem, { front, references }: ElementImages) {
	return {
		...texts,
		ElementFrontalImage: front,
		ElementReferList: references.map((ImageUrl) => ({ ImageUrl })),
	};
}
