/** Pictures as the files of an item. */
import { BINARY_ENCODING, type IBinaryData } from 'n8n-workflow';

import { pngOf } from '../emulator/png';

/** A PNG of one colour; another `colour` makes another file. */
export function png(width: number, height: number, colour = 0): Buffer {
	return pngOf(width, height, colour);
}

export function fileOf(bytes: Buffer, fileName: string, mimeType = 'image/png'): IBinaryData {
	return { data: bytes.toString(BINARY_ENCODING), fileName, mimeType };
}
