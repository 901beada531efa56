/**
 * What Tencent Cloud accepts as an element, rule by rule. Each rule takes a value and returns what is
 * wrong with it, worded to follow the field's name. A text holds fixed words and counts only, never the value itself: it ends up in error messages.
 *
 * Source of the limits: CreateAigcCustomElement, https://www.tencentcloud.com/document/product/266/79910
 */
import { isPublicHost } from './publicHost';

export const MAX_NAME_LENGTH = 20;
export const MAX_DESCRIPTION_LENGTH = 100;
export const MIN_REFERENCES = 1;
export const MAX_REFERENCES = 3;

/** File types that can never be the JPEG or PNG that is asked for. Others (.php, .ashx, none) may well deliver one. */
const IMPOSSIBLE_TYPES = new Set(
	'webp gif bmp svg avif heic heif tif tiff ico jxl jp2 psd raw mp4 mov avi mkv webm mp3 wav pdf doc docx xls xlsx csv txt json zip html htm'.split(
		' ',
	),
);

/** @param max in Unicode code points: what the API counts is not documented, and code points are what a person counts. */
export function textFaults(value: string, max: number): string[] {
	if (value.trim() === '') return ['is empty'];
	const length = codePoints(value);
	return length > max ? [`has ${length} characters, but at most ${max} are allowed`] : [];
}

/**
 * Everything that is wrong with a link to an image.
 * @param allowPrivateHosts true where the credential has an endpoint of its own: what that one reaches is not known.
 */
export function imageUrlFaults(value: string, allowPrivateHosts: boolean): string[] {
	const fault = linkFault(value);
	if (fault !== undefined) return [fault];
	const url = new URL(value);
	const faults: string[] = [];
	const type = fileType(url);
	if (IMPOSSIBLE_TYPES.has(type)) {
		faults.push(`links to a .${type} file, but only .jpg, .jpeg and .png images are accepted`);
	}
	if (!allowPrivateHosts && !isPublicHost(url.hostname)) {
		faults.push("links to a private network, which Tencent Cloud's servers cannot reach");
	}
	return faults;
}

function linkFault(value: string): string | undefined {
	if (value.trim() === '') return 'is empty';
	if (/^data:/i.test(value.trim())) {
		return 'holds the image itself (base64), but Tencent Cloud takes only a link that starts with http:// or https://';
	}
	if (/\s/.test(value))
		return 'contains a blank or a line break (in a link, a blank is written %20)';
	if (!/^https?:\/\/[^/]/i.test(value) || !URL.canParse(value)) {
		return 'is not a link that starts with http:// or https://';
	}
	return undefined;
}

/** What is wrong with a number of references below the least or above the most. */
export function referenceCountFault(count: number): string {
	return count < MIN_REFERENCES
		? `has no image, but ${MIN_REFERENCES} to ${MAX_REFERENCES} are needed`
		: `has ${count} images, but at most ${MAX_REFERENCES} are allowed`;
}

/** What to say where text belongs and something else arrived, usually from an expression. */
export function notTextFault(value: unknown): string {
	if (value === undefined || value === null) return 'is empty';
	return `must be text, but is ${typeName(value)}`;
}

function typeName(value: unknown): string {
	if (Array.isArray(value)) return 'a list';
	if (typeof value === 'number') return 'a number (write {{ String(…) }} around the expression)';
	if (typeof value === 'boolean') return 'true or false';
	return 'an object';
}

function codePoints(text: string): number {
	return text.replace(/[\uD800-\uDBFF][\uDC00-\uDFFF]/g, ' ').length;
}

function fileType(url: URL): string {
	return /\.([a-z0-9]+)$/i.exec(url.pathname)?.[1]?.toLowerCase() ?? '';
}
