import { imageSize } from 'image-size';
import type { StoredObject } from './cos/receivedPut';

const MAX_BYTES = 10 * 1024 * 1024;
const MIN_PIXELS = 300;
const MAX_RATIO = 2.5;

/**
 * The rule for pictures of elements that this one breaks, as the end of a sentence. What tells is the
 * content, not the name.
 */
export function faultOfPicture({ bytes, size }: StoredObject): string | undefined {
	if (size > MAX_BYTES) return 'is larger than 10 MB';
	const picture = read(bytes);
	if (!picture) return 'is neither JPEG nor PNG';
	const { width, height } = picture;
	if (Math.min(width, height) < MIN_PIXELS) return 'is smaller than 300 px';
	if (Math.max(width, height) > MAX_RATIO * Math.min(width, height)) {
		return 'has an aspect ratio beyond 1:2.5 and 2.5:1';
	}
	return undefined;
}

function read(bytes: Buffer): { width: number; height: number } | undefined {
	try {
		const { type, width, height } = imageSize(bytes);
		return type === 'jpg' || type === 'png' ? { width, height } : undefined;
	} catch {
		return undefined;
	}
}
