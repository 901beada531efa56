/** Width and height, in pixels. */
export interface Frame {
	width: number;
	height: number;
}

/**
 * The frame of a picture or a clip, as OutputConfig asks for it: `720P` is the shorter side, `2K` the side
 * of a square of the same area.
 */
export function frameOf(aspectRatio: string, resolution: string): Frame {
	const [, across = '1', down = '1'] = /^(\d+):(\d+)$/.exec(aspectRatio) ?? [];
	const ratio = Number(across) / Number(down);
	const [, figure = '1', unit = 'k'] = /^(\d+)([pk])$/.exec(resolution.toLowerCase()) ?? [];
	if (unit === 'p') {
		const shorter = Number(figure);
		return rounded(shorter * Math.max(1, ratio), shorter * Math.max(1, 1 / ratio));
	}
	const side = Number(figure) * 1024;
	return rounded(side * Math.sqrt(ratio), side / Math.sqrt(ratio));
}

function rounded(width: number, height: number): Frame {
	return { width: Math.round(width), height: Math.round(height) };
}
