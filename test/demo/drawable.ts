import sharp from 'sharp';

/** What stands for a character that no font of this machine has: a box with its number in it. */
const NO_CHARACTERS = ['\u{e0ff}', '\u{10ffff}'];

interface Ink {
	width: number;
	height: number;
	/** Whether all four sides of it are drawn, from end to end. */
	isFramed: boolean;
}

/** Whether this machine has fonts for all of a text. */
export async function isDrawable(text: string): Promise<boolean> {
	const boxes = await Promise.all(NO_CHARACTERS.map(inkOf));
	const characters = await Promise.all(
		[...new Set(text.replace(/\s|\p{M}|\p{Cf}/gu, ''))].map(inkOf),
	);
	const isBox = ({ width, height, isFramed }: Ink) =>
		isFramed &&
		boxes.some((box) => box.height === height && Math.abs(box.width - width) <= box.width / 2);
	return !characters.some(isBox);
}

async function inkOf(character: string): Promise<Ink> {
	const drawing = `
		<svg xmlns="http://www.w3.org/2000/svg" width="160" height="120">
			<rect width="160" height="120" fill="#fff"/>
			<text x="30" y="80" font-size="56" font-family="sans-serif">${escaped(character)}</text>
		</svg>`;
	const picture = sharp(Buffer.from(drawing)).greyscale().trim({ threshold: 60 });
	const { data, info } = await picture.raw().toBuffer({ resolveWithObject: true });
	const { width, height, channels } = info;
	const isDark = (x: number, y: number) => (data[(y * width + x) * channels] ?? 255) < 150;
	const across = Array.from({ length: width }, (_, x) => x);
	const down = Array.from({ length: height }, (_, y) => y);
	const isFramed =
		across.every((x) => isDark(x, 0) && isDark(x, height - 1)) &&
		down.every((y) => isDark(0, y) && isDark(width - 1, y));
	return { width, height, isFramed };
}

/** As it is written in SVG. */
export function escaped(text: string): string {
	return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
