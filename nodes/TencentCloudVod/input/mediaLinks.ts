/** Rules for links to images and videos, worded as those for texts. */
import { isPublicHost } from './publicHost';

/** What a link leads to. */
interface Kind {
	thing: 'image' | 'video';
	/** File types that it can never be. Others (.php, .ashx, none) may well deliver one. */
	impossibleTypes: ReadonlySet<string>;
	/** Completes "but only … are accepted". */
	accepted: string;
}

const NEITHER_IMAGE_NOR_VIDEO =
	'mp3 wav pdf doc docx xls xlsx csv txt json zip html htm svg psd ico'.split(' ');

const NO_IMAGE = [
	...'gif bmp avif heic heif tif tiff jxl jp2 raw mp4 mov avi mkv webm'.split(' '),
	...NEITHER_IMAGE_NOR_VIDEO,
];

const IMAGE: Kind = {
	thing: 'image',
	impossibleTypes: new Set(['webp', ...NO_IMAGE]),
	accepted: '.jpg, .jpeg and .png images',
};

const IMAGE_OR_WEBP: Kind = {
	thing: 'image',
	impossibleTypes: new Set(NO_IMAGE),
	accepted: '.jpg, .jpeg, .png and .webp images',
};

const VIDEO: Kind = {
	thing: 'video',
	impossibleTypes: new Set([
		...'avi mkv webm wmv flv mpg mpeg m3u8 m4a aac jpg jpeg png webp gif bmp avif heic'.split(' '),
		...NEITHER_IMAGE_NOR_VIDEO,
	]),
	accepted: '.mp4 and .mov videos',
};

/**
 * Everything that is wrong with a link to an image.
 * @param allowPrivateHosts true where the credential has an endpoint of its own: what that one reaches is not known.
 */
export function imageUrlFaults(value: string, allowPrivateHosts: boolean): string[] {
	return linkFaults(value, allowPrivateHosts, IMAGE);
}

/** The same where WebP is taken, too. */
export function imageOrWebpUrlFaults(value: string, allowPrivateHosts: boolean): string[] {
	return linkFaults(value, allowPrivateHosts, IMAGE_OR_WEBP);
}

/** The same of a link to a video. */
export function videoUrlFaults(value: string, allowPrivateHosts: boolean): string[] {
	return linkFaults(value, allowPrivateHosts, VIDEO);
}

function linkFaults(
	value: string,
	allowPrivateHosts: boolean,
	{ thing, impossibleTypes, accepted }: Kind,
): string[] {
	const fault = formFault(value, thing);
	if (fault !== undefined) return [fault];
	const url = new URL(value);
	const faults: string[] = [];
	const type = fileType(url);
	if (impossibleTypes.has(type)) {
		faults.push(`links to a .${type} file, but only ${accepted} are accepted`);
	}
	if (!allowPrivateHosts && !isPublicHost(url.hostname)) {
		faults.push("links to a private network, which Tencent Cloud's servers cannot reach");
	}
	return faults;
}

function formFault(value: string, thing: Kind['thing']): string | undefined {
	if (value.trim() === '') return 'is empty';
	if (/^data:/i.test(value.trim())) {
		return `holds the ${thing} itself (base64), but Tencent Cloud takes only a link that starts with http:// or https://`;
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
