/** Rules for the pictures themselves, worded as those for texts. */
import type { ImageFormat, ImageHeader } from './imageHeader';

/** What an API accepts, in its own units. */
export interface ImageLimits {
	formats: readonly ImageFormat[];
	/** Of 1,048,576 bytes: where it is not documented which megabyte is meant, the larger one refuses nothing by mistake. */
	maxMegabytes: number;
	/** In pixels, for width and height alike. */
	minSide: number;
	/** Of the longer side to the shorter one. */
	maxRatio: number;
}

const MEGABYTE = 1024 * 1024;

/**
 * Everything that is wrong with a picture.
 * @param header of the whole file: one that still needs more bytes is that of a file cut short
 * @param size in bytes; undefined where it is not known
 */
export function imageFaults(
	header: ImageHeader,
	size: number | undefined,
	limits: ImageLimits,
): string[] {
	if (size === 0) return ['is an empty file'];
	return [...sizeFaults(size, limits), ...headerFaults(header, limits)];
}

function sizeFaults(size: number | undefined, { maxMegabytes }: ImageLimits): string[] {
	if (size === undefined || size <= maxMegabytes * MEGABYTE) return [];
	// Rounded up, or a few bytes too many would read as what is allowed.
	const megabytes = Math.ceil((size / MEGABYTE) * 10) / 10;
	return [`is ${megabytes} MB, but must be at most ${maxMegabytes} MB`];
}

function headerFaults(header: ImageHeader, limits: ImageLimits): string[] {
	switch (header.kind) {
		case 'image':
			return limits.formats.includes(header.format)
				? pixelFaults(header.width, header.height, limits)
				: [otherKind(`a ${header.format} image`, limits)];
		case 'needMore':
			return ['ends before its width and height (the file is incomplete)'];
		case 'broken':
			return [`is a damaged ${header.format} image: it has no readable width and height`];
		case 'other':
			return [otherKind(header.fileKind, limits)];
	}
}

function otherKind(fileKind: string | undefined, { formats }: ImageLimits): string {
	const listed = (conjunction: string) =>
		formats.join(', ').replace(/, (\w+)$/, ` ${conjunction} $1`);
	return fileKind === undefined
		? `is no ${listed('or')} image`
		: `is ${fileKind}, but only ${listed('and')} images are accepted`;
}

function pixelFaults(width: number, height: number, limits: ImageLimits): string[] {
	const { minSide, maxRatio } = limits;
	const is = `is ${width} × ${height} px, but`;
	const short = [...(width < minSide ? ['wide'] : []), ...(height < minSide ? ['high'] : [])];
	const faults: string[] = [];
	if (short.length > 0) faults.push(`${is} must be at least ${minSide} px ${short.join(' and ')}`);
	if (Math.max(width, height) > maxRatio * Math.min(width, height)) {
		faults.push(`${is} no side may be more than ${maxRatio} times the other`);
	}
	return faults;
}
