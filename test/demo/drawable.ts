import sharp from 'sharp';

/** No font has them: what is drawn for them is a box with their four or six digits in it. */
const IN_NO_FONT = ['\u{e0ff}', '\u{10ffff}'];

interface Ink {
	width: number;
	height: number;
	/** The outermost pixels, from 0 (black) to 255. */
	edge: number[];
}

/** Whether this machine has fonts for all of a text. */
export async function isDrawable(text: string): Promise<boolean> {
	const boxes = await Promise.all(IN_NO_FONT.map(inkOf));
	const characters = [...new Set(text.replace(/\s|\p{M}|\p{Cf}/gu, ''))];
	const inks = await Promise.all(characters.map(inkOf));
	return !inks.some((ink) => boxes.some((box) => areAlike(ink, box)));
}

/** Boxes of one size differ only inside. */
function areAlike(one: Ink, other: Ink): boolean {
	const isOfOneSize = one.width === other.width && one.height === other.height;
	return isOfOneSize && one.edge.every((value, n) => Math.abs(value - (other.edge[n] ?? 0)) < 32);
}

async function inkOf(character: string): Promise<Ink> {
	const drawing = `
		<svg xmlns="http://www.w3.org/2000/svg" width="160" height="120">
			<rect width="160" height="120" fill="#fff"/>
			<text x="30" y="80" font-size="56" font-family="sans-serif">${escaped(character)}</text>
		</svg>`;
	const picture = sharp(Buffer.from(drawing)).greyscale().trim().raw();
	const { data, info } = await picture.toBuffer({ resolveWithObject: true });
	const { width, height, channels } = info;
	const positions = Array.from({ length: width * height }, (_, position) => position);
	const isAtEdge = (position: number) => {
		const [x, y] = [position % width, Math.floor(position / width)];
		return x === 0 || y === 0 || x === width - 1 || y === height - 1;
	};
	const edge = positions.filter(isAtEdge).map((position) => data[position * channels] ?? 0);
	return { width, height, edge };
}

/** As it is written in SVG. */
export function escaped(text: string): string {
	return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
