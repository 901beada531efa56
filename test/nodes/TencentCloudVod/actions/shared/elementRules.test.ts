/** The rules for the name, the description and the pictures of an element. */
import { checkElementImages } from '../../../../../nodes/TencentCloudVod/actions/shared/elementImages';
import { checkElementTexts } from '../../../../../nodes/TencentCloudVod/actions/shared/elementTexts';
import { allOf, faultsIn } from '../../../../../nodes/TencentCloudVod/input/checked';
import type { ImageList } from '../../../../../nodes/TencentCloudVod/input/imageList';

const IMAGE = 'https://cdn.shop.example/fox.jpg';
const NUMBER = 'must be text, but is a number (write {{ String(…) }} around the expression).';

const listOf = (...images: unknown[]): ImageList => ({ ok: true, images });

interface Entered {
	elementName: unknown;
	elementDescription: unknown;
	elementFrontalImage: unknown;
	elementReferList: ImageList;
}

const GOOD: Entered = {
	elementName: 'Fox',
	elementDescription: 'A red fox with a green scarf',
	elementFrontalImage: IMAGE,
	elementReferList: listOf(IMAGE),
};

function check(entered: Partial<Entered>, allowPrivateHosts = false) {
	const all = { ...GOOD, ...entered };
	return {
		texts: checkElementTexts(all),
		images: checkElementImages(all.elementFrontalImage, all.elementReferList, allowPrivateHosts),
	};
}

const faultsOf = (entered: Partial<Entered>, allowPrivateHosts = false) =>
	faultsIn(Object.values(check(entered, allowPrivateHosts)));

const textsOf = (entered: Partial<Entered>) => faultsOf(entered).map(({ text }) => text);

test('images may lie in a private network with an endpoint of its own only', () => {
	const image = 'http://nas.local/fox.jpg';
	const entered = { elementFrontalImage: image, elementReferList: listOf(IMAGE, image) };
	const text = "links to a private network, which Tencent Cloud's servers cannot reach.";

	expect(faultsOf(entered, true)).toEqual([]);
	expect(textsOf(entered)).toEqual([
		`'Element Frontal Image' ${text}`,
		`'Element Reference Images': image 2 ${text}`,
	]);
});

describe('what does not pass', () => {
	it.each<[keyof Entered, unknown, string]>([
		['elementName', '', "'Element Name' is empty."],
		['elementName', ' \t', "'Element Name' is empty."],
		['elementName', undefined, "'Element Name' is empty."],
		['elementName', null, "'Element Name' is empty."],
		['elementName', 7, `'Element Name' ${NUMBER}`],
		['elementName', true, "'Element Name' must be text, but is true or false."],
		['elementName', { a: 1 }, "'Element Name' must be text, but is an object."],
		['elementName', ['Fox'], "'Element Name' must be text, but is a list."],
		[
			'elementName',
			'狐'.repeat(21),
			"'Element Name' has 21 characters, but at most 20 are allowed.",
		],
		['elementDescription', '\n', "'Element Description' is empty."],
		['elementDescription', 7, `'Element Description' ${NUMBER}`],
		[
			'elementDescription',
			'🦊'.repeat(101),
			"'Element Description' has 101 characters, but at most 100 are allowed.",
		],
		['elementFrontalImage', '', "'Element Frontal Image' is empty."],
		['elementFrontalImage', null, "'Element Frontal Image' is empty."],
		['elementFrontalImage', 7, `'Element Frontal Image' ${NUMBER}`],
		[
			'elementFrontalImage',
			'fox.jpg',
			"'Element Frontal Image' is not a link that starts with http:// or https://.",
		],
		[
			'elementFrontalImage',
			'https://cdn.shop.example/fox.GIF?v=1',
			"'Element Frontal Image' links to a .gif file, but only .jpg, .jpeg and .png images are accepted.",
		],
	])('%s %p', (field, value, text) => {
		expect(faultsOf({ [field]: value })).toEqual([{ field, text }]);
	});

	it.each<[string, ImageList, string[]]>([
		['no reference', listOf(), [' has no image, but 1 to 3 are needed.']],
		[
			'four references',
			listOf(IMAGE, IMAGE, IMAGE, IMAGE),
			[' has 4 images, but at most 3 are allowed.'],
		],
		[
			'what is no text, each by its place',
			listOf(7, IMAGE, { url: IMAGE }),
			[`: image 1 ${NUMBER}`, ': image 3 must be text, but is an object.'],
		],
		['empty places', listOf('', null, ' '), [1, 2, 3].map((n) => `: image ${n} is empty.`)],
		[
			'too many, one of them bad',
			listOf(IMAGE, IMAGE, IMAGE, 'fox'),
			[
				' has 4 images, but at most 3 are allowed.',
				': image 4 is not a link that starts with http:// or https://.',
			],
		],
		[
			'one image with two faults',
			listOf('http://localhost/fox.webp'),
			[
				': image 1 links to a .webp file, but only .jpg, .jpeg and .png images are accepted.',
				": image 1 links to a private network, which Tencent Cloud's servers cannot reach.",
			],
		],
		['a list that cannot be read', { ok: false, fault: 'is broken' }, [' is broken.']],
	])('%s', (_title, elementReferList, texts) => {
		const faults = faultsOf({ elementReferList });

		expect(faults.map(({ text }) => text)).toEqual(
			texts.map((text) => `'Element Reference Images'${text}`),
		);
		expect(new Set(faults.map(({ field }) => field))).toEqual(new Set(['elementReferList']));
	});

	const allWrong = { elementName: '', elementDescription: 7, elementFrontalImage: 'fox' };

	it.each<[string, ImageList, string]>([
		['an empty list', listOf(), "'Element Reference Images' has no image, but 1 to 3 are needed."],
		[
			'an unreadable list',
			{ ok: false, fault: 'is broken' },
			"'Element Reference Images' is broken.",
		],
	])('says everything at once, in the order of the form, with %s', (_title, list, last) => {
		const texts = [
			"'Element Name' is empty.",
			`'Element Description' ${NUMBER}`,
			"'Element Frontal Image' is not a link that starts with http:// or https://.",
			last,
		];

		expect(textsOf({ ...allWrong, elementReferList: list })).toEqual(texts);
		expect(() => allOf(check({ ...allWrong, elementReferList: list }))).toThrow(texts.join(' '));
	});
});
