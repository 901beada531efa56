/** Draws the person of a row, who is told from others by the colours, as SVG. */

/** Colours, as SVG takes them. */
export interface Look {
	coat: string;
	hair: string;
	skin: string;
	trousers: string;
}

export interface Pose {
	seenFrom: 'front' | 'left';
	/** How far a leg has swung forward, from -1 to 1. */
	stride: number;
	/** How far the hand is raised, from 0 to 1. */
	wave: number;
}

export const STANDING = { stride: 0, wave: 0 };

/** Where the front view shows each colour, in the units of `figure`. */
export const SPOTS: Readonly<Record<keyof Look, readonly [x: number, y: number]>> = {
	coat: [108, 170],
	hair: [120, 42],
	skin: [120, 78],
	trousers: [108, 252],
};

/** 240 units wide and 320 high, and transparent around the person, who stands on y = 300. */
export function figure(look: Look, { seenFrom, ...movement }: Pose): string {
	return seenFrom === 'front' ? front(look, movement) : profile(look, movement);
}

function front({ coat, hair, skin, trousers }: Look, { wave }: Omit<Pose, 'seenFrom'>): string {
	return `
		${limb(`M108 226 V286`, trousers, 20)} ${limb(`M132 226 V286`, trousers, 20)}
		${limb('M104 294 H110', '#33343c', 14)} ${limb('M130 294 H136', '#33343c', 14)}
		${limb('M88 142 Q80 178 82 206', coat, 18)} ${hand(82, 214, skin)}
		${turned(-145 * wave, 152, 142, `${limb('M152 142 Q160 178 158 206', coat, 18)} ${hand(158, 214, skin)}`)}
		<path d="M98 126 Q120 118 142 126 Q156 130 156 146 L160 236 Q120 246 80 236 L84 146 Q84 130 98 126 Z" fill="${coat}"/>
		<path d="M120 124 V240" stroke="#0003" stroke-width="2"/>
		${[150, 174, 198].map((y) => `<circle cx="126" cy="${y}" r="2.6" fill="#fffc"/>`).join('')}
		<path d="M110 104 H130 V124 Q120 134 110 124 Z" fill="${skin}"/>
		<path d="M110 112 Q120 122 130 112 V116 Q120 126 110 116 Z" fill="#0002"/>
		<ellipse cx="120" cy="78" rx="31" ry="36" fill="${hair}"/>
		<ellipse cx="120" cy="82" rx="26" ry="30" fill="${skin}"/>
		<path d="M92 78 Q92 38 120 38 Q148 38 148 78 Q138 66 136 58 Q118 70 104 58 Q102 68 92 78 Z" fill="${hair}"/>
		<circle cx="110" cy="82" r="3" fill="#2a2a33"/> <circle cx="130" cy="82" r="3" fill="#2a2a33"/>
		<path d="M112 97 Q120 103 128 97" fill="none" stroke="#8a3b3b" stroke-width="2.4" stroke-linecap="round"/>`;
}

/** Looks to the left. */
function profile(look: Look, { stride, wave }: Omit<Pose, 'seenFrom'>): string {
	const { coat, hair, skin, trousers } = look;
	const leg = (angle: number, colour: string) =>
		turned(
			angle,
			...([120, 222] as const),
			`${limb('M120 226 V286', colour, 20)} ${limb('M112 294 H122', '#33343c', 14)}`,
		);
	const arm = (angle: number, colour: string) =>
		turned(
			angle,
			...([120, 144] as const),
			`${limb('M120 144 Q124 178 120 206', colour, 18)} ${hand(119, 214, skin)}`,
		);
	return `
		${arm(-24 * stride, shade(coat))}
		${leg(-22 * stride, shade(trousers))} ${leg(22 * stride, trousers)}
		<path d="M106 130 Q120 118 134 130 Q144 150 142 190 L146 236 Q120 244 96 236 L98 190 Q96 150 106 130 Z" fill="${coat}"/>
		<path d="M112 104 H130 V124 Q120 132 112 124 Z" fill="${skin}"/>
		<ellipse cx="124" cy="76" rx="29" ry="35" fill="${hair}"/>
		<path d="M132 60 Q128 108 112 112 Q98 110 97 98 L97 92 L90 88 L97 76 Q97 56 112 54 Z" fill="${skin}"/>
		<path d="M95 74 Q92 40 122 40 Q152 42 150 84 Q148 108 134 108 Q140 82 128 66 Q110 70 104 60 Q100 66 95 74 Z" fill="${hair}"/>
		<circle cx="104" cy="80" r="2.8" fill="#2a2a33"/>
		<path d="M98 98 Q103 101 108 98" fill="none" stroke="#8a3b3b" stroke-width="2.4" stroke-linecap="round"/>
		${arm(24 * stride + 140 * wave, coat)}
		<path d="M112 146 Q110 180 112 214" fill="none" stroke="#0001" stroke-width="2"/>`;
}

function limb(path: string, colour: string, width: number): string {
	return `<path d="${path}" fill="none" stroke="${colour}" stroke-width="${width}" stroke-linecap="round"/>`;
}

function hand(x: number, y: number, skin: string): string {
	return `<circle cx="${x}" cy="${y}" r="9" fill="${skin}"/>`;
}

/** @param angle in degrees, clockwise */
function turned(angle: number, x: number, y: number, drawing: string): string {
	return `<g transform="rotate(${angle.toFixed(1)} ${x} ${y})">${drawing}</g>`;
}

/** Of what is on the far side. */
function shade(colour: string): string {
	const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) =>
		parseInt(colour.slice(at, at + 2), 16),
	);
	return `rgb(${[red, green, blue].map((value) => Math.round(value * 0.8)).join(' ')})`;
}
