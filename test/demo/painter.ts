/** Paints what the emulator's tasks make in the demo: views of a person, and clips. */
import sharp from 'sharp';

import { clipOf } from './clip';
import { figure, STANDING, type Look, type Pose } from './figure';

const VIEW = { width: 480, height: 640 };
const CLIP = { width: 512, height: 288, perSecond: 6 };

/** In units of a scene, which is 640 wide and 360 high. */
const GROUND = 300;
/** Which part of a clip the person walks. */
const WALKED_PART = 0.66;

/** Where a clip takes place: colours, and where the sun stands. */
export interface Scene {
	sky: string;
	horizon: string;
	far: string;
	near: string;
	ground: string;
	sun: number;
}

/** A picture of the person, PNG. */
export async function viewOf(look: Look, seenFrom: Pose['seenFrom']): Promise<Buffer> {
	const { width, height } = VIEW;
	const drawing = `
		<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 240 320">
			<defs><radialGradient id="wall" cy="0.4"><stop stop-color="#fbfaf8"/><stop offset="1" stop-color="#dcd9d4"/></radialGradient></defs>
			<rect width="240" height="320" fill="url(#wall)"/>
			<ellipse cx="120" cy="300" rx="62" ry="8" fill="#0002"/>
			${figure(look, { seenFrom, ...STANDING })}
		</svg>`;
	return await sharp(Buffer.from(drawing)).png().toBuffer();
}

/**
 * A clip in which the person walks by, stops and waves.
 * @param seconds at least one
 */
export async function walkOf(look: Look, scene: Scene, seconds: number): Promise<Buffer> {
	const frames = Math.round(seconds * CLIP.perSecond);
	const pictures = await Promise.all(
		Array.from({ length: frames }, async (_, index) => {
			const drawing = frameOf(look, scene, index / (frames - 1));
			return await sharp(Buffer.from(drawing)).jpeg({ quality: 88 }).toBuffer();
		}),
	);
	return clipOf({ ...CLIP, pictures });
}

/** @param time from 0 to 1 */
function frameOf(look: Look, scene: Scene, time: number): string {
	const { width, height } = CLIP;
	const { sky, horizon, far, near, ground, sun } = scene;
	const walked = Math.min(time / WALKED_PART, 1);
	const step = walked < 1 ? Math.sin(walked * Math.PI * 9) : 0;
	const x = 470 - 300 * walked;
	const y = 88 - Math.abs(step) * 3;
	return `
		<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 640 360">
			<defs><linearGradient id="sky" x2="0" y2="1"><stop stop-color="${sky}"/><stop offset="0.75" stop-color="${horizon}"/></linearGradient></defs>
			<rect width="640" height="360" fill="url(#sky)"/>
			<circle cx="${sun}" cy="86" r="30" fill="#fff8"/> <circle cx="${sun}" cy="86" r="21" fill="#fffc"/>
			${hills(226, walked * 14, far)} ${hills(262, 40 + walked * 40, near)}
			<rect y="${GROUND}" width="640" height="60" fill="${ground}"/>
			<ellipse cx="${(x + 96).toFixed(1)}" cy="329" rx="52" ry="7" fill="#0003"/>
			<g transform="translate(${x.toFixed(1)} ${y.toFixed(1)}) scale(0.8)">${figure(look, poseAt(time, step))}</g>
		</svg>`;
}

function poseAt(time: number, step: number): Pose {
	if (time < WALKED_PART) return { seenFrom: 'left', stride: step, wave: 0 };
	return { seenFrom: 'front', stride: 0, wave: 0.86 + 0.14 * Math.sin((time - WALKED_PART) * 70) };
}

function hills(y: number, drift: number, colour: string): string {
	const waves = 'q80 -70 160 0 t160 0 t160 0 t160 0 t160 0';
	return `<path transform="translate(${drift.toFixed(1)} 0)" d="M-80 360 V${y} ${waves} V360 Z" fill="${colour}"/>`;
}
