import fc from 'fast-check';

import { checkElementImages } from '../../../../../nodes/TencentCloudVod/actions/shared/elementImages';
import { checkElementTexts } from '../../../../../nodes/TencentCloudVod/actions/shared/elementTexts';
import { faultsIn } from '../../../../../nodes/TencentCloudVod/input/checked';
import {
	readImageList,
	readImageRows,
	type ImageList,
} from '../../../../../nodes/TencentCloudVod/input/imageList';
import { isGoodImage, isGoodText } from './oracle';

const oneOf = (...values: string[]) => fc.constantFrom(...values);

const anything = fc.anything({
	withBigInt: true,
	withBoxedValues: true,
	withDate: true,
	withMap: true,
	withNullPrototype: true,
	withObjectString: true,
	withSet: true,
	withSparseArray: true,
	withTypedArray: true,
	withUnicodeString: true,
});

/** Around the limits of 20 and 100, in several scripts. */
const words = fc
	.array(oneOf('a', ' ', '狐', '🦊', 'e\u0301', '\ud83e', '\n', '\u3000'), { maxLength: 103 })
	.map((characters) => characters.join(''));
const shortWords = words.map((text) => [...text].slice(0, 22).join(''));

/** Right more often than not, so that whole inputs pass now and then. */
const mostly = (good: fc.Arbitrary<string>, ...bad: Array<fc.Arbitrary<string>>) =>
	fc.oneof({ weight: 15 * bad.length, arbitrary: good }, ...bad);

const host = mostly(
	oneOf('cdn.shop.example', 'CDN.example.', '例え.jp', '8.8.8.8', '[2606:4700::1]'),
	oneOf('localhost', 'nas.local', 'db.internal.', 'minio', '127.1', '0x7f.1', '', 'a..b', '..'),
	fc.ipV4(),
	fc.ipV4Extended(),
	fc.ipV6().map((address) => `[${address}]`),
	fc.domain(),
);

const link = fc
	.tuple(
		mostly(oneOf('https://', 'http://', 'HTTPS://'), oneOf('//', 'ftp://', 'data:', ' https://')),
		host,
		mostly(oneOf('/', '/x', ':8443/a,b', '/%20/x', '/.gif/x'), oneOf('', ':99999/', '/a b', '\\x')),
		mostly(oneOf('', '.jpg', '.JPEG', '.php', '.', '.gif.jpg'), oneOf('.gif', '.WebP', '.jpg.pdf')),
		mostly(oneOf('', '?v=1', '?x=.gif', '#.gif'), oneOf('\n', ' ')),
	)
	.map((parts) => parts.join(''));

const image = fc.oneof({ weight: 30, arbitrary: link }, fc.webUrl(), fc.string(), anything);
const images = fc.array(image, { maxLength: 5 });
const imageObjects = fc.array(
	fc.oneof(fc.record({ ImageUrl: image }), fc.record({ imageUrl: image })),
	{
		maxLength: 4,
	},
);
const linkTexts = fc
	.tuple(fc.array(link, { maxLength: 4 }), oneOf(',', ', ', '\n', '\r\n', ',\n', ' '))
	.map(([links, separator]) => links.join(separator));

const imageList = fc.oneof(
	images.map(readImageList),
	imageObjects.map(readImageList),
	linkTexts.map(readImageList),
	fc.json().map(readImageList),
	fc.array(link).map((links) => readImageList(JSON.stringify(links))),
	fc.array(fc.record({ imageUrl: fc.oneof(image, images, linkTexts) })).map(readImageRows),
	anything.map(readImageList),
	anything.map(readImageRows),
);

interface Entered {
	elementName: unknown;
	elementDescription: unknown;
	elementFrontalImage: unknown;
	elementReferList: ImageList;
}

const input: fc.Arbitrary<Entered> = fc.record({
	elementName: fc.oneof(
		{ weight: 20, arbitrary: shortWords },
		fc.string({ unit: 'binary' }),
		anything,
	),
	elementDescription: fc.oneof({ weight: 20, arbitrary: words }, fc.string(), anything),
	elementFrontalImage: image,
	elementReferList: imageList,
});

function check(value: Entered) {
	const texts = checkElementTexts(value);
	const { elementFrontalImage, elementReferList } = value;
	const images = checkElementImages(elementFrontalImage, elementReferList, false);
	return { texts, images, faults: faultsIn([texts, images]) };
}

/** The fields that are wrong, by the oracle. */
function badFields(value: Entered): string[] {
	const list = value.elementReferList;
	const references = list.ok ? list.images : [];
	const isGood = {
		elementName: isGoodText(value.elementName, 20),
		elementDescription: isGoodText(value.elementDescription, 100),
		elementFrontalImage: isGoodImage(value.elementFrontalImage),
		elementReferList: [1, 2, 3].includes(references.length) && references.every(isGoodImage),
	};
	return Object.entries(isGood).flatMap(([field, good]) => (good ? [] : [field]));
}

test('of 10,000 random inputs, exactly those pass that keep every rule', () => {
	let passed = 0;
	fc.assert(
		fc.property(input, (value) => {
			const { texts, images, faults } = check(value);
			expect([...new Set(faults.map(({ field }) => field))]).toEqual(badFields(value));
			if (faults.length > 0) return;
			passed++;
			const list = value.elementReferList;
			expect([texts, images]).toStrictEqual([
				{
					ok: true,
					value: {
						ElementName: value.elementName,
						ElementDescription: value.elementDescription,
					},
				},
				{
					ok: true,
					value: {
						front: value.elementFrontalImage,
						references: list.ok ? list.images : [],
					},
				},
			]);
		}),
		{ numRuns: 10_000 },
	);
	// A generator that never gets past the rules would prove little.
	expect(passed).toBeGreaterThan(300);
}, 60_000);

test('a text that was read as a list goes out as its links, and nothing is added', () => {
	const separator = oneOf(',', ', ', '\n', '\r\n', ',\r\n');
	fc.assert(
		fc.property(
			fc.array(fc.webUrl(), { minLength: 1, maxLength: 4 }),
			separator,
			(links, between) => {
				// A link's own comma at its end is taken for one that separates.
				const plain = links.map((url) => url.replace(/,+$/, ''));
				fc.pre(plain.every((url) => !/,https?:/i.test(url)));
				expect(readImageList(plain.join(between))).toEqual({ ok: true, images: plain });
			},
		),
	);
});

test('what a fault says never repeats the input', () => {
	const marked = (text: fc.Arbitrary<string>) =>
		fc.tuple(text, text).map(([before, after]) => `${before}zqx${after}`);
	const markedLink = fc
		.tuple(
			oneOf('https://', 'ftp://', 'data:', ''),
			oneOf('.local', '.example', ' '),
			oneOf('.gif', '.zqx', ''),
		)
		.map(([scheme, suffix, type]) => `${scheme}zqx${suffix}/zqx${type}`);
	const markedImage = fc.oneof(
		markedLink,
		marked(fc.string()),
		fc.record({ zqx: marked(fc.string()) }),
	);
	const text = fc.oneof(marked(words), fc.record({ zqx: words }), fc.array(marked(words)));

	fc.assert(
		fc.property(
			fc.record({
				elementName: text,
				elementDescription: text,
				elementFrontalImage: markedImage,
				elementReferList: fc.oneof(
					fc.array(markedImage).map(readImageList),
					marked(fc.string()).map(readImageList),
					marked(oneOf('[', '{', '"')).map(readImageList),
				),
			}),
			(value) => {
				const texts = check(value).faults.map((fault) => fault.text);
				expect(texts.filter((said) => /zqx/i.test(said))).toEqual([]);
			},
		),
		{ numRuns: 1_000 },
	);
});
