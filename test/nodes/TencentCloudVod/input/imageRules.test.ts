import {
	type ImageFormat,
	type ImageHeader,
} from '../../../../nodes/TencentCloudVod/input/imageHeader';
import { imageFaults } from '../../../../nodes/TencentCloudVod/input/imageRules';

const formats: ImageFormat[] = ['PNG', 'JPEG'];
const LIMITS = { formats, maxMegabytes: 10, minSide: 300, maxRatio: 2.5 };
const TEN_MB = 10 * 1024 * 1024;

function image(width: number, height: number): ImageHeader {
	return { kind: 'image', format: 'JPEG', width, height };
}

describe('imageFaults', () => {
	it.each<[string, ImageHeader, number | undefined]>([
		['the least width and height', image(300, 300), 1000],
		['the widest ratio', image(750, 300), 1000],
		['the highest ratio', image(300, 750), 1000],
		['the largest file', image(4000, 3000), TEN_MB],
		['a file of unknown size', image(4000, 3000), undefined],
		['a PNG', { kind: 'image', format: 'PNG', width: 640, height: 480 }, 1000],
	])('accepts %s', (_title, header, size) => {
		expect(imageFaults(header, size, LIMITS)).toEqual([]);
	});

	it.each<[ImageHeader, number | undefined, string[]]>([
		[image(299, 400), 1000, ['is 299 × 400 px, but must be at least 300 px wide']],
		[image(700, 280), 1000, ['is 700 × 280 px, but must be at least 300 px high']],
		[image(200, 280), 1000, ['is 200 × 280 px, but must be at least 300 px wide and high']],
		[image(751, 300), 1000, ['is 751 × 300 px, but no side may be more than 2.5 times the other']],
		[image(300, 751), 1000, ['is 300 × 751 px, but no side may be more than 2.5 times the other']],
		[
			image(1200, 280),
			TEN_MB + 1,
			[
				'is 10.1 MB, but must be at most 10 MB',
				'is 1200 × 280 px, but must be at least 300 px high',
				'is 1200 × 280 px, but no side may be more than 2.5 times the other',
			],
		],
		[image(300, 300), 25 * 1024 * 1024, ['is 25 MB, but must be at most 10 MB']],
		[{ kind: 'needMore', atLeast: 11 }, 0, ['is an empty file']],
		[
			{ kind: 'needMore', atLeast: 500 },
			499,
			['ends before its width and height (the file is incomplete)'],
		],
		[
			{ kind: 'broken', format: 'PNG' },
			1000,
			['is a damaged PNG image: it has no readable width and height'],
		],
		[
			{ kind: 'other', fileKind: 'a GIF image' },
			1000,
			['is a GIF image, but only PNG and JPEG images are accepted'],
		],
		[
			{ kind: 'image', format: 'WebP', width: 400, height: 400 },
			1000,
			['is a WebP image, but only PNG and JPEG images are accepted'],
		],
		[{ kind: 'other', fileKind: undefined }, undefined, ['is no PNG or JPEG image']],
	])('%j of %p bytes %p', (header, size, faults) => {
		expect(imageFaults(header, size, LIMITS)).toEqual(faults);
	});

	it('goes by the limits that it is given', () => {
		const limits = {
			formats: [...formats, 'WebP' as const],
			maxMegabytes: 5,
			minSide: 128,
			maxRatio: 4,
		};
		expect(imageFaults(image(512, 128), 5 * 1024 * 1024, limits)).toEqual([]);
		expect(imageFaults(image(512, 127), 5 * 1024 * 1024 + 1, limits)).toEqual([
			'is 5.1 MB, but must be at most 5 MB',
			'is 512 × 127 px, but must be at least 128 px high',
			'is 512 × 127 px, but no side may be more than 4 times the other',
		]);
		const webp: ImageHeader = { kind: 'image', format: 'WebP', width: 400, height: 400 };
		expect(imageFaults(webp, 1000, limits)).toEqual([]);
		expect(imageFaults({ kind: 'other', fileKind: 'a GIF image' }, 1000, limits)).toEqual([
			'is a GIF image, but only PNG, JPEG and WebP images are accepted',
		]);
	});
});
