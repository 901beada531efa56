/** Draws a person who is told from others by the colours, as SVG. */

/** Colours. */
export interface Look {
	coat: string;
	buttons: string;
	collar: string;
	hair: string;
	skin: string;
	trousers: string;
	shoes: string;
}

export interface Pose {
	seenFrom: 'front' | 'left';
	/** How far a leg has swung forward, from -1 to 1. */
	stride: number;
	/** How far the hand is raised, from 0 to 1. */
	wave: number;
}

type Movement = Omit<Pose, 'seenFrom'>;

export const STANDING: Movement = { stride: 0, wave: 0 };

/** 240 units wide and 320 high, and transparent around the person, who stands on y = 300. */
export function figure(look: Look, { seenFrom, ...movement }: Pose): string {
	return seenFrom === 'front' ? front(look, movement) : profile(look, movement);
}

function front(look: Look, { wave }: Movement): string {
	const { coat, buttons, collar, hair, skin, trousers, shoes } = look;
	const arm = limb('M152 142 Q160 178 158 206', coat, 18);
	return `
		${limb('M108 226 V286', trousers, 20)} ${limb('M132 226 V286', trousers, 20)}
		${limb('M104 292 H109', shoes, 16)} ${limb('M131 292 H136', shoes, 16)}
		${limb('M88 142 Q80 178 82 206', coat, 18)} ${hand(82, 214, skin)}
		${turned(-145 * wave, [152, 142], arm + hand(158, 214, skin))}
		<path d="M98 126 Q120 118 142 126 Q156 130 156 146 L160 236 Q120 246 80 236 L84 146 Q84 130 98 126 Z" fill="${coat}"/>
		<path d="M120 124 V240" stroke="#0003" stroke-width="2"/>
		${[152, 178, 204].map((y) => `<circle cx="126" cy="${y}" r="2.8" fill="${buttons}"/>`).join('')}
		<path d="M110 102 H130 V122 Q120 134 110 122 Z" fill="${skin}"/>
		<path d="M106 116 Q120 130 134 116 L138 126 Q120 144 102 126 Z" fill="${collar}"/>
		<ellipse cx="120" cy="78" rx="31" ry="36" fill="${hair}"/>
		<ellipse cx="120" cy="82" rx="26" ry="30" fill="${skin}"/>
		<path d="M92 78 Q92 38 120 38 Q148 38 148 78 Q138 66 136 58 Q118 70 104 58 Q102 68 92 78 Z" fill="${hair}"/>
		<circle cx="110" cy="82" r="3" fill="#2a2a33"/> <circle cx="130" cy="82" r="3" fill="#2a2a33"/>
		<path d="M112 97 Q120 103 128 97" fill="none" stroke="#8a3b3b" stroke-width="2.4" stroke-linecap="round"/>`;
}

/** Looks to the left. */
function profile(look: Look, { stride, wave }: Movement): string {
	const { coat, collar, hair, skin, trousers, shoes } = look;
	const leg = limb('M120 226 V286', trousers, 20) + limb('M111 292 H121', shoes, 16);
	const farLeg = leg + limb('M120 226 V286', SHADE, 20);
	const arm = limb('M120 144 Q124 178 120 206', coat, 18) + hand(119, 214, skin);
	const farArm = arm + limb('M120 144 Q124 178 120 206', SHADE, 18);
	const [hip, shoulder] = [[120, 222] as const, [120, 144] as const];
	return `
		${turned(-24 * stride, shoulder, farArm)}
		${turned(-22 * stride, hip, farLeg)} ${turned(22 * stride, hip, leg)}
		<path d="M106 130 Q120 118 134 130 Q144 150 142 190 L146 236 Q120 244 96 236 L98 190 Q96 150 106 130 Z" fill="${coat}"/>
		<path d="M110 102 H130 V124 Q120 132 112 124 Z" fill="${skin}"/>
		<path d="M108 116 Q118 126 132 114 L136 126 Q122 138 105 129 Z" fill="${collar}"/>
		<ellipse cx="124" cy="76" rx="29" ry="35" fill="${hair}"/>
		<path d="M132 60 Q128 108 112 112 Q98 110 97 98 L97 92 L90 88 L97 76 Q97 56 112 54 Z" fill="${skin}"/>
		<path d="M95 74 Q92 40 122 40 Q152 42 150 84 Q148 108 134 108 Q140 82 128 66 Q110 70 104 60 Q100 66 95 74 Z" fill="${hair}"/>
		<circle cx="104" cy="80" r="2.8" fill="#2a2a33"/>
		<path d="M98 98 Q103 101 108 98" fill="none" stroke="#8a3b3b" stroke-width="2.4" stroke-linecap="round"/>
		${turned(24 * stride + 140 * wave, shoulder, arm + limb('M128 150 Q132 178 128 204', '#0001', 2))}`;
}

/** Over what is on the far side. */
const SHADE = '#0003';

function limb(path: string, colour: string, width: number): string {
	return `<path d="${path}" fill="none" stroke="${colour}" stroke-width="${width}" stroke-linecap="round"/>`;
}

function hand(x: number, y: number, skin: string): string {
	return `<circle cx="${x}" cy="${y}" r="9" fill="${skin}"/>`;
}

/** @param angle in degrees, clockwise */
function turned(angle: number, [x, y]: readonly [number, number], drawing: string): string {
	return `<g transform="rotate(${angle.toFixed(1)} ${x} ${y})">${drawing}</g>`;
}
