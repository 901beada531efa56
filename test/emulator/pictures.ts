import { imageSize } from 'image-size';
import type { Content, StoredObject } from './content';
import type { Files } from './files';
import type { Frame } from './frame';
import { refusal, type Refusal } from './refusal';

const MAX_BYTES = 10 * 1024 * 1024;
const MIN_PIXELS = 300;
const MAX_RATIO = 2.5;

/**
 * The emulator fetches nothing: it looks into the pictures that it serves itself.
 * @param urls by the names of their fields
 */
export function refusePictures(
	urls: ReadonlyMap<string, string>,
	files: Files,
): Refusal | undefined {
	for (const [field, url] of urls) {
		const fault = faultOfUrl(url, files);
		if (fault !== undefined) {
			return refusal('InvalidParameterValue', `The picture of ${field} ${fault}.`);
		}
	}
	return undefined;
}

function faultOfUrl(url: string, files: Files): string | undefined {
	if (!files.isOwn(url)) return undefined;
	const file = files.of(url);
	return file ? faultOfPicture(file.object) : 'cannot be fetched';
}

/**
 * The rule for pictures of elements that this one breaks, as the end of a sentence. What tells is the
 * content, not the name.
 */
function faultOfPicture({ content, size }: StoredObject): string | undefined {
	if (size > MAX_BYTES) return 'is larger than 10 MB';
	const picture = frameOfPicture(content);
	if (!picture) return 'is neither JPEG nor PNG';
	const { width, height } = picture;
	if (Math.min(width, height) < MIN_PIXELS) return 'is smaller than 300 px';
	if (Math.max(width, height) > MAX_RATIO * Math.min(width, height)) {
		return 'has an aspect ratio beyond 1:2.5 and 2.5:1';
	}
	return undefined;
}

/** Of a JPEG or PNG, by what it begins with; undefined: it is neither. */
export function frameOfPicture(content: Content): Frame | undefined {
	const [bytes = Buffer.alloc(0)] = content.pieces(0, content.length);
	try {
		const { type, width, height } = imageSize(bytes);
		return type === 'jpg' || type === 'png' ? { width, height } : undefined;
	} catch {
		return undefined;
	}
}
