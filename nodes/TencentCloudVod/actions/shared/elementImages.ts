/** The pictures of an element: one from the front, and one to three others. */
import { checkedText, faultsIn, wrong, type Checked } from '../../input/checked';
import type { ImageList } from '../../input/imageList';
import type { ImageLimits } from '../../input/imageRules';
import { imageUrlFaults } from '../../input/mediaLinks';
import type { PictureLink } from './pictureLinks';
import type { WithPictures } from './pictures';
import type { Uploaded } from './upload';

/** Source of the limits: CreateAigcCustomElement, https://www.tencentcloud.com/document/product/266/79910 */
const MIN_REFERENCES = 1;
export const MAX_REFERENCES = 3;

/** What each picture has to be. */
export const PICTURE_LIMITS: ImageLimits = {
	formats: ['PNG', 'JPEG'],
	maxMegabytes: 10,
	minSide: 300,
	maxRatio: 2.5,
};

/** The fields under the names that the form shows: an error names exactly what the person sees. */
export const IMAGE_FIELDS = {
	elementFrontalImage: 'Element Frontal Image',
	elementReferList: 'Element Reference Images',
} as const;

/** Links to the pictures. Nothing is trimmed or rewritten. */
export interface ElementImages {
	front: string;
	references: string[];
}

/**
 * @param front what the form, an expression or a model gave, in whatever type it arrived
 * @param allowPrivateHosts whether images may lie in a private network (true with a custom endpoint)
 */
export function checkElementImages(
	front: unknown,
	references: ImageList,
	allowPrivateHosts: boolean,
): Checked<ElementImages> {
	const { elementFrontalImage, elementReferList } = IMAGE_FIELDS;
	const link = (field: keyof typeof IMAGE_FIELDS, label: string, value: unknown) =>
		checkedText(field, label, value, (url) => imageUrlFaults(url, allowPrivateHosts));
	const frontLink = link('elementFrontalImage', `'${elementFrontalImage}'`, front);
	if (!references.ok) {
		const unreadable = wrong('elementReferList', `'${elementReferList}'`, references.fault);
		return { ok: false, faults: faultsIn([frontLink, unreadable]) };
	}
	const count = checkReferenceCount(references.images.length);
	const links = references.images.map((image, index) =>
		link('elementReferList', imageLabel(index), image),
	);
	const faults = faultsIn([frontLink, count, ...links]);
	if (!frontLink.ok || faults.length > 0) return { ok: false, faults };
	const urls = links.flatMap((one) => (one.ok ? [one.value] : []));
	return { ok: true, value: { front: frontLink.value, references: urls } };
}

export function checkReferenceCount(count: number): Checked<number> {
	const label = `'${IMAGE_FIELDS.elementReferList}'`;
	if (count < MIN_REFERENCES) {
		const text = `has no image, but ${MIN_REFERENCES} to ${MAX_REFERENCES} are needed`;
		return wrong('elementReferList', label, text);
	}
	if (count > MAX_REFERENCES) {
		const text = `has ${count} images, but at most ${MAX_REFERENCES} are allowed`;
		return wrong('elementReferList', label, text);
	}
	return { ok: true, value: count };
}

/** The links to look at before anything is sent. Of files, none: they were looked at when they were read. */
export function linksToCheck(images: ElementImages, { pictures }: WithPictures): PictureLink[] {
	if (pictures.length > 0) return [];
	const references = images.references.map((url, index) => ({
		url,
		field: 'elementReferList',
		label: imageLabel(index),
	}));
	const front = {
		url: images.front,
		field: 'elementFrontalImage',
		label: `'${IMAGE_FIELDS.elementFrontalImage}'`,
	};
	return [front, ...references];
}

/** The links that uploaded files have got; undefined where there are none. */
export function linksOfUploaded({ uploaded }: WithPictures): ElementImages | undefined {
	return frontFirst(uploaded.map(({ MediaUrl }) => MediaUrl));
}

/** Stands for pictures that are files: a file is the same file, whatever link it has got. */
export function hashesOfFiles({ pictures }: WithPictures): ElementImages | undefined {
	return frontFirst(pictures.map(({ file }) => file.sha256));
}

function frontFirst([front, ...references]: readonly string[]): ElementImages | undefined {
	return front === undefined ? undefined : { front, references };
}

/** What an item with files puts out beside its element. */
export function outputOfUploaded({ uploaded }: WithPictures): { UploadedImages?: Uploaded[] } {
	return uploaded.length > 0 ? { UploadedImages: [...uploaded] } : {};
}

function imageLabel(index: number): string {
	return `'${IMAGE_FIELDS.elementReferList}': image ${index + 1}`;
}
