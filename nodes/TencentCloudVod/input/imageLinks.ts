/** Rules for links to images, worded as those for texts. */
import { isPublicHost } from './publicHost';

/** File types that can never be the JPEG or PNG that is asked for. Others (.php, .ashx, none) may well deliver one. */
const IMPOSSIBLE_TYPES = new Set(
	'webp gif bmp svg avif heic heif tif tiff ico jxl jp2 psd raw mp4 mov avi mkv webm mp3 wav pdf doc docx xls xlsx csv txt json zip html htm'.split(
		' ',
	),
);

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

function fileType(url: URL): string {
	return /\.([a-z0-9]+)$/i.exec(url.pathname)?.[1]?.toLowerCase() ?? '';
}
