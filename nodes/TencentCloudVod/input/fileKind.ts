/**
 * Names the kinds of file that people hand over where a PNG or JPEG belongs, so that a message can say
 * what arrived. Sources: https://mimesniff.spec.whatwg.org, the registry of ISO base media brands
 * (https://mp4ra.org) and the formats' own specifications.
 */

/** How much of a file is looked at; comments or blanks may stand before the first tag of a page. */
const LOOKED_AT = 512;

/** Patterns of first bytes, each byte read as one character (`\cA` is 1), with words to follow "is". */
const KINDS: ReadonlyArray<readonly [pattern: RegExp, kind: string]> = [
	[/^GIF8[79]a/, 'a GIF image'],
	[/^BM.{4}\0{4}/s, 'a BMP image'],
	[/^(II[*+]\0|MM\0[*+])/, 'a TIFF image'],
	[/^.{4}ftypavi[fs]/s, 'an AVIF image'],
	[/^.{4}ftyp(hei[cmsx]|hev[cmsx]|mif1|msf1)/s, 'a HEIC image'],
	[/^(\xff\n|\0{3}\fJXL )/, 'a JPEG XL image'],
	[/^\0{3}\fjP {2}/, 'a JPEG 2000 image'],
	[/^\0\0\cA\0/, 'an icon (ICO)'],
	[/^8BPS/, 'a Photoshop file'],
	[/^.{4}ftyp/s, 'a video (MP4 or MOV)'],
	[/^\cZE\xdf\xa3/, 'a video (WebM or MKV)'],
	[/^%PDF-/, 'a PDF'],
	[/^PK\cC\cD/, 'a ZIP archive or an Office document'],
	[/^(iVBORw0KGgo|\/9j\/|data:image\/)/, 'base64 text'],
	[
		/^(\xef\xbb\xbf)?\s*(<!--((?!-->).)*-->\s*)*<(!doctype html|html|head|body)\b/is,
		'a web page (HTML)',
	],
	[/^(\xef\xbb\xbf)?\s*(<[?!][^>]*>\s*)*<svg\b/i, 'an SVG image'],
	[/^(\xef\xbb\xbf)?\s*<\?xml\b/i, 'an XML document'],
	[/^(\xef\xbb\xbf)?\s*[[{]\s*["{[\]}]/, 'JSON text'],
];

/** @returns words to follow "is", or undefined where the bytes tell nothing */
export function fileKind(bytes: Uint8Array): string | undefined {
	const start = String.fromCharCode(...bytes.subarray(0, LOOKED_AT));
	return KINDS.find(([pattern]) => pattern.test(start))?.[1];
}
