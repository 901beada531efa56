/** Reads the pictures of an element from the form: links, or files of the item. */
import type { BinaryFile } from '../../execution/binaryFile';
import type { ItemReader } from '../../execution/itemReader';
import { faultsIn, type Checked } from '../../input/checked';
import { readImageList, readImageRows, type ImageList } from '../../input/imageList';
import type { InputFault } from '../../input/inputError';
import {
	checkElementImages,
	checkReferenceCount,
	IMAGE_FIELDS,
	PICTURE_LIMITS,
	type ElementImages,
} from './elementImages';
import { namesIn, readPictures } from './pictures';

export interface EnteredImages {
	/** Of files, the links say which one is meant. */
	images: ElementImages;
	/** The picture from the front first; none where links were entered. */
	files: BinaryFile[];
}

export async function readElementImages(reader: ItemReader): Promise<Checked<EnteredImages>> {
	if (reader.read('imageInput', 'Image Input') === 'binary') return await readFiles(reader);
	const images = checkElementImages(
		read(reader, 'elementFrontalImage'),
		readReferences(reader),
		reader.allowsPrivateHosts,
	);
	return images.ok ? { ok: true, value: { images: images.value, files: [] } } : images;
}

async function readFiles(reader: ItemReader): Promise<Checked<EnteredImages>> {
	const front = read(reader, 'elementFrontalImage', 'elementFrontalImageBinary');
	const references = namesIn(read(reader, 'elementReferList', 'elementReferListBinary'));
	const faults: InputFault[] = faultsIn([checkReferenceCount(references.length)]);
	const filesOf = async (field: keyof typeof IMAGE_FIELDS, names: readonly unknown[]) =>
		await readPictures(reader, field, IMAGE_FIELDS[field], names, PICTURE_LIMITS, faults);
	const files = [
		...(await filesOf('elementFrontalImage', [front])),
		...(await filesOf('elementReferList', references)),
	];
	if (faults.length > 0 || reader.hasFaults) return { ok: false, faults };
	const links = files.map(({ name, sha256 }) => `file ${JSON.stringify(name)}, SHA-256 ${sha256}`);
	const [frontLink = '', ...referenceLinks] = links;
	return { ok: true, value: { images: { front: frontLink, references: referenceLinks }, files } };
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

function read(reader: ItemReader, field: keyof typeof IMAGE_FIELDS, parameter?: string): unknown {
	return reader.read(field, IMAGE_FIELDS[field], parameter);
}
